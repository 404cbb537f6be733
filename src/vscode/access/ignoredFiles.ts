// What Git and the setting `files.exclude` keep out of sight.

import * as vscode from "vscode";
import { GitIgnore, type IgnoreSource } from "../../core/access/gitIgnore.ts";
import { parseIgnoreFile } from "../../core/access/ignorePatterns.ts";
import { GitFiles, GitOnDisk, ownSurroundings, rootOf } from "./gitOnDisk.ts";

/** .gitignore files of a folder that is on no disk. */
const maxFiles = 500;
/** Folders that are never looked into, whatever a .gitignore says: nobody names files in there by letters. */
export const neverListedNames = ["node_modules", ".git", ".hg", ".svn", "bower_components"] as const;
/** The same, for `findFiles`. */
export const neverListed = `**/{${neverListedNames.join(",")}}/**`;

/** Answers for files of the workspace. */
export class IgnoredFiles {
  readonly #files = new GitFiles();

  /** What Git's rules say now about a folder of the workspace; for one question, or for many in a row. */
  async rulesOf(folder: vscode.WorkspaceFolder): Promise<GitIgnore> {
    if (folder.uri.scheme !== "file") return new GitIgnore(await readVirtual(folder.uri), "");
    const root = rootOf(folder.uri.fsPath);
    return new GitIgnore(this.onDisk(root), root);
  }

  /** The rules around the folder `root` of the disk, with `/` and none at its end. */
  onDisk(root: string): GitOnDisk {
    return new GitOnDisk(this.#files, ownSurroundings(), root);
  }
}

/** The patterns of `files.exclude` that hold without a condition. */
export function excludedPatterns(folder: vscode.Uri): readonly string[] {
  const exclude = vscode.workspace.getConfiguration("files", folder).get<Record<string, unknown>>("exclude", {});
  return Object.keys(exclude).filter((pattern) => exclude[pattern] === true);
}

/** Whether `files.exclude` hides `path` of `folder`, or a folder it is in. VS Code's own matching. */
export function isExcluded(folder: vscode.WorkspaceFolder, path: string): boolean {
  const patterns = excludedPatterns(folder.uri);
  if (patterns.length === 0) return false;
  const selector = patterns.map((pattern) => ({ pattern: new vscode.RelativePattern(folder, pattern) }));
  const segments = path.split("/").filter((segment) => segment !== "");
  return segments.some((_, index) => {
    const uri = vscode.Uri.joinPath(folder.uri, ...segments.slice(0, index + 1));
    // Of a document, `match` looks at the address and the language.
    return vscode.languages.match(selector, { uri, languageId: "" } as vscode.TextDocument) > 0;
  });
}

/** What is on no disk has its .gitignore files, and no Git around it. */
async function readVirtual(root: vscode.Uri): Promise<IgnoreSource> {
  const pattern = new vscode.RelativePattern(root, "**/.gitignore");
  // Null: `files.exclude` hides files from the eye, not rules from us.
  const uris = await vscode.workspace.findFiles(pattern, null, maxFiles);
  const read = uris.map(async (uri) => {
    const folder = uri.path.slice(root.path.replace(/\/$/, "").length, -"/.gitignore".length);
    return [folder, parseIgnoreFile(await vscode.workspace.fs.readFile(uri))] as const;
  });
  const settled = await Promise.allSettled(read);
  const rules = new Map(settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : [])));
  return {
    repositoryAt: () => undefined,
    rulesIn: (folder) => rules.get(folder) ?? [],
    elsewhere: { own: [], global: [], foldsCase: false },
  };
}
