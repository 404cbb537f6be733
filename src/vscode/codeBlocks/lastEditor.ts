import * as vscode from "vscode";
import type { Disposable } from "../../core/util/disposable.ts";

/** What VS Code calls an editor and nobody writes into. */
const notForWriting = new Set(["output", "debug", "comment", "mimo-context", "mimo-edit"]);

/** Remembers the text editor that was used last: a chat in an editor tab takes its place as the active one. */
export class LastEditor implements Disposable {
  #last = vscode.window.activeTextEditor;
  readonly #listener = vscode.window.onDidChangeActiveTextEditor((editor) => {
    if (editor) this.#last = editor;
  });

  /** The editor a person means, as long as it can be seen. */
  get current(): vscode.TextEditor | undefined {
    const shown = vscode.window.visibleTextEditors.filter(({ document }) => !notForWriting.has(document.uri.scheme));
    const wanted = vscode.window.activeTextEditor ?? this.#last;
    return shown.find((editor) => editor === wanted) ?? (shown.length === 1 ? shown[0] : undefined);
  }

  dispose(): void {
    this.#listener.dispose();
  }
}
