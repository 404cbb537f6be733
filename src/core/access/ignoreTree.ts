// The .gitignore files of a folder together: each speaks for what is below it, and the deeper one has the last word.

import ignore from "ignore";

/** One .gitignore. */
export interface IgnoreFile {
  /** Its folder, relative to the tree's root with a `/` at the end; "" for the root itself. */
  readonly folder: string;
  /** For a file above the root: the way from its folder down to the root, with a `/` at the end. */
  readonly above?: string;
  readonly text: string;
}

/** Answers for paths relative to one root, with `/`; folders end with `/`. */
export class IgnoreTree {
  readonly #rules: { readonly folder: string; readonly above: string; readonly rules: ignore.Ignore }[];

  constructor(files: readonly IgnoreFile[]) {
    this.#rules = [];
    const outermostFirst = files.toSorted(
      (a, b) => (b.above ?? "").length - (a.above ?? "").length || a.folder.length - b.folder.length,
    );
    for (const { folder, above = "", text } of outermostFirst) {
      // Git does not look into a folder it ignores, so nothing in there can take itself out again.
      if (!this.ignores(folder)) this.#rules.push({ folder, above, rules: ignore().add(text) });
    }
  }

  /** Whether Git would ignore `path`. The root itself is never ignored. */
  ignores(path: string): boolean {
    if (path === "" || path === "/") return false;
    let ignored = false;
    for (const { folder, above, rules } of this.#rules) {
      if (!path.startsWith(folder) || path === folder) continue;
      const result = rules.test(above + path.slice(folder.length));
      if (result.ignored) ignored = true;
      else if (result.unignored) ignored = false;
    }
    return ignored;
  }
}
