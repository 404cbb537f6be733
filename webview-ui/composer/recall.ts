// Up in an empty composer brings the last question back, Down or Escape makes it empty again.

import { type MessageEntry, wordsOf } from "../conversation/chatStore.ts";
import { readLog } from "../conversation/textLog.ts";
import type { ComposerDraft } from "./composerDraft.ts";
import type { DraftAttachments, SentFiles } from "./draftAttachments.ts";

/** What was brought back, until something is written. */
export class Recall {
  readonly #draft: ComposerDraft;
  readonly #files: DraftAttachments;
  #recalled: { readonly text: string; readonly files: SentFiles | undefined } | undefined;

  constructor(draft: ComposerDraft, files: DraftAttachments) {
    this.#draft = draft;
    this.#files = files;
  }

  /** Brings the last question of `messages` back, with its files. False when there is none, or something is written. */
  bring(messages: readonly MessageEntry[]): boolean {
    const question = messages.findLast(({ meta }) => meta.peek().role === "user");
    if (!question || this.#draft.text.peek() !== "" || !this.#files.isEmpty.peek()) return false;
    const text = wordsOf(question).map(readLog).join("\n\n");
    const { attachments } = question.meta.peek();
    if (text === "" && !attachments) return false;
    this.#draft.edit(text);
    if (attachments) this.#files.receive({ type: "insertAttachments", attachments });
    this.#recalled = { text, files: this.#files.payload() };
    return true;
  }

  /** Takes it away again. False when there is nothing, or when it was changed since: then it is the person's. */
  takeBack(): boolean {
    const recalled = this.#recalled;
    this.#recalled = undefined;
    if (!recalled || this.#draft.text.peek() !== recalled.text) return false;
    if (JSON.stringify(this.#files.payload()) !== JSON.stringify(recalled.files)) return false;
    this.#draft.edit("");
    if (recalled.files) this.#files.taken(recalled.files);
    return true;
  }
}
