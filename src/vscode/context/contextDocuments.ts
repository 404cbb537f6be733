// Shows what goes or went with a question: where it stands, or else its text, read-only.

import * as vscode from "vscode";
import type { CodeReference } from "../../core/conversation/message.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";

const scheme = "mimo-context";

/** Serves texts that stand nowhere else: a diff, a list of problems, what a terminal said. */
export class ContextDocuments implements vscode.TextDocumentContentProvider, Disposable {
  private readonly disposables = new DisposableStore();
  private readonly texts = new Map<string, string>();
  private counter = 0;

  constructor() {
    this.disposables.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.disposables.add(
      vscode.workspace.onDidCloseTextDocument((document) => this.texts.delete(document.uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  /** What can no longer be found where it stood is shown as it was. */
  async show(reference: CodeReference): Promise<void> {
    const { uri, lines, kind, text, languageId, label } = reference;
    if (uri !== undefined && (await showPlace(vscode.Uri.parse(uri, true), kind, lines))) return;
    const name = label.replaceAll(/[/\\?#]/g, "_");
    const address = vscode.Uri.from({ scheme, path: `/${++this.counter}/${name}` });
    this.texts.set(address.toString(), text);
    const document = await vscode.workspace.openTextDocument(address);
    const known = (await vscode.languages.getLanguages()).includes(languageId) ? languageId : "plaintext";
    await vscode.window.showTextDocument(await vscode.languages.setTextDocumentLanguage(document, known), {
      preview: true,
    });
  }

  dispose(): void {
    this.disposables.dispose();
  }
}

/** False when it is gone or closed. */
async function showPlace(
  uri: vscode.Uri,
  kind: CodeReference["kind"],
  lines: CodeReference["lines"],
): Promise<boolean> {
  try {
    if (kind === "folder") {
      await vscode.workspace.fs.stat(uri);
      await vscode.commands.executeCommand("revealInExplorer", uri);
      return true;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    if (!lines) {
      await vscode.window.showTextDocument(document, { preview: true });
      return true;
    }
    const end = document.lineAt(Math.min(lines.end, document.lineCount) - 1).range.end;
    const selection = new vscode.Range(new vscode.Position(Math.min(lines.start, end.line), 0), end);
    await vscode.window.showTextDocument(document, { selection, preview: true });
    return true;
  } catch {
    return false;
  }
}
