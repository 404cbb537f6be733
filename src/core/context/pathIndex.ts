// The paths of one folder of the workspace, held so that hundreds of thousands cost little and one more costs nothing.

import { CaseFolder } from "./foldCase.ts";
import { withRoom } from "./numberArrays.ts";
import { PathCursor } from "./pathCursor.ts";
import { noNode, PathTree } from "./pathTree.ts";

/** Paths to choose from, by numbers. */
export interface PathSource {
  /** Another number after each change. */
  readonly revision: number;
  /** How many paths there are. */
  readonly size: number;
  /** All numbers are lower. Those of paths that are there are as long as the revision is. */
  readonly end: number;
  has(number: number): boolean;
  /** What reads the path behind a number. One for each reader: it stands at one path at a time. */
  open(): Pick<PathCursor, "moveTo" | "folded" | "foldedLength" | "text" | "isBefore">;
}

/**
 * Files by their paths as shown, and the folders they are in. Paths have `/`, and none at their ends. What was taken out
 * still takes its few bytes: an index serves until the folder is listed again.
 */
export class PathIndex {
  readonly #tree = new PathTree();
  readonly #case = new CaseFolder();
  /** 1 for each node that is a file. */
  #isFile = new Uint8Array(64);
  /** For each node, how many that are a file or a folder stand directly in it: with some, it is a folder. */
  #within = new Int32Array(64);
  #fileCount = 0;
  #folderCount = 0;
  #revision = 0;

  readonly files: PathSource;
  readonly folders: PathSource;

  constructor() {
    const source = (size: () => number, has: (node: number) => boolean): PathSource => {
      const revision = () => this.#revision;
      const end = () => this.#tree.count;
      return {
        get revision() {
          return revision();
        },
        get size() {
          return size();
        },
        get end() {
          return end();
        },
        has,
        open: () => new PathCursor(this.#tree, this.#case),
      };
    };
    this.files = source(
      () => this.#fileCount,
      (node) => this.#isFile[node] === 1,
    );
    this.folders = source(
      () => this.#folderCount,
      (node) => (this.#within[node] ?? 0) > 0,
    );
  }

  get size(): number {
    return this.#fileCount;
  }

  /** Adds a file; nothing happens when it is there. */
  add(path: string): void {
    const file = this.#tree.make(path);
    this.#isFile = withRoom(this.#isFile, this.#tree.count);
    this.#within = withRoom(this.#within, this.#tree.count);
    if (this.#isFile[file] === 1) return;
    const wasThere = this.#isThere(file);
    this.#isFile[file] = 1;
    this.#fileCount++;
    this.#revision++;
    if (!wasThere) this.#came(file);
  }

  /** Takes out a file, or a folder with all that is in it. */
  remove(path: string): void {
    const node = this.#tree.find(path);
    if (node === noNode) return;
    if (this.#isFile[node] === 1) this.#removeFile(node);
    else if (this.folders.has(node)) {
      for (let file = node + 1; file < this.#tree.count; file++) {
        if (this.#isFile[file] === 1 && this.#isBelow(file, node)) this.#removeFile(file);
      }
    }
  }

  #removeFile(file: number): void {
    this.#isFile[file] = 0;
    this.#fileCount--;
    this.#revision++;
    if (!this.#isThere(file)) this.#went(file);
  }

  #isThere(node: number): boolean {
    return this.#isFile[node] === 1 || this.folders.has(node);
  }

  /** `node`, which was nothing, is there: what it stands in may be new as well. */
  #came(node: number): void {
    for (let at = this.#tree.parentOf(node); at !== noNode; at = this.#tree.parentOf(at)) {
      const wasThere = this.#isThere(at);
      const count = (this.#within[at] ?? 0) + 1;
      this.#within[at] = count;
      if (count === 1) this.#folderCount++;
      if (wasThere) break;
    }
  }

  /** `node` is nothing any more, and what it stood in may be empty. */
  #went(node: number): void {
    for (let at = this.#tree.parentOf(node); at !== noNode; at = this.#tree.parentOf(at)) {
      const count = (this.#within[at] ?? 0) - 1;
      this.#within[at] = count;
      if (count === 0) this.#folderCount--;
      if (this.#isThere(at)) break;
    }
  }

  #isBelow(node: number, folder: number): boolean {
    let at = node;
    while (at > folder) at = this.#tree.parentOf(at);
    return at === folder;
  }
}
