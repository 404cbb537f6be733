// The editor in front, as something that goes with a question: its selection, or the whole file.

import * as vscode from "vscode";
import type { Mention } from "../../core/context/mention.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { Emitter } from "../../core/util/emitter.ts";
import { pathOf } from "../edit/readSubject.ts";

/** How long the cursor may rest, in ms, before a selection counts. */
const restMs = 150;

/** Follows the active text editor. The last one counts while it is in sight and the chat has the focus, in a tab too. */
export class ActiveEditor implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new Emitter<void>());
  /** Another editor or another selection; gathered, so that dragging costs nothing. */
  readonly onDidChange = this.#changed.event;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: vscode.TextEditor | undefined = vscode.window.activeTextEditor;

  constructor() {
    const soon = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#changed.fire(), restMs);
    };
    this.#disposables.add(
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        this.#last = editor ?? this.#last;
        soon();
      }),
    );
    this.#disposables.add(vscode.window.onDidChangeVisibleTextEditors(soon));
    this.#disposables.add(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === this.#editor) soon();
      }),
    );
    this.#disposables.add({ dispose: () => clearTimeout(this.#timer) });
  }

  /** The document in front; undefined for output channels, diffs' originals and other things that are no file. */
  document(): vscode.TextDocument | undefined {
    const document = this.#editor?.document;
    const isFile = document && (document.uri.scheme === "untitled" || isOfWorkspace(document.uri));
    return isFile ? document : undefined;
  }

  /** The selection, or the whole file without one; undefined without an editor. */
  mention(): Mention | undefined {
    const document = this.document();
    if (!document) return undefined;
    return this.selection() ?? { kind: "file", label: pathOf(document.uri), uri: document.uri.toString() };
  }

  /** What is selected in the editor in front, as it is now. */
  selection(): Mention | undefined {
    const document = this.document();
    const selection = this.#editor?.selection;
    if (!document || !selection || selection.isEmpty) return undefined;
    const endsBefore = selection.end.character === 0 && selection.end.line > selection.start.line;
    const lines = { start: selection.start.line, end: selection.end.line + (endsBefore ? 0 : 1) };
    return {
      kind: "selection",
      label: `${pathOf(document.uri)}:${lines.start + 1}-${lines.end}`,
      uri: document.uri.toString(),
      lines,
      text: document.getText(selection),
      languageId: document.languageId,
    };
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** A tab that is no text leaves the editor beside it in front. */
  get #editor(): vscode.TextEditor | undefined {
    const last = this.#last && vscode.window.visibleTextEditors.includes(this.#last) ? this.#last : undefined;
    return vscode.window.activeTextEditor ?? last;
  }
}

function isOfWorkspace(uri: vscode.Uri): boolean {
  if (vscode.workspace.workspaceFolders === undefined) return uri.scheme === "file";
  return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}
