import * as vscode from "vscode";
import type { CodeReference } from "../../core/conversation/message.ts";

/** Shows what a question was about where it stands; what can no longer be found there is shown as it was. */
export async function openReference({ uri, lines, text, languageId }: CodeReference): Promise<void> {
  if (uri !== undefined && lines !== undefined) {
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
      const end = document.lineAt(Math.min(lines.end, document.lineCount) - 1).range.end;
      const selection = new vscode.Range(new vscode.Position(Math.min(lines.start, end.line), 0), end);
      await vscode.window.showTextDocument(document, { selection, preview: true });
      return;
    } catch {
      // gone or closed: the text is still known
    }
  }
  const known = (await vscode.languages.getLanguages()).includes(languageId) ? languageId : "plaintext";
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: text, language: known }));
}
