import * as vscode from "vscode";

/**
 * Opens a document that the gate admits, without a tab, so that the service of its language starts. Resolves to VS Code's id
 * of that language. Rejects when it cannot be opened.
 */
export async function wakeService(uri: vscode.Uri): Promise<string> {
  // biome-ignore lint/plugin/readGate: its text is not taken
  return (await vscode.workspace.openTextDocument(uri)).languageId;
}
