// Shows what goes or went with a question: where it stands, or else its text, read-only.

import * as vscode from "vscode";
import type { CodeReference } from "../../core/context/codeReference.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import { VirtualTexts } from "../workspace/virtualTexts.ts";

/** Shows texts that stand nowhere else too: a diff, a list of problems, what a terminal said. */
export class ContextDocuments implements Disposable {
  readonly #texts = new VirtualTexts("mimo-context");

  /** What can no longer be found where it stood is shown as it was. */
  async show(reference: CodeReference): Promise<void> {
    const { uri, lines, kind, text, languageId, label } = reference;
    if (uri !== undefined && (await showPlace(vscode.Uri.parse(uri, true), kind, lines))) return;
    const document = await vscode.workspace.openTextDocument(this.#texts.put(label, text));
    const known = (await vscode.languages.getLanguages()).includes(languageId) ? languageId : "plaintext";
    await vscode.window.showTextDocument(await vscode.languages.setTextDocumentLanguage(document, known), {
      preview: true,
    });
  }

  dispose(): void {
    this.#texts.dispose();
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
