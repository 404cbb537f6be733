// The removed lines of proposals, coloured in every editor that shows them.

import * as vscode from "vscode";
import type { Disposable } from "../../core/util/disposable.ts";
import type { Proposals } from "./proposals.ts";

/** Colours what proposals would remove, and marks what is still being written. */
export class RemovedLines implements Disposable {
  readonly #proposals: Proposals;

  readonly #removed = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("diffEditor.removedLineBackground"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.deletedForeground"),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
  readonly #waiting = vscode.window.createTextEditorDecorationType({ isWholeLine: true, opacity: "0.6" });

  constructor(proposals: Proposals) {
    this.#proposals = proposals;
  }

  /** Colours the editors that show `uri`. */
  update(uri: vscode.Uri): void {
    const removed: vscode.Range[] = [];
    const waiting: vscode.Range[] = [];
    for (const { edit, hunks } of this.#proposals.in(uri)) {
      for (const { place } of hunks) {
        if (place && place.end > place.start) removed.push(new vscode.Range(place.start, 0, place.end - 1, 0));
      }
      const { nextLine, region, state } = edit;
      if (state === "streaming" && nextLine < region.end)
        waiting.push(new vscode.Range(nextLine, 0, region.end - 1, 0));
    }
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.toString() !== uri.toString()) continue;
      editor.setDecorations(this.#removed, removed);
      editor.setDecorations(this.#waiting, waiting);
    }
  }

  dispose(): void {
    this.#removed.dispose();
    this.#waiting.dispose();
  }
}
