// Files beside the text that is being written. The host stores each at once; what is kept here is a reference to it.

import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import { maxAttachments, maxMediaBytes } from "../../src/protocol/media.ts";
import type { Attachment } from "../../src/protocol/snapshot.ts";
import type { ToHost } from "../../src/protocol/toHost.ts";
import type { ToWebview } from "../../src/protocol/toWebview.ts";
import { isAttachment } from "../conversation/inbound.ts";
import { type Host, keep } from "../host.ts";
import type { FileProblem, PreparedFile } from "./attachments/prepareFile.ts";

/** A file of the draft. Without an `attachment` it is still being read or stored. */
export interface DraftItem {
  readonly id: string;
  readonly name: string;
  /** In bytes, as it will be sent; undefined while it is being read. */
  readonly size?: number;
  readonly attachment?: Attachment;
  readonly scaledFrom?: { readonly width: number; readonly height: number };
  readonly animated?: boolean;
}

/** A file that was not taken: why, or the host's words for it. */
export interface DraftProblem {
  readonly id: string;
  readonly name: string;
  readonly problem: FileProblem | "too-many" | "too-much" | { readonly text: string };
}

/** What of `send` speaks of files. */
export type SentFiles = NonNullable<Extract<ToHost, { type: "send" }>["attachments"]>;

type Prepare = (file: File) => Promise<PreparedFile | FileProblem>;

/** What reads files comes with the first one. */
const prepareLazily: Prepare = async (file) => (await import("./attachments/prepareFile.ts")).prepareFile(file);

/** The files of the draft, in the order they were added. They outlive the view like its text. */
export class DraftAttachments {
  readonly #host: Host;
  readonly #prepare: Prepare;
  readonly #items = signal<readonly DraftItem[]>([]);
  readonly #problems = signal<readonly DraftProblem[]>([]);

  constructor(host: Host, prepare: Prepare = prepareLazily) {
    this.#host = host;
    this.#prepare = prepare;
    const kept = host.load();
    const attachments = typeof kept === "object" && kept !== null && "attachments" in kept ? kept.attachments : [];
    if (Array.isArray(attachments)) this.#items.value = attachments.filter(isKept);
  }

  readonly items: ReadonlySignal<readonly DraftItem[]> = this.#items;
  readonly problems: ReadonlySignal<readonly DraftProblem[]> = this.#problems;
  /** Whether a file is still being read or stored. */
  readonly busy = computed(() => this.#items.value.some(({ attachment }) => !attachment));
  readonly isEmpty = computed(() => this.#items.value.length === 0);

  /** Takes files in. Resolves when each is on its way to the host or refused. */
  async add(files: Iterable<File>): Promise<void> {
    this.#problems.value = [];
    await Promise.all(
      [...files].map((file) => {
        const item = { id: crypto.randomUUID(), name: (file.name || "file").slice(-255) };
        if (this.#items.peek().length >= maxAttachments) return this.#refuse(item, "too-many");
        this.#items.value = [...this.#items.peek(), item];
        return this.#take(item, file);
      }),
    );
  }

  /** Takes a file of the draft out again. */
  remove(id: string): void {
    this.#items.value = this.#items.peek().filter((item) => item.id !== id);
    this.#save();
  }

  dismiss(id: string): void {
    this.#problems.value = this.#problems.peek().filter((problem) => problem.id !== id);
  }

  /** Takes what the host says of a file. */
  receive(message: Extract<ToWebview, { type: "attached" | "attachRefused" | "insertAttachments" }>): void {
    if (message.type === "insertAttachments") {
      const known = new Set(this.#items.peek().map(({ attachment }) => attachment?.hash));
      const added = message.attachments.filter(({ hash }) => !known.has(hash));
      const items = added.map((attachment) => ({
        id: crypto.randomUUID(),
        name: attachment.name,
        size: attachment.size,
        attachment,
      }));
      this.#items.value = [...this.#items.peek(), ...items].slice(0, maxAttachments);
    } else if (message.type === "attached") {
      const { id, attachment } = message;
      // The same file once more is the same file.
      const known = this.#items.peek().some((item) => item.id !== id && item.attachment?.hash === attachment.hash);
      this.#items.value = this.#items
        .peek()
        .flatMap((item) => (item.id !== id ? [item] : known ? [] : [{ ...item, attachment }]));
    } else {
      // By its hash when it was stored before and is gone now.
      const fits = ({ id, attachment }: DraftItem) => id === message.id || attachment?.hash === message.id;
      const item = this.#items.peek().find(fits);
      if (item) this.#refuse(item, { text: message.text });
      return;
    }
    this.#save();
  }

  /** What goes with the next send; undefined when there are no files. */
  payload(): SentFiles | undefined {
    const files = this.#items.peek().flatMap(({ attachment }) => {
      if (!attachment) return [];
      const { hash, mimeType, name, width, height, durationMs } = attachment;
      return [{ hash, mimeType, name, width, height, durationMs }];
    });
    return files.length > 0 ? files : undefined;
  }

  /** The host has sent these: they leave the draft. */
  taken(files: SentFiles): void {
    const sent = new Set(files.map(({ hash }) => hash));
    this.#items.value = this.#items.peek().filter(({ attachment }) => !attachment || !sent.has(attachment.hash));
    this.#problems.value = [];
    this.#save();
  }

  async #take(item: DraftItem, file: File): Promise<void> {
    const prepared = await this.#prepare(file);
    if (typeof prepared === "string") return this.#refuse(item, prepared);
    // Removed while it was read.
    if (!this.#items.peek().some(({ id }) => id === item.id)) return;
    const { bytes, width, height, durationMs, scaledFrom, animated } = prepared;
    const others = this.#items.peek().reduce((sum, { size = 0 }) => sum + size, 0);
    if (others + bytes.length > maxMediaBytes) return this.#refuse(item, "too-much");
    this.#items.value = this.#items
      .peek()
      .map((known) => (known.id === item.id ? { ...known, size: bytes.length, scaledFrom, animated } : known));
    this.#host.post({ type: "attach", id: item.id, name: item.name, bytes, width, height, durationMs });
  }

  #refuse({ id, name }: DraftItem, problem: DraftProblem["problem"]): void {
    batch(() => {
      this.#items.value = this.#items.peek().filter((item) => item.id !== id);
      this.#problems.value = [...this.#problems.peek(), { id, name, problem }];
    });
    this.#save();
  }

  #save(): void {
    keep(this.#host, { attachments: this.#items.peek().filter(({ attachment }) => attachment) });
  }
}

function isKept(item: unknown): item is DraftItem {
  return (
    typeof item === "object" &&
    item !== null &&
    "id" in item &&
    typeof item.id === "string" &&
    "name" in item &&
    typeof item.name === "string" &&
    "attachment" in item &&
    isAttachment(item.attachment)
  );
}
