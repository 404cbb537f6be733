// The files of one folder of the workspace, known before they are asked for: listed once, kept up by what VS Code's
// watcher tells, and listed again when that costs little or the list is old.

import * as vscode from "vscode";
import { PathIndex } from "../../core/context/pathIndex.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { type IgnoredFiles, isExcluded, neverListedNames } from "../access/ignoredFiles.ts";
import type { FileSearch } from "./fileSearch.ts";

/** Changes that are looked at one by one; with more, the folder is listed again. */
const maxChanges = 2000;
/** From this many files on, listing them is left to the watcher for a while. */
const manyFiles = 20_000;
/** How long a list is believed without being doubted, in ms: of few files, and of many. */
const believedMs = { few: 5_000, many: 120_000 };

/** Kept for as long as the folder is open. */
export class FolderFiles implements Disposable {
  readonly folder: vscode.WorkspaceFolder;
  /** What stands before a path as shown: the folder's name where there are several. */
  readonly prefix: string;
  readonly #search: FileSearch;
  readonly #ignored: IgnoredFiles;

  readonly #disposables = new DisposableStore();
  readonly #ended = new AbortController();
  #index = new PathIndex();
  /** Made, or gone, since the last look; relative paths. */
  readonly #changed = new Set<string>();
  #isStale = true;
  #isDoubted = false;
  #isListed = false;
  #listedAt = 0;
  #listingMs = 0;
  #catchingUp: Promise<void> | undefined;

  constructor(folder: vscode.WorkspaceFolder, prefix: string, search: FileSearch, ignored: IgnoredFiles) {
    this.folder = folder;
    this.prefix = prefix;
    this.#search = search;
    this.#ignored = ignored;
    this.#disposables.add({ dispose: () => this.#ended.abort() });
    const watch = (pattern: string, ignoresChanges: boolean) =>
      this.#disposables.add(
        vscode.workspace.createFileSystemWatcher(
          new vscode.RelativePattern(folder, pattern),
          false,
          ignoresChanges,
          false,
        ),
      );
    const files = watch("**/*", true);
    this.#disposables.add(files.onDidCreate((uri) => this.#note(uri)));
    this.#disposables.add(files.onDidDelete((uri) => this.#note(uri)));
    const rules = watch("**/{.gitignore,.git/info/exclude}", false);
    for (const event of [rules.onDidChange, rules.onDidCreate, rules.onDidDelete]) {
      this.#disposables.add(event(() => this.invalidate()));
    }
  }

  /** The paths as shown, as far as they are known. */
  get index(): PathIndex {
    return this.#index;
  }

  /** How long the last listing took, in ms; undefined before there was one. */
  get listingMs(): number | undefined {
    return this.#isListed ? this.#listingMs : undefined;
  }

  /** What is known is no longer true: it is listed again when asked for. */
  invalidate(): void {
    this.#isStale = true;
  }

  /**
   * Resolves when the index is true again; what is known meanwhile stays. Never rejects. With `doubts` a folder that is
   * quickly listed is, even if the watcher told of nothing: it tells late.
   */
  catchUp(doubts: boolean): Promise<void> {
    const before = this.#catchingUp;
    if (before && !doubts) return before;
    this.#isDoubted ||= doubts;
    const running = this.#catchUpAfter(before).finally(() => {
      if (this.#catchingUp === running) this.#catchingUp = undefined;
    });
    this.#catchingUp = running;
    return running;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #catchUpAfter(before: Promise<void> | undefined): Promise<void> {
    await before;
    const isFew = this.#index.size < manyFiles;
    const isOld = performance.now() - this.#listedAt > (isFew ? believedMs.few : believedMs.many);
    const isDoubted = this.#isDoubted && isFew;
    this.#isDoubted = false;
    try {
      if (this.#isStale || isOld || isDoubted || this.#changed.size > maxChanges) await this.#list();
      else await this.#takeChanges();
    } catch {
      this.#isStale = true; // ended, or not to be listed now
    }
  }

  async #list(): Promise<void> {
    const start = performance.now();
    this.#isStale = false;
    this.#changed.clear();
    // The first time, what is found can be offered at once.
    const index = this.#isListed ? new PathIndex() : this.#index;
    await this.#addBelow("", index);
    this.#index = index;
    this.#isListed = true;
    this.#listedAt = performance.now();
    this.#listingMs = this.#listedAt - start;
  }

  async #addBelow(below: string, index: PathIndex): Promise<void> {
    const inner = this.#innerFolders();
    await this.#search.files({
      folder: this.folder,
      below,
      signal: this.#ended.signal,
      onPaths: (paths) => {
        for (const path of paths) {
          if (!inner.some((folder) => path.startsWith(folder))) index.add(this.prefix + path);
        }
      },
    });
  }

  /** Folders of the workspace within this one: their files are theirs. */
  #innerFolders(): readonly string[] {
    const start = this.#start();
    return (vscode.workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.authority === this.folder.uri.authority && uri.path.startsWith(start))
      .map(({ uri }) => `${uri.path.slice(start.length).replace(/\/$/, "")}/`)
      .filter((path) => path !== "/");
  }

  async #takeChanges(): Promise<void> {
    const changes = [...this.#changed];
    this.#changed.clear();
    if (changes.length === 0) return;
    const rules = await this.#ignored.rulesOf(this.folder);
    for (const path of changes) {
      const type = await this.#typeOf(path);
      if (type === "nothing") this.#index.remove(this.prefix + path);
      if (type !== "file" && type !== "folder") continue;
      if (rules.ignores(type === "folder" ? `${path}/` : path) || isExcluded(this.folder, path)) continue;
      if (type === "folder") await this.#addBelow(path, this.#index);
      else this.#index.add(this.prefix + path);
    }
  }

  async #typeOf(path: string): Promise<"file" | "folder" | "nothing" | "other"> {
    try {
      const { type } = await vscode.workspace.fs.stat(vscode.Uri.joinPath(this.folder.uri, path));
      if (type === vscode.FileType.File) return "file";
      return type === vscode.FileType.Directory ? "folder" : "other"; // links are not followed
    } catch {
      return "nothing";
    }
  }

  #note(uri: vscode.Uri): void {
    const path = uri.path.slice(this.#start().length);
    if (path === "" || path.split("/").some((name) => neverListedNames.some((never) => never === name))) return;
    if (this.#changed.size <= maxChanges) this.#changed.add(path);
  }

  #start(): string {
    return `${this.folder.uri.path.replace(/\/$/, "")}/`;
  }
}
