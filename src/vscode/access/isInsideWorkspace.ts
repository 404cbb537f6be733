// Whether a file belongs to the workspace, wherever links lead.

import { realpath } from "node:fs/promises";
import { sep } from "node:path";
import * as vscode from "vscode";

/**
 * Whether `uri` is a folder of the workspace or in one, with every link followed. Of a file that is not there yet, what
 * exists of its path counts. What is not on disk has no links we know of.
 */
export async function isInsideWorkspace(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme !== "file") return true;
  const target = await realPathOf(uri.fsPath);
  if (target === undefined) return false;
  const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === "file");
  const roots = await Promise.all(folders.map((folder) => realPathOf(folder.uri.fsPath)));
  return roots.some(
    (root) => root !== undefined && (target === root || target.startsWith(root.endsWith(sep) ? root : root + sep)),
  );
}

/** The real path of what exists of `path`, and the rest as it is: a new file may still stand below a link. */
async function realPathOf(path: string): Promise<string | undefined> {
  for (let end = path.length; end > 0; end = path.lastIndexOf(sep, end - 1)) {
    try {
      return (await realpath(path.slice(0, end))) + path.slice(end);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") return undefined;
    }
  }
  return undefined;
}
