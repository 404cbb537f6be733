import * as vscode from "vscode";

/** `mimo.codeLens`, by itself: activation reads it, and nothing else. */
export function readCodeLensSetting(): boolean {
  const config = vscode.workspace.getConfiguration("mimo");
  return config.get<boolean>("codeLens", false);
}
