// What Git ignores in a folder: the rules of the repository a path belongs to, from its root down to the path.

import { type IgnorePattern, lastMatch } from "./ignorePatterns.ts";

/** What holds for a whole repository beside its .gitignore files. */
export interface RepositoryRules {
  /** Its `info/exclude`. */
  readonly own: readonly IgnorePattern[];
  /** The person's `core.excludesFile`. */
  readonly global: readonly IgnorePattern[];
  /** Its `core.ignorecase`. */
  readonly foldsCase: boolean;
}

/** Where the rules come from. Folders are absolute, with `/` and none at the end; "" is the root of a disk. */
export interface IgnoreSource {
  /** Of the repository (or worktree, or submodule) whose root is `folder`; undefined when it is none's. */
  repositoryAt(folder: string): RepositoryRules | undefined;
  /** Of the .gitignore in `folder`; empty without one. */
  rulesIn(folder: string): readonly IgnorePattern[];
  /** What holds where there is no repository at all. */
  readonly elsewhere: RepositoryRules;
}

/** Answers for paths relative to one folder. */
export class GitIgnore {
  readonly #source: IgnoreSource;
  readonly #root: readonly string[];

  /** `root` as `IgnoreSource` has folders. */
  constructor(source: IgnoreSource, root: string) {
    this.#source = source;
    this.#root = root.split("/");
  }

  /**
   * Whether Git would ignore `path`: relative to the root, with `/`, at its end too for a folder. What Git follows
   * already counts as well: a rule speaks of it. Without a repository the .gitignore files in the folder hold alone; in a
   * repository within the folder its own do, unless the one around ignores it whole. The root itself is never ignored.
   */
  ignores(path: string): boolean {
    const segments = path.split("/").filter((segment) => segment !== "");
    if (segments.length === 0) return false;
    const all = [...this.#root, ...segments];
    let end = all.length;
    let isFolder = path.endsWith("/");
    for (;;) {
      const start = this.#repositoryAbove(all, end);
      if (this.#judge(all, start ?? this.#root.length, end, isFolder)) return true;
      if (start === undefined || start <= this.#root.length) return false;
      end = start;
      isFolder = true;
    }
  }

  /** How many segments lead to the innermost repository around the entry of `end` segments. */
  #repositoryAbove(all: readonly string[], end: number): number | undefined {
    for (let count = end - 1; count > 0; count--) {
      if (this.#source.repositoryAt(join(all, count))) return count;
    }
    return undefined;
  }

  /** By the rules that begin at the folder of `start` segments. A folder that is ignored takes all in it along. */
  #judge(all: readonly string[], start: number, end: number, isFolder: boolean): boolean {
    const { own, global, foldsCase } = this.#source.repositoryAt(join(all, start)) ?? this.#source.elsewhere;
    for (let count = start + 1; count <= end; count++) {
      const asFolder = count < end || isFolder;
      const match = (patterns: readonly IgnorePattern[], from: number) =>
        lastMatch(patterns, all.slice(from, count).join("/"), asFolder, foldsCase);
      let found: IgnorePattern | undefined;
      for (let at = count - 1; at >= start && !found; at--) found = match(this.#source.rulesIn(join(all, at)), at);
      found ??= match(own, start) ?? match(global, start);
      if (found && !found.isNegated) return true;
    }
    return false;
  }
}

function join(segments: readonly string[], count: number): string {
  return segments.slice(0, count).join("/");
}
