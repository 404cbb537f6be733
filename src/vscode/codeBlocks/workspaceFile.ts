// Which file of the workspace a path of an answer means.

import * as vscode from "vscode";
import { pathInFolder } from "../../core/access/workspacePath.ts";
import { isInsideWorkspace } from "../access/isInsideWorkspace.ts";

/** What a path means. */
export type NamedFile =
  | { readonly type: "file"; readonly uri: vscode.Uri }
  /** There is nothing yet at `uri`, which is inside the workspace. */
  | { readonly type: "missing"; readonly uri: vscode.Uri }
  /** Outside of every folder, by its name or through a link. */
  | { readonly type: "outside" };

/** As the disks of Windows and macOS come. Whether the file is there, the disk says. */
const foldsCase = process.platform === "win32" || process.platform === "darwin";
const excluded = "**/{node_modules,.git}/**";

/**
 * Looks for `path` in the workspace's folders: from their roots, below a folder's own name, and then as the end of the
 * path of exactly one file.
 */
export async function findNamedFile(path: string): Promise<NamedFile> {
  const direct = await findFileAt(path);
  if (direct.type !== "missing") return direct;
  const uri = await onlyFileEndingIn(path.replaceAll("\\", "/").replace(/^(?:\.\/)+/, ""));
  return uri && (await isInsideWorkspace(uri)) ? { type: "file", uri } : direct;
}

/** Looks for `path` from the roots of the workspace's folders, and below a folder's own name. */
export async function findFileAt(path: string): Promise<NamedFile> {
  let missing: vscode.Uri | undefined;
  const folders = vscode.workspace.workspaceFolders ?? [];
  for (const folder of folders) {
    for (const relative of candidates(path, folder)) {
      const uri = vscode.Uri.joinPath(folder.uri, relative);
      // First of all: what a link leads to elsewhere is not even looked at.
      if (!(await isInsideWorkspace(uri))) return { type: "outside" };
      const found = await typeOf(uri);
      if (found === "other") continue;
      if (found === "file") return { type: "file", uri };
      missing ??= uri;
    }
  }
  return missing ? { type: "missing", uri: missing } : { type: "outside" };
}

/** The document of a file; undefined when it is no text, or gone. */
export async function openText(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

function candidates(path: string, folder: vscode.WorkspaceFolder): string[] {
  const { fsPath, path: address } = folder.uri;
  const relative = pathInFolder(path, fsPath, foldsCase) ?? pathInFolder(path, address, foldsCase);
  if (relative === undefined) return [];
  return relative.startsWith(`${folder.name}/`) ? [relative, relative.slice(folder.name.length + 1)] : [relative];
}

async function typeOf(uri: vscode.Uri): Promise<"file" | "nothing" | "other"> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File ? "file" : "other";
  } catch {
    return "nothing";
  }
}

async function onlyFileEndingIn(path: string): Promise<vscode.Uri | undefined> {
  if (/[*?{}[\]]|(?:^|\/)\.\.(?:\/|$)|^\//.test(path)) return undefined;
  const found = await vscode.workspace.findFiles(`**/${path}`, excluded, 2);
  return found.length === 1 ? found[0] : undefined;
}
