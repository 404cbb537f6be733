// Lists files through VS Code's ripgrep.

import { rootOf } from "../access/gitOnDisk.ts";
import { excludedPatterns, type IgnoredFiles, neverListedNames } from "../access/ignoredFiles.ts";
import type { FileListing, FileSearch } from "./fileSearch.ts";
import { gitRulesAround, listWithRipgrep } from "./listWithRipgrep.ts";
import type { RunRipgrep } from "./runRipgrep.ts";

/** Files of one folder; with more, what comes later is not listed. */
const maxFiles = 500_000;

/** For folders of the disk. */
export class RipgrepSearch implements FileSearch {
  readonly #run: RunRipgrep;
  readonly #ignored: IgnoredFiles;

  constructor(run: RunRipgrep, ignored: IgnoredFiles) {
    this.#run = run;
    this.#ignored = ignored;
  }

  files({ folder, below, signal, onPaths }: FileListing): Promise<void> {
    const cwd = folder.uri.fsPath;
    const root = rootOf(cwd);
    const rules = {
      ...gitRulesAround(root, this.#ignored.onDisk(root)),
      neverListed: neverListedNames,
      excluded: excludedPatterns(folder.uri),
    };
    return listWithRipgrep(this.#run, { cwd, below, rules, signal, onPaths, maxFiles });
  }
}
