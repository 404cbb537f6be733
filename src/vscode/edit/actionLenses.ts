// Explain, Refactor, Document above functions and classes, for those who switched `mimo.codeLens` on.

import * as vscode from "vscode";
import { allBlocks } from "../../core/code/codeSymbol.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { outlineOf } from "./editTarget.ts";

/** The lenses follow the setting. */
export class ActionLenses implements vscode.CodeLensProvider, Disposable {
  readonly #enabled: () => boolean;

  readonly #disposables = new DisposableStore();
  #registration: vscode.Disposable | undefined;

  constructor(enabled: () => boolean) {
    this.#enabled = enabled;

    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("mimo.codeLens")) this.#update();
      }),
    );
    this.#update();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const { t } = vscode.l10n;
    return allBlocks(await outlineOf(document)).flatMap(({ range: lines }) => {
      const range = new vscode.Range(lines.start, 0, lines.end, 0);
      const place = new vscode.Range(lines.start, 0, lines.start, 0);
      const lens = (title: string, command: string) =>
        new vscode.CodeLens(place, { title, command, arguments: [{ uri: document.uri, range }] });
      return [
        lens(t("Explain"), "mimo.explain"),
        lens(t("Refactor"), "mimo.refactor"),
        lens(t("Document"), "mimo.document"),
      ];
    });
  }

  dispose(): void {
    this.#registration?.dispose();
    this.#disposables.dispose();
  }

  #update(): void {
    this.#registration?.dispose();
    this.#registration = this.#enabled() ? vscode.languages.registerCodeLensProvider("*", this) : undefined;
  }
}
