// Questions that are being asked differently: what is written in their place. It outlives the view like the composer's
// draft, and goes only when the host has taken it over or the person leaves it.

import { type ReadonlySignal, signal } from "@preact/signals";
import { type Host, keep } from "../host.ts";

/** How long typing may pause before the edits are kept. */
const saveDelayMs = 150;
/** Edits that are kept, of all conversations. */
const maxKept = 20;

/** One question under change. */
export interface MessageEdit {
  readonly messageId: string;
  readonly text: string;
  /** Set while the host has not answered; nothing is changed meanwhile. */
  readonly draftId?: string;
  /** Why the host did not take it. */
  readonly refusal?: string;
}

/** All of them. */
export class MessageEdits {
  readonly #host: Host;
  readonly #edits = signal<readonly MessageEdit[]>([]);
  #begun: string | undefined;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host) {
    this.#host = host;
    const kept = host.load();
    const edits = typeof kept === "object" && kept !== null && "edits" in kept ? kept.edits : [];
    if (Array.isArray(edits)) this.#edits.value = edits.filter(isEdit);
    for (const { draftId } of this.#edits.value) if (draftId !== undefined) host.post({ type: "draftState", draftId });
  }

  readonly all: ReadonlySignal<readonly MessageEdit[]> = this.#edits;

  /** The edit of a question, if there is one. */
  of(messageId: string): MessageEdit | undefined {
    return this.#edits.value.find((edit) => edit.messageId === messageId);
  }

  /** Makes a question editable. */
  begin(messageId: string, text: string): void {
    this.#begun = messageId;
    this.#put({ messageId, text });
  }

  /** Whether the box of a question is new and should take the focus; true once. */
  takesFocus(messageId: string): boolean {
    const takes = this.#begun === messageId;
    if (takes) this.#begun = undefined;
    return takes;
  }

  /** The person typed. */
  change(messageId: string, text: string): void {
    if (this.of(messageId)?.draftId === undefined) this.#put({ messageId, text });
  }

  /** Leaves the question as it was. */
  cancel(messageId: string): void {
    this.#write(this.#edits.peek().filter((edit) => edit.messageId !== messageId));
    this.flush();
  }

  /** Hands the text to the host. It stays until `accepted`. False for a blank one, or one that waits for its answer. */
  save(messageId: string): boolean {
    const edit = this.of(messageId);
    if (!edit || edit.draftId !== undefined || !/\S/.test(edit.text)) return false;
    const { text } = edit;
    const draftId = crypto.randomUUID();
    this.#put({ messageId, text, draftId });
    this.flush();
    this.#host.post({ type: "editMessage", draftId, messageId, text });
    return true;
  }

  /** The host has it. */
  accepted(draftId: string): void {
    const edit = this.#edits.peek().find((each) => each.draftId === draftId);
    if (edit) this.cancel(edit.messageId);
  }

  /** The host refused: the text stays, and can be sent again. */
  rejected(draftId: string, refusal?: string): void {
    const edit = this.#edits.peek().find((each) => each.draftId === draftId);
    if (edit) this.#put({ messageId: edit.messageId, text: edit.text, ...(refusal !== undefined && { refusal }) });
  }

  /** A snapshot with the turns `ids` came: an edit that is among them was taken. */
  reconcile(ids: readonly string[]): void {
    for (const { draftId } of this.#edits.peek()) if (draftId && ids.includes(draftId)) this.accepted(draftId);
  }

  /** Keeps them now, for a view that is going away. */
  flush(): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = undefined;
    keep(this.#host, { edits: this.#edits.peek() });
  }

  #put(edit: MessageEdit): void {
    this.#write([...this.#edits.peek().filter(({ messageId }) => messageId !== edit.messageId), edit].slice(-maxKept));
  }

  #write(edits: readonly MessageEdit[]): void {
    this.#edits.value = edits;
    this.#saveTimer ??= setTimeout(() => this.flush(), saveDelayMs);
  }
}

function isEdit(value: unknown): value is MessageEdit {
  return (
    typeof value === "object" &&
    value !== null &&
    "messageId" in value &&
    typeof value.messageId === "string" &&
    "text" in value &&
    typeof value.text === "string" &&
    (!("draftId" in value) || typeof value.draftId === "string") &&
    (!("refusal" in value) || typeof value.refusal === "string")
  );
}
