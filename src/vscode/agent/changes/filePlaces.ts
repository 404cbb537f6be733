// One name for each file, however it was reached: below the folder of the workspace as that was opened, through no link. What
// two names keep apart would be taken back apart.

import { lstat, readdir, realpath } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import * as vscode from "vscode";

/** The most files of a folder that are kept at once. */
const maxFiles = 2_000;

/**
 * The files that `file` (a URI) stands for: itself; what it leads to, if it is a link; what is below it, if it is a
 * folder. Rejects for a folder with more files than can be kept.
 */
export async function placesOf(file: string): Promise<readonly string[]> {
  const uri = vscode.Uri.parse(file, true);
  if (uri.scheme !== "file") return [uri.toString()];
  const roots = await realRoots();
  const place = await placeOf(uri.fsPath, roots);
  const found = await lstat(place).catch(() => undefined);
  if (found?.isDirectory()) return (await filesBelow(place)).map(addressOf);
  if (!found?.isSymbolicLink()) return [addressOf(place)];
  const target = await realpath(place).catch(() => undefined);
  const isFile = target !== undefined && (await lstat(target)).isFile();
  return [place, ...(isFile ? [asOpened(target, roots)] : [])].map(addressOf);
}

/** The one name of the file at `uri` itself. */
export async function ownPlaceOf(uri: vscode.Uri): Promise<string> {
  if (uri.scheme !== "file") return uri.toString();
  return addressOf(await placeOf(uri.fsPath, await realRoots()));
}

interface Root {
  readonly opened: string;
  readonly real: string;
}

async function realRoots(): Promise<readonly Root[]> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  const roots = folders.map(async ({ uri: { fsPath } }) => ({
    opened: fsPath,
    real: await realpath(fsPath).catch(() => fsPath),
  }));
  // The inner one of two is nearer.
  return (await Promise.all(roots)).sort((a, b) => b.real.length - a.real.length);
}

/** The real folder, and the last name as it is: a link is a file of its own. */
async function placeOf(path: string, roots: readonly Root[]): Promise<string> {
  const found = await lstat(path).catch(() => undefined);
  if (found && !found.isSymbolicLink()) return asOpened(await realpath(path), roots);
  return join(asOpened(await realFolder(dirname(path)), roots), basename(path));
}

/** Of the nearest folder that is there. */
async function realFolder(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(await realFolder(above), basename(path));
  }
}

function asOpened(path: string, roots: readonly Root[]): string {
  const root = roots.find(({ real }) => path === real || path.startsWith(real.endsWith(sep) ? real : real + sep));
  return root ? join(root.opened, relative(root.real, path)) : path;
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const folders = [folder];
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    for (const entry of await readdir(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else found.push(path);
      if (found.length > maxFiles)
        throw new Error(`${folder} has more than ${maxFiles} files: they cannot all be kept.`);
    }
  }
  return found.sort();
}

function addressOf(path: string): string {
  return vscode.Uri.file(path).toString();
}
