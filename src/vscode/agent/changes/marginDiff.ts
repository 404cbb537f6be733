// What the agent changed and nobody decided about, in the margin of the editor: VS Code's own bars of changed lines, and the
// peek that they open. Its source control is there only while there is something to show.

import * as vscode from "vscode";
import type { Disposable } from "../../../core/util/disposable.ts";

/** Shows it. */
export class MarginDiff implements Disposable {
  readonly #beforeOf: (uri: vscode.Uri) => vscode.Uri | undefined;
  #control: vscode.SourceControl | undefined;

  /** `beforeOf` is the document of a file as it would be without the agent's changes; undefined for a file without any. */
  constructor(beforeOf: (uri: vscode.Uri) => vscode.Uri | undefined) {
    this.#beforeOf = beforeOf;
  }

  /** A list is another; `files` are those of all lists. */
  update(files: readonly vscode.Uri[]): void {
    if (files.length === 0) this.dispose();
    else this.#control ??= this.#begin();
  }

  #begin(): vscode.SourceControl {
    const control = vscode.scm.createSourceControl("mimo", vscode.l10n.t("MiMo's changes"));
    control.inputBox.visible = false;
    control.quickDiffProvider = { provideOriginalResource: (uri) => this.#beforeOf(uri) };
    return control;
  }

  dispose(): void {
    this.#control?.dispose();
    this.#control = undefined;
  }
}
