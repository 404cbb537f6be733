// How `@mimo` shows that the model thinks: the reasoning itself where the host lets it, otherwise one plain line.

import * as vscode from "vscode";

/** The host's call for reasoning (proposed API `chatParticipantAdditions`); where it is not for us, it throws. */
interface ThinkingStream {
  thinkingProgress?(delta: { readonly text: string; readonly id?: string }): unknown;
}

/** Serves one answer. */
export class ParticipantThinking {
  readonly #response: vscode.ChatResponseStream;

  #isPlain: boolean;
  #saidSo = false;

  constructor(response: vscode.ChatResponseStream) {
    this.#response = response;

    this.#isPlain = typeof (response as ThinkingStream).thinkingProgress !== "function";
  }

  /** The next piece of the reasoning. */
  add(text: string): void {
    if (!this.#isPlain) {
      try {
        (this.#response as ThinkingStream).thinkingProgress?.({ text, id: "reasoning" });
        return;
      } catch {
        this.#isPlain = true;
      }
    }
    if (this.#saidSo) return;
    this.#saidSo = true;
    this.#response.progress(vscode.l10n.t("Thinking…"));
  }
}
