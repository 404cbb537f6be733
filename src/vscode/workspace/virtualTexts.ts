// Read-only documents of texts that stand in no file.

import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";

/** Serves texts under a scheme of its own, until their editors are closed. */
export class VirtualTexts implements Disposable {
  readonly #scheme: string;

  readonly #disposables = new DisposableStore();
  readonly #texts = new Map<string, string>();
  #counter = 0;

  constructor(scheme: string) {
    this.#scheme = scheme;

    this.#disposables.add(
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? "",
      }),
    );
    this.#disposables.add(
      vscode.workspace.onDidCloseTextDocument((document) => this.#texts.delete(document.uri.toString())),
    );
  }

  /** The address of `text`, a new one each time: what stands behind an open one would not be read again. */
  put(name: string, text: string): vscode.Uri {
    const file = name.replaceAll(/[/\\?#]/g, "_");
    const uri = vscode.Uri.from({ scheme: this.#scheme, path: `/${++this.#counter}/${file}` });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
