// What the person is writing. It outlives the view, and leaves the box only when the host has taken it over.

import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Host } from "../host.ts";
import { DraftAttachments, type SentFiles } from "./draftAttachments.ts";

/** How long typing may pause before the draft is kept. */
const saveDelayMs = 150;
/** A host that answers nothing must not lock the composer. */
const answerTimeoutMs = 10_000;

interface Sending {
  readonly draftId: string;
  readonly text: string;
  readonly attachments?: SentFiles;
}

/** The composer's text, and the one send that is waiting for its answer. */
export class ComposerDraft {
  readonly #host: Host;
  readonly #files: DraftAttachments;
  readonly #text = signal("");
  #sending: Sending | undefined;
  #stopWaiting = () => {};
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #answerTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, files = new DraftAttachments(host)) {
    this.#host = host;
    this.#files = files;
    const kept = host.load();
    if (typeof kept !== "object" || kept === null) return;
    if ("draft" in kept && typeof kept.draft === "string") this.#text.value = kept.draft;
    // Hidden while the host was answering: the next snapshot tells whether the text arrived.
    if ("sending" in kept && isSending(kept.sending)) this.#sending = kept.sending;
  }

  readonly text: ReadonlySignal<string> = this.#text;
  /** Whether there is something to send. */
  readonly canSend = computed(() => /\S/.test(this.#text.value) || !this.#files.isEmpty.value);

  /** The person typed. */
  edit(text: string): void {
    if (text === this.#text.value) return;
    this.#stopWaiting();
    this.#text.value = text;
    this.#saveSoon();
  }

  /** Puts `text` after what is there. */
  insert(text: string): void {
    const before = this.#text.value;
    this.edit(before === "" || before.endsWith("\n") ? before + text : `${before}\n${text}`);
  }

  /**
   * Hands the text and the files to the host. They stay until `accepted`. False when there is nothing to send, or not
   * yet: files that are still being stored are waited for, unless the person writes on.
   */
  send(): boolean {
    if (this.canSend.peek() && this.#files.busy.peek()) {
      this.#sendWhenStored();
      return false;
    }
    const text = this.#text.value;
    const attachments = this.#files.payload();
    if (!this.canSend.peek() || this.#sending) return false;
    this.#sending = { draftId: crypto.randomUUID(), text, ...(attachments && { attachments }) };
    this.#answerTimer = setTimeout(() => this.#settle(), answerTimeoutMs);
    this.flush();
    this.#host.post({ type: "send", ...this.#sending });
    return true;
  }

  /** The host has it: what was sent leaves the box, what was typed since stays. */
  accepted(draftId: string): void {
    if (this.#sending?.draftId === draftId) this.#take(this.#sending);
  }

  /** The host refused: everything stays. */
  rejected(draftId: string): void {
    if (this.#sending?.draftId === draftId) this.#settle();
  }

  /** A snapshot came. When its last question is what was being sent, the `accepted` was missed. */
  reconcile(lastQuestion: string | undefined): void {
    if (this.#sending && lastQuestion?.trim() === this.#sending.text.trim()) this.#take(this.#sending);
  }

  /** Keeps the draft now, for a view that is going away. */
  flush(): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = undefined;
    // Others keep something there too.
    const kept = this.#host.load();
    const others = typeof kept === "object" ? kept : {};
    this.#host.save({ ...others, draft: this.#text.value, sending: this.#sending });
  }

  #take({ text: sent, attachments }: Sending): void {
    const text = this.#text.value;
    const at = text.indexOf(sent);
    batch(() => {
      if (attachments) this.#files.taken(attachments);
      if (at >= 0) this.#text.value = (text.slice(0, at) + text.slice(at + sent.length)).replace(/^\n/, "");
      this.#settle();
    });
  }

  #sendWhenStored(): void {
    this.#stopWaiting();
    this.#stopWaiting = effect(() => {
      if (this.#files.busy.value) return;
      // A file that was refused changes what the person wants to send.
      const complete = this.#files.problems.peek().length === 0;
      queueMicrotask(() => {
        this.#stopWaiting();
        if (complete) this.send();
      });
    });
  }

  #settle(): void {
    clearTimeout(this.#answerTimer);
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
