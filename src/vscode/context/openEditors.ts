import * as vscode from "vscode";
import type { ListedFile } from "./workspaceFiles.ts";

/** The files in the tabs of every group, each once, in their order. */
export function openFiles(): readonly ListedFile[] {
  const files = new Map<string, ListedFile>();
  for (const { input } of vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)) {
    const uri = uriOf(input);
    if (uri && isFile(uri)) files.set(uri.toString(), { uri, path: vscode.workspace.asRelativePath(uri) });
  }
  return [...files.values()];
}

function uriOf(input: unknown): vscode.Uri | undefined {
  if (input instanceof vscode.TabInputText) return input.uri;
  if (input instanceof vscode.TabInputTextDiff) return input.modified;
  return undefined;
}

/** Whether the address is of a file and not of something an extension or VS Code makes up. */
function isFile(uri: vscode.Uri): boolean {
  return uri.scheme === "untitled" || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}
