// What the person is writing. It outlives the view, and leaves the box only when the host has taken it over.

import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { AgentMode } from "../../src/protocol/agent.ts";
import { type Host, keep } from "../host.ts";
import { DraftAttachments, type SentFiles } from "./draftAttachments.ts";

/** How long typing may pause before the draft is kept. */
const saveDelayMs = 150;

interface Sending {
  readonly draftId: string;
  readonly text: string;
  readonly attachments?: SentFiles;
  /** What was sent has been changed since: it no longer stands in the box, whatever the box begins with. */
  readonly changed?: boolean;
}

/**
 * The composer's text, and the one send that is waiting for its answer. The host always answers, be it after a person
 * has looked for a key; a page that is built anew meanwhile asks what became of it.
 */
export class ComposerDraft {
  readonly #host: Host;
  readonly #files: DraftAttachments;
  readonly #text = signal("");
  readonly #refusal = signal<string | undefined>(undefined);
  readonly #plan = signal<string | undefined>(undefined);
  #sending: Sending | undefined;
  #composing = false;
  /** What has to wait until an input method is done with the box. */
  #afterComposition: (() => void)[] = [];
  #stopWaiting = () => {};
  #saveTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, files = new DraftAttachments(host)) {
    this.#host = host;
    this.#files = files;
    const kept = host.load();
    if (typeof kept !== "object" || kept === null) return;
    if ("draft" in kept && typeof kept.draft === "string") this.#text.value = kept.draft;
    if ("plan" in kept && typeof kept.plan === "string") this.#plan.value = kept.plan;
    if (!("sending" in kept) || !isSending(kept.sending)) return;
    this.#sending = kept.sending;
    host.post({ type: "draftState", draftId: kept.sending.draftId });
  }

  readonly text: ReadonlySignal<string> = this.#text;
  /** Why the last send was refused, until something is written or sent. */
  readonly refusal: ReadonlySignal<string | undefined> = this.#refusal;
  /** The message whose plan is being changed in the box; undefined once that was sent, or cleared away. */
  readonly plan: ReadonlySignal<string | undefined> = this.#plan;
  /** Whether there is something to send. */
  readonly canSend = computed(() => /\S/.test(this.#text.value) || !this.#files.isEmpty.value);

  /** The person typed. `from` is where the change began, where that is known: the same letters may come anew. */
  edit(text: string, from?: number): void {
    const sent = this.#sending?.text;
    const isChanged = sent !== undefined && (!text.startsWith(sent) || (from !== undefined && from < sent.length));
    if (this.#sending && isChanged) this.#sending = { ...this.#sending, changed: true };
    if (text === this.#text.value) return;
    this.#stopWaiting();
    batch(() => {
      this.#text.value = text;
      this.#refusal.value = undefined;
      if (!/\S/.test(text)) this.#plan.value = undefined;
    });
    this.#saveSoon();
  }

  /** Puts `text` after what is there. */
  insert(text: string): void {
    this.#whenComposed(() => {
      const before = this.#text.value;
      this.edit(before === "" || before.endsWith("\n") ? before + text : `${before}\n${text}`);
    });
  }

  /** Puts the plan of a message behind what is there, to be changed; one that is being changed stays as it is. */
  editPlan(messageId: string, text: string): void {
    if (this.#plan.peek() === messageId) return;
    this.#whenComposed(() => {
      this.insert(text);
      this.#plan.value = messageId;
    });
  }

  /** An input method has begun to write into the box; nobody else may until it is done. */
  compositionStarted(): void {
    this.#composing = true;
  }

  /** It is done; `text` is what the box holds now. */
  compositionEnded(text = this.#text.value): void {
    this.#composing = false;
    this.edit(text);
    for (const act of this.#afterComposition.splice(0)) act();
  }

  /**
   * Hands the text and the files to the host. They stay until `accepted`. False when there is nothing to send, or not
   * yet: files that are still being stored are waited for, unless the person writes on. `mode` is chosen with it.
   */
  send(mode?: AgentMode): boolean {
    if (this.canSend.peek() && this.#files.busy.peek()) {
      this.#sendWhenStored(mode);
      return false;
    }
    const text = this.#text.value;
    const attachments = this.#files.payload();
    if (!this.canSend.peek() || this.#sending) return false;
    this.#refusal.value = undefined;
    const sending = { draftId: crypto.randomUUID(), text, ...(attachments && { attachments }) };
    this.#sending = sending;
    this.flush();
    this.#host.post({ type: "send", ...sending, ...(mode && { mode }) });
    return true;
  }

  /** The host has it: what was sent leaves the box, what was typed since stays. */
  accepted(draftId: string): void {
    if (this.#sending?.draftId === draftId) this.#whenComposed(() => this.#take());
  }

  /** The host refused, because of `reason` if the person cannot see it: everything stays. */
  rejected(draftId: string, reason?: string): void {
    if (this.#sending?.draftId !== draftId) return;
    this.#refusal.value = reason;
    this.#settle();
  }

  /** A snapshot with the turns `ids` came: when what is being sent is among them, the `accepted` was missed. */
  reconcile(ids: readonly string[]): void {
    if (this.#sending && ids.includes(this.#sending.draftId)) this.accepted(this.#sending.draftId);
  }

  /** Keeps the draft now, for a view that is going away. */
  flush(): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = undefined;
    keep(this.#host, { draft: this.#text.value, sending: this.#sending, plan: this.#plan.value });
  }

  #take(): void {
    if (!this.#sending) return;
    const { text: sent, attachments, changed } = this.#sending;
    batch(() => {
      if (attachments) this.#files.taken(attachments);
      if (!changed) this.#text.value = this.#text.value.slice(sent.length).replace(/^\n/, "");
      this.#plan.value = undefined;
      this.#settle();
    });
  }

  #whenComposed(act: () => void): void {
    if (this.#composing) this.#afterComposition.push(act);
    else act();
  }

  #sendWhenStored(mode: AgentMode | undefined): void {
    this.#stopWaiting();
    this.#stopWaiting = effect(() => {
      if (this.#files.busy.value) return;
      // A file that was refused changes what the person wants to send.
      const complete = this.#files.problems.peek().length === 0;
      queueMicrotask(() => {
        this.#stopWaiting();
        if (complete) this.send(mode);
      });
    });
  }

  #settle(): void {
    this.#sending = undefined;
    this.flush();
  }

  #saveSoon(): void {
    this.#saveTimer ??= setTimeout(() => this.flush(), saveDelayMs);
  }
}

function isSending(value: unknown): value is Sending {
  return (
    typeof value === "object" &&
    value !== null &&
    "draftId" in value &&
    typeof value.draftId === "string" &&
    "text" in value &&
    typeof value.text === "string"
  );
}
