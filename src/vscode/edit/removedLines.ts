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
    // High contrast has no backgrounds, and only it has this colour.
    border: "1px dashed",
    borderColor: new vscode.ThemeColor("diffEditor.removedTextBorder"),
    light: { gutterIconPath: minus("#ad0707") },
    dark: { gutterIconPath: minus("#ff7b72") },
    gutterIconSize: "contain",
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

/** A mark for those who do not see the colour; `color` as CSS has it. */
function minus(color: string): vscode.Uri {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="${color}" d="M4 7.25h8v1.5H4z"/></svg>`;
  return vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`);
}
