// What a command of the agent changed: nothing of it was kept before, so it can only be told. Looked at are the files that
// the agent has to do with, and those that Git sees.

import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import * as vscode from "vscode";
import { type FileStamp, isChanged, isInDoubt } from "../../../core/agent/checkpoints/fileStamps.ts";
import type { RunScope } from "../../../core/tools/toolRun.ts";
import { findGit } from "../../edit/gitApi.ts";
import type { WatchedCommand } from "./changes.ts";
import { nameOf } from "./changesWords.ts";

/** What may hold a command up: files that are looked at, and bytes of them that are read. The same on every machine. */
const most = { files: 500, bytes: 4 * 1024 * 1024 };
/** How long Git may take to look when it has ended, in ms. */
const gitMs = 1_000;
/** A larger file is told by its size and time alone. In bytes. */
const hashedBytes = 256 * 1024;
/** How far the time of writing may lag behind the clock; more on disks that write whole seconds alone. In ms. */
const lag = { fine: 20, coarse: 2_000 };

export interface CommandWatchDeps {
  /** The files (URIs) that the agent changed in the chat. */
  readonly touched: (scope: RunScope) => readonly string[];
  /** Those that it changed by itself since `at`, in ms since the epoch. */
  readonly changedSince: (scope: RunScope, at: number) => readonly string[];
  readonly log: (message: string) => void;
}

/** `Changes.watchCommand`. */
export function createCommandWatch({ touched, changedSince, log }: CommandWatchDeps) {
  return async (scope: RunScope, seen: readonly string[]): Promise<WatchedCommand> => {
    const startedAt = Date.now();
    const inGit = await gitChanges(false);
    const known = [...new Set([...touched(scope), ...seen, ...inGit])].filter((file) => file.startsWith("file:"));
    const before = await stampsOf(known.slice(0, most.files));
    return {
      changed: async () => {
        try {
          const found = new Set<string>();
          for (const [file, was] of before) if (await isOther(file, was)) found.add(file);
          for (const file of await gitChanges(true)) {
            if (before.has(file) || inGit.has(file)) continue;
            // What is not there any more has no time.
            const is = await stampOf(file, false);
            if (!is || is.modifiedAt >= startedAt - (is.modifiedAt % 1000 === 0 ? lag.coarse : lag.fine))
              found.add(file);
          }
          const own = new Set(changedSince(scope, startedAt));
          return [...found]
            .filter((file) => !own.has(file))
            .map(nameOf)
            .sort();
        } catch (error) {
          log(`what a command changed is not known: ${String(error)}`);
          return [];
        }
      },
    };
  };
}

/** With their hashes, the first files first, as far as they may be read. */
async function stampsOf(files: readonly string[]): Promise<ReadonlyMap<string, FileStamp>> {
  const stamps = await Promise.all(files.map(async (file) => [file, await stampOf(file, false)] as const));
  let bytes = 0;
  const hashed = stamps.map(async ([file, stamp]) => {
    bytes += stamp && stamp.size <= hashedBytes ? stamp.size : 0;
    return [file, stamp && bytes <= most.bytes ? await stampOf(file, true) : stamp] as const;
  });
  return new Map(await Promise.all(hashed));
}

async function isOther(file: string, was: FileStamp): Promise<boolean> {
  const is = await stampOf(file, false);
  return isChanged(was, isInDoubt(was, is) ? await stampOf(file, true) : is);
}

async function stampOf(file: string, withHash: boolean): Promise<FileStamp> {
  const path = vscode.Uri.parse(file, true).fsPath;
  try {
    const { size, mtimeMs: modifiedAt } = await stat(path);
    if (!withHash || size > hashedBytes) return { size, modifiedAt };
    return {
      size,
      modifiedAt,
      hash: createHash("sha256")
        .update(await readFile(path))
        .digest("hex"),
    };
  } catch {
    return undefined;
  }
}

/** The files that Git sees as changed; `anew` has it look again, for as long as it may. */
async function gitChanges(anew: boolean): Promise<ReadonlySet<string>> {
  const git = await findGit();
  const repositories = git?.repositories ?? [];
  if (anew) {
    const looked = Promise.all(repositories.map((repository) => repository.status().catch(() => {})));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, gitMs);
    });
    await Promise.race([looked, late]).finally(() => clearTimeout(timer));
  }
  return new Set(
    repositories.flatMap(({ state }) =>
      [...state.workingTreeChanges, ...(state.untrackedChanges ?? [])].map(({ uri }) => uri.toString()),
    ),
  );
}
