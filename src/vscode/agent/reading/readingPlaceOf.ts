// Which file a path in a call that reads means: one of the workspace, of a skill in the home that is lent to it, or one that
// lies elsewhere on this machine, which is asked about.

import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, normalize } from "node:path";
import * as vscode from "vscode";
import { namesInFolder } from "../../../core/access/workspacePath.ts";
import { type PlaceOf, placeOf } from "../../../core/tools/placeOf.ts";
import type { LentFolders } from "../../access/lentFolders.ts";
import { workspaceFolders } from "../workspaceFolders.ts";

/** `path` as the model writes it; `~/` begins one of the home. */
export function readingPlaceOf(path: string, lent: Pick<LentFolders, "folders"> | undefined): PlaceOf {
  const folders = workspaceFolders();
  const whole = path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
  if (!/^(?:[/\\]|[A-Za-z]:[/\\])/.test(whole)) return placeOf(path, folders);
  for (const folder of lent?.folders ?? []) {
    const names = namesInFolder(whole, folder.path, folder.foldsCase);
    if (names) return { type: "place", folder, relative: names.join("/"), shown: path };
  }
  const found = placeOf(path, folders);
  if (found.type === "place" || !folders.some(({ address }) => address.startsWith("file:"))) return found;
  return outsidePlace(whole, path) ?? found;
}

/** What stands at an absolute path; undefined for one of another machine, which to look at is to reach, and for a disk's root. */
function outsidePlace(path: string, shown: string): PlaceOf | undefined {
  if (/^[/\\]{2}/.test(path) || !isAbsolute(path)) return undefined;
  const whole = normalize(path).replace(/(?<=[^/\\:])[/\\]+$/, "");
  const folder = dirname(whole);
  if (folder === whole) return undefined;
  const address = vscode.Uri.file(folder).toString();
  const place = { name: "", address, path: folder, foldsCase: false };
  return { type: "place", folder: place, relative: basename(whole), shown, isOutside: true };
}
