// Where files belong, wherever links lead.

import * as vscode from "vscode";
import { namesBelow, realPathOf } from "../../core/access/linkWalk.ts";
import type { RealPlace } from "../../core/access/readPorts.ts";
import { diskLinks, foldsCase, pathStyle } from "./diskLinks.ts";

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
  const target = await realPathOf(uri.fsPath, diskLinks, pathStyle);
  if (!target) return undefined;
  const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === "file");
  // Of folders in each other, the inner one holds the file.
  let place: RealPlace["place"];
  for (const folder of folders) {
    const root = await realPathOf(folder.uri.fsPath, diskLinks, pathStyle);
    const names = root && namesBelow(target.path, root.path, pathStyle, await foldsCase(root.path));
    if (!names) continue;
    const found = { folder: folder.uri.toString(), path: names.join("/") };
    if (!place || found.path.length < place.path.length) place = found;
  }
  return { path: pathStyle === "windows" ? target.path.replaceAll("\\", "/") : target.path, place };
}
