// The files one can name: those of the workspace that neither Git nor `files.exclude` hides.

import * as vscode from "vscode";
import { type IgnoredFiles, neverListed } from "../access/ignoredFiles.ts";

/** One file, with its path as shown. */
export interface ListedFile {
  readonly uri: vscode.Uri;
  readonly path: string;
}

/** A workspace has more files than anybody names by letters; the rest is reached by dropping it. */
const maxFiles = 20_000;
/** How long a list is good, in ms, while somebody types. */
const goodMs = 5000;

/** Lists files; the same list for some seconds. */
export class WorkspaceFiles {
  readonly #ignored: IgnoredFiles;

  #listed: Promise<readonly ListedFile[]> | undefined;
  #listedAt = 0;

  constructor(ignored: IgnoredFiles) {
    this.#ignored = ignored;
  }

  /** All files, ordered by path; `fresh` when a menu opens, which must know the file that was made a moment ago. */
  list(fresh = false): Promise<readonly ListedFile[]> {
    if (fresh || !this.#listed || Date.now() - this.#listedAt > goodMs) {
      this.#listed = this.#read("**/*");
      this.#listedAt = Date.now();
    }
    return this.#listed;
  }

  /** The files below `folder` as they are now, ordered by path. */
  below(folder: vscode.Uri): Promise<readonly ListedFile[]> {
    return this.#read(new vscode.RelativePattern(folder, "**/*"));
  }

  async #read(pattern: vscode.GlobPattern): Promise<readonly ListedFile[]> {
    const uris = await vscode.workspace.findFiles(pattern, neverListed, maxFiles);
    const files: ListedFile[] = [];
    for (const uri of uris) {
      const folder = vscode.workspace.getWorkspaceFolder(uri);
      if (!folder) continue;
      const relative = uri.path.slice(folder.uri.path.replace(/\/$/, "").length + 1);
      if ((await this.#ignored.rulesOf(folder)).ignores(relative)) continue;
      files.push({ uri, path: vscode.workspace.asRelativePath(uri) });
    }
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

/** The folders that `files` are in, ordered, each once; `root` of a single-folder workspace left out. */
export function foldersOf(files: readonly ListedFile[]): readonly ListedFile[] {
  const folders = new Map<string, ListedFile>();
  for (const { uri, path } of files) {
    const segments = path.split("/");
    for (let depth = 1; depth < segments.length; depth++) {
      const folder = segments.slice(0, segments.length - depth).join("/");
      if (folders.has(folder)) break;
      folders.set(folder, {
        uri: vscode.Uri.joinPath(uri, ...Array.from({ length: depth }, () => "..")),
        path: folder,
      });
    }
  }
  return [...folders.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
