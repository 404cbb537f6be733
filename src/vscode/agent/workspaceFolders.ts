// The folders of the workspace as the tools of the agent know them.

import * as vscode from "vscode";
import type { WorkspaceFolder } from "../../core/tools/placeOf.ts";
import { foldsCase, toSlashes } from "../access/gitOnDisk.ts";

/** By path: whether a disk folds case does not change while a window is open. */
const folding = new Map<string, boolean>();

/** As they are now, in the workspace's order. Folders on no disk are among them. */
export function workspaceFolders(): readonly WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ name, uri }) => ({
    name,
    address: addressOf(uri),
    path: uri.fsPath,
    foldsCase: uri.scheme === "file" && isFolding(uri.fsPath),
  }));
}

/** The same folder as VS Code has it; undefined when it was closed meanwhile. */
export function openFolder({ address }: Pick<WorkspaceFolder, "address">): vscode.WorkspaceFolder | undefined {
  return vscode.workspace.workspaceFolders?.find(({ uri }) => addressOf(uri) === address);
}

/** The file or folder at `relative` (with `/`, below `folder`; empty for the folder itself). */
export function uriOf({
  folder,
  relative,
}: {
  readonly folder: Pick<WorkspaceFolder, "address">;
  readonly relative: string;
}): vscode.Uri {
  const root = vscode.Uri.parse(folder.address, true);
  return relative === "" ? root : vscode.Uri.joinPath(root, relative);
}

/** The root of a disk is nothing without its slash. */
function addressOf(uri: vscode.Uri): string {
  return uri.path === "/" ? uri.toString() : uri.toString().replace(/\/$/, "");
}

function isFolding(path: string): boolean {
  const known = folding.get(path) ?? foldsCase(toSlashes(path));
  folding.set(path, known);
  return known;
}
