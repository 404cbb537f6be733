// Where files belong, wherever links lead.

import { lstat, readlink, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, relative, sep } from "node:path";
import * as vscode from "vscode";
import type { RealPlace } from "../../core/access/readPorts.ts";
import { type Links, missing, realPathOf } from "../../core/access/realPath.ts";

const links: Links = {
  realpath: (path) =>
    realpath(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return missing;
      throw error;
    }),
  readlink: async (path) => {
    const stat = await lstat(path).catch(() => undefined);
    return stat?.isSymbolicLink() ? readlink(path) : undefined;
  },
  dirname,
  basename,
  isAbsolute,
  sep,
};

/**
 * Whether `uri` is a folder of the workspace or in one, with every link followed, dangling ones too. What is not on disk
 * has no links we know of.
 */
export async function isInsideWorkspace(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme !== "file") return true;
  return (await realPlaceOf(uri))?.place !== undefined;
}

/** Where `uri`, a file on disk, leads; undefined for a circle and where nobody may look. */
export async function realPlaceOf(uri: vscode.Uri): Promise<RealPlace | undefined> {
  const target = await realPathOf(uri.fsPath, links);
  if (target === undefined) return undefined;
  const path = target.replaceAll(sep, "/");
  const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === "file");
  // Of folders in each other, the inner one holds the file.
  let place: RealPlace["place"];
  for (const folder of folders) {
    const root = await realPathOf(folder.uri.fsPath, links);
    const inside = root === undefined ? undefined : relative(root, target);
    if (inside === undefined || inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) continue;
    const found = { folder: folder.uri.toString(), path: inside.replaceAll(sep, "/") };
    if (!place || found.path.length < place.path.length) place = found;
  }
  return { path, place };
}
