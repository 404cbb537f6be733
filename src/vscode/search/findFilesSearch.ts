// Lists files through VS Code's own search: where there is no ripgrep, or no disk.

import { realpathSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { type IgnoredFiles, neverListed } from "../access/ignoredFiles.ts";
import type { FileListing, FileSearch } from "./fileSearch.ts";

/** Each comes over as an object of its own. */
const maxFiles = 100_000;

/** For any folder. */
export class FindFilesSearch implements FileSearch {
  readonly #ignored: IgnoredFiles;

  constructor(ignored: IgnoredFiles) {
    this.#ignored = ignored;
  }

  async files({ folder, below, signal, onPaths }: FileListing): Promise<void> {
    const root = below === "" ? folder.uri : vscode.Uri.joinPath(folder.uri, below);
    const source = new vscode.CancellationTokenSource();
    const cancel = () => source.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const pattern = new vscode.RelativePattern(root, "**/*");
      const found = await vscode.workspace.findFiles(pattern, neverListed, maxFiles, source.token);
      signal.throwIfAborted();
      const start = folder.uri.path.replace(/\/$/, "").length + 1;
      const rules = await this.#ignored.rulesOf(folder);
      const paths = found.map((uri) => uri.path.slice(start));
      const isLinked = folder.uri.scheme === "file" ? linkedBelow(folder.uri.fsPath, below) : () => false;
      onPaths(paths.filter((path) => !rules.ignores(path) && !isLinked(path)));
    } finally {
      signal.removeEventListener("abort", cancel);
      source.dispose();
    }
  }
}

/** Whether the folder of a path is reached through a link, `below` itself aside: VS Code's search follows them. */
function linkedBelow(root: string, below: string): (path: string) => boolean {
  const known = new Map<string, boolean>();
  const start = realOf(join(root, below));
  return (path) => {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    const found = known.get(folder) ?? realOf(join(root, folder)) !== join(start, folder.slice(below.length));
    known.set(folder, found);
    return found;
  };
}

function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
