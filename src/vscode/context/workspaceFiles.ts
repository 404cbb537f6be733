// The files one can name: those of all folders of the workspace that neither Git nor `files.exclude` hides.

import * as vscode from "vscode";
import type { PathRanker } from "../../core/context/rankPaths.ts";
import { uniqueEnds } from "../../core/context/uniqueEnds.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import type { IgnoredFiles } from "../access/ignoredFiles.ts";
import type { FileSearch } from "../search/fileSearch.ts";
import { FolderFiles } from "../search/folderFiles.ts";

/** One file or folder, with its path as shown. */
export interface ListedFile {
  readonly uri: vscode.Uri;
  readonly path: string;
}

/** How long what is known waits for what is true, in ms: nobody feels it. Where that takes longer, it does not wait. */
const patienceMs = 100;
/** The same before anything was listed. */
const firstPatienceMs = 1000;

/** Lists files, and finds them by some letters. Nothing is listed or watched before somebody asks. */
export class WorkspaceFiles implements Disposable {
  readonly #search: FileSearch;
  readonly #ignored: IgnoredFiles;
  readonly #disposables = new DisposableStore();
  #folders: readonly FolderFiles[] | undefined;

  constructor(search: FileSearch, ignored: IgnoredFiles) {
    this.#search = search;
    this.#ignored = ignored;
    this.#disposables.add({ dispose: () => this.#drop() });
    this.#disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#follow()));
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        for (const each of this.#folders ?? []) {
          if (event.affectsConfiguration("files.exclude", each.folder.uri)) each.invalidate();
        }
      }),
    );
  }

  /** Whether somebody has asked before: what is listed then is kept up to date. */
  get isListed(): boolean {
    return this.#folders !== undefined;
  }

  /**
   * Brings the list up to what is on the disk, for a moment at most. When that takes longer, `settled` is false and
   * `whenSettled` resolves at its end; meanwhile what is known can be searched. `doubts` when a menu opens, which must
   * know the file that was made a moment ago.
   */
  async catchUp(doubts: boolean): Promise<{ readonly settled: boolean; readonly whenSettled: Promise<void> }> {
    const folders = this.#open();
    const whenSettled = Promise.all(folders.map((each) => each.catchUp(doubts))).then(() => undefined);
    const expected = Math.max(0, ...folders.map(({ listingMs }) => listingMs ?? Number.POSITIVE_INFINITY));
    const patience = expected === Number.POSITIVE_INFINITY ? firstPatienceMs : expected < patienceMs ? patienceMs : 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, patience, false);
    });
    const settled = await Promise.race([whenSettled.then(() => true), late]);
    clearTimeout(timer);
    return { settled, whenSettled };
  }

  /** The best files for `query`; undefined once `signal` is aborted. One ranker for one place where somebody types. */
  find(
    query: string,
    kind: "files" | "folders",
    limit: number,
    ranker: PathRanker,
    signal: AbortSignal,
  ): Promise<readonly ListedFile[] | undefined> {
    const folders = this.#open();
    return ranker
      .rank(
        query,
        folders.map(({ index }) => index[kind]),
        limit,
        signal,
      )
      .then((found) =>
        found?.flatMap(({ source, path }) => {
          const from = folders[source];
          return from ? [listed(from.folder, path, path.slice(from.prefix.length))] : [];
        }),
      );
  }

  /** The only file whose path is, or ends in, each of `ends`; none for an end that none or several have. */
  async endingIn(ends: readonly string[]): Promise<ReadonlyMap<string, vscode.Uri>> {
    await (await this.catchUp(false)).whenSettled;
    const folders = this.#open();
    const matches = uniqueEnds(
      ends,
      folders.map(({ index }) => index.files),
    );
    const found = new Map<string, vscode.Uri>();
    for (const [end, { source, path }] of matches) {
      const from = folders[source];
      if (from) found.set(end, vscode.Uri.joinPath(from.folder.uri, path.slice(from.prefix.length)));
    }
    return found;
  }

  /** The files below `folder` as they are now, ordered by path. */
  async below(folder: vscode.Uri): Promise<readonly ListedFile[]> {
    const files = new Map<string, ListedFile>();
    const root = vscode.workspace.getWorkspaceFolder(folder);
    if (!root) return [];
    const prefix = prefixOf(root);
    const relative = folder.path.slice(root.uri.path.replace(/\/$/, "").length + 1).replace(/\/$/, "");
    await this.#search.files({
      folder: root,
      below: relative,
      signal: new AbortController().signal,
      onPaths: (paths) => {
        for (const path of paths) files.set(path, listed(root, prefix + path, path));
      },
    });
    return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #open(): readonly FolderFiles[] {
    this.#folders ??= (vscode.workspace.workspaceFolders ?? []).map((folder) => this.#openFolder(folder));
    return this.#folders;
  }

  #openFolder(folder: vscode.WorkspaceFolder): FolderFiles {
    return new FolderFiles(folder, prefixOf(folder), this.#search, this.#ignored);
  }

  /** Folders came or went: those that stay, under their names, keep what they know. */
  #follow(): void {
    if (!this.#folders) return;
    const before = this.#folders;
    this.#folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => {
      const same = before.find(
        (each) => each.folder.uri.toString() === folder.uri.toString() && each.prefix === prefixOf(folder),
      );
      // A folder that came may lie in one that stays, and takes its files over.
      same?.invalidate();
      return same ?? this.#openFolder(folder);
    });
    for (const each of before) if (!this.#folders.includes(each)) each.dispose();
  }

  #drop(): void {
    for (const each of this.#folders ?? []) each.dispose();
    this.#folders = undefined;
  }
}

/** What VS Code puts before a path when there are several folders. */
function prefixOf(folder: vscode.WorkspaceFolder): string {
  return (vscode.workspace.workspaceFolders?.length ?? 0) > 1 ? `${folder.name}/` : "";
}

function listed(folder: vscode.WorkspaceFolder, path: string, relative: string): ListedFile {
  return {
    path,
    // Of many, few are asked for it.
    get uri() {
      return vscode.Uri.joinPath(folder.uri, relative);
    },
  };
}
