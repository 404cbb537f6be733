// A list of files from ripgrep's output, and the rules it is told.

import { statSync } from "node:fs";
import { NulSplitter } from "../../core/context/splitNul.ts";
import type { GitOnDisk } from "../access/gitOnDisk.ts";
import { type ListRules, listArguments } from "./ripgrepArguments.ts";
import type { RunRipgrep } from "./runRipgrep.ts";

/** What to list: the files below `below`, relative to the folder `cwd`. */
export interface RipgrepListing {
  readonly cwd: string;
  readonly below: string;
  readonly rules: ListRules;
  readonly signal: AbortSignal;
  /** Called with paths relative to `cwd`, with `/`. */
  readonly onPaths: (paths: readonly string[]) => void;
  /** After this many the run is ended. */
  readonly maxFiles: number;
}

/** Lists them; rejects when ripgrep could not, and when aborted. */
export async function listWithRipgrep(run: RunRipgrep, listing: RipgrepListing): Promise<void> {
  const { cwd, below, rules, signal, onPaths, maxFiles } = listing;
  const splitter = new NulSplitter();
  let count = 0;
  const { code, complaint } = await run(listArguments(below, rules), {
    cwd,
    signal,
    onOutput: (bytes) => {
      const paths = splitter.push(bytes);
      onPaths(paths.slice(0, maxFiles - count));
      count += paths.length;
      return count < maxFiles;
    },
  });
  if (code === 0 || code === 1 || count >= maxFiles) return;
  // It complains of folders that may not be read, and lists the rest; without any, it did not understand us.
  if (code === 2 && count > 0) return;
  throw new Error(`ripgrep ended with ${code}: ${complaint}`);
}

/** Git's rules around the folder `root` of the disk (with `/`, none at its end), as ripgrep has to be told them. */
export function gitRulesAround(root: string, git: GitOnDisk): Omit<ListRules, "neverListed" | "excluded"> {
  const repository = repositoryAround(root, git);
  const { foldsCase } = (repository === undefined ? undefined : git.repositoryAt(repository)) ?? git.elsewhere;
  const globalFile = git.globalFile(repository);
  return {
    isInRepository: repository !== undefined,
    globalFile: statSync(globalFile, { throwIfNoEntry: false })?.isFile() ? globalFile : undefined,
    foldsCase,
  };
}

function repositoryAround(root: string, git: GitOnDisk): string | undefined {
  for (let folder = root; folder !== ""; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/")))) {
    if (git.repositoryAt(folder)) return folder;
  }
  return undefined;
}
