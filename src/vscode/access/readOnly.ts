// Which files a person cannot type into. VS Code tells extensions only a part of it, and would make edits all the same.

import { access, constants } from "node:fs/promises";
import * as vscode from "vscode";

/** True for texts without a writable file system, for files that say so and for those that the settings protect. */
export async function isReadOnly(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme === "untitled" || uri.scheme === "vscode-notebook-cell") return false;
  // undefined stands for texts that an extension provides: nobody writes those.
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== true) return true;
  const files = vscode.workspace.getConfiguration("files", uri);
  if (await matchesAny(uri, files.get("readonlyExclude", {}))) return false;
  if (await matchesAny(uri, files.get("readonlyInclude", {}))) return true;
  if (files.get("readonlyFromPermissions") === true && uri.scheme === "file") return !(await isWritable(uri.fsPath));
  try {
    const { permissions } = await vscode.workspace.fs.stat(uri);
    return ((permissions ?? 0) & vscode.FilePermission.Readonly) !== 0;
  } catch {
    return false; // gone: applying the edit will tell
  }
}

/** `globs` as in settings: relative to the workspace's folder, each switched on or off. */
async function matchesAny(uri: vscode.Uri, globs: Record<string, boolean>): Promise<boolean> {
  const active = Object.entries(globs).filter(([, on]) => on);
  if (active.length === 0) return false;
  const document = await vscode.workspace.openTextDocument(uri);
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return active.some(([glob]) => {
    const pattern = folder ? new vscode.RelativePattern(folder, glob) : glob;
    return vscode.languages.match({ pattern }, document) > 0;
  });
}

async function isWritable(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
