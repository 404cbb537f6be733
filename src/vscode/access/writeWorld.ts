// What the write gate has to know, from VS Code and the disk.

import * as vscode from "vscode";
import { type LinkReader, realPathOf } from "../../core/access/linkWalk.ts";
import type { WriteWorld } from "../../core/access/writeGate.ts";
import { diskLinks, foldsCase, pathStyle } from "./diskLinks.ts";
import { isReadOnly } from "./readOnly.ts";

/** The world as it is now, for files of the kind of `uri`. */
export async function writeWorldOf(uri: vscode.Uri): Promise<WriteWorld> {
  const folders = (vscode.workspace.workspaceFolders ?? [])
    .map((folder) => folder.uri)
    .filter(({ scheme, authority }) => scheme === uri.scheme && authority === uri.authority);
  const onDisk = uri.scheme === "file";
  const roots = folders.map(async (folder) =>
    onDisk
      ? { path: folder.fsPath, foldsCase: await foldsCase(folder.fsPath) }
      : { path: folder.path, foldsCase: false },
  );
  return {
    links: onDisk ? diskLinks : linksOf(uri),
    style: onDisk ? pathStyle : "posix",
    roots: await Promise.all(roots),
    hasFolders: (vscode.workspace.workspaceFolders ?? []).length > 0,
    holdsSettings: uri.scheme === "vscode-userdata",
    isTrusted: vscode.workspace.isTrusted,
    isReadOnly: (path) => isReadOnly(onDisk ? vscode.Uri.file(path) : uri.with({ path })),
    below: (path) => entriesBelow(onDisk ? vscode.Uri.file(path) : uri.with({ path })),
  };
}

/** More than these nobody looks through. */
const mostEntries = 2_000;

/** The files and folders below `folder`, by their paths in it; undefined for too many. Rejects when it cannot be read. */
async function entriesBelow(folder: vscode.Uri): Promise<readonly string[] | undefined> {
  const found: string[] = [];
  const open = [""];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    for (const [name, type] of await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(folder, next))) {
      const path = next === "" ? name : `${next}/${name}`;
      if (found.push(path) > mostEntries) return undefined;
      if (type === vscode.FileType.Directory) open.push(path);
    }
  }
  return found;
}

/** The path of `uri` as its world writes it. */
export function writePathOf(uri: vscode.Uri): string {
  return uri.scheme === "file" ? uri.fsPath : uri.path;
}

/**
 * The path that the name of `uri` stands for: below the real folder of the workspace, as it is written, without following
 * links on the way.
 */
export async function placeOf(uri: vscode.Uri): Promise<string> {
  const path = writePathOf(uri);
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return path;
  const root = writePathOf(folder.uri);
  const { links, style } = await writeWorldOf(uri);
  const real = await realPathOf(root, links, style);
  return real && path.startsWith(root) ? real.path + path.slice(root.length) : path;
}

/** File systems of extensions tell of no link where it leads: what is there counts as it is. */
function linksOf(like: vscode.Uri): LinkReader {
  return {
    async kindOf(path) {
      try {
        const { type } = await vscode.workspace.fs.stat(like.with({ path }));
        if (type & vscode.FileType.Directory) return "folder";
        return type & vscode.FileType.File ? "file" : "other";
      } catch (error) {
        if ((error as vscode.FileSystemError).code === "FileNotFound") return "missing";
        throw error;
      }
    },
    targetOf: (path) => Promise.reject(new Error(`${path} is no link`)),
  };
}
