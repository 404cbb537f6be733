// The files of a folder that is moved or deleted, which a checkpoint is to keep.

import * as vscode from "vscode";

/** More than these nobody undoes by a checkpoint. */
const mostFiles = 2_000;

/** Their addresses, in order; links count as files and are not followed. */
export async function filesBelow(
  folder: vscode.Uri,
): Promise<{ readonly files: readonly string[]; readonly isAll: boolean }> {
  const files: string[] = [];
  const open = [folder];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const entries = await vscode.workspace.fs.readDirectory(next);
    for (const [name, type] of entries.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const uri = vscode.Uri.joinPath(next, name);
      if (type === vscode.FileType.Directory) open.push(uri);
      else if (files.length === mostFiles) return { files, isAll: false };
      else files.push(uri.toString());
    }
  }
  return { files, isAll: true };
}
