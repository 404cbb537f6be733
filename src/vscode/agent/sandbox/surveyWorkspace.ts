// A look at what stands in a folder of the workspace, before a held command and after it: what has to be kept from it.

import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { guardOf } from "../../../core/agent/sandbox/guardOf.ts";

/** What was found: absolute paths by what they are, those nearer to the top first. */
export interface Survey {
  readonly kept: readonly string[];
  readonly emptied: readonly string[];
  readonly hidden: readonly string[];
  readonly repositories: readonly string[];
  readonly links: readonly string[];
  /** There is more than anybody looked at. */
  readonly isCut: boolean;
}

/** Whether Git ignores `path` below the folder; a folder's has `/` at its end. */
export type Ignores = (path: string) => boolean;

/** Entries that are looked at. */
const mostEntries = 300_000;
/** Folders that are opened at once. */
const atOnce = 32;
/** In what Git ignores, secrets alone count, and few look deep there. */
const ignoredDepth = 2;

interface Folder {
  readonly names: readonly string[];
  /** How many of its folders, it and those above it, are ignored. */
  readonly ignored: number;
}

/** Looks at the folder `root`, a real path. What cannot be opened holds nothing that a command could change either. */
export async function surveyWorkspace(root: string, ignores: Ignores): Promise<Survey> {
  const found = { kept: [], emptied: [], hidden: [], repository: [], link: [] } as Record<
    NonNullable<ReturnType<typeof guardOf>>,
    string[]
  >;
  let left = mostEntries;
  let level: Folder[] = [{ names: [], ignored: 0 }];
  while (level.length > 0 && left > 0) {
    const next: Folder[] = [];
    const queue = level.values();
    const work = async () => {
      for (const { names, ignored } of queue) {
        for (const entry of await entriesOf(join(root, ...names))) {
          if (--left < 0) return;
          const all = [...names, entry.name];
          const kind = kindOf(entry);
          const isIgnored = ignored > 0 || ignores(kind === "folder" ? `${all.join("/")}/` : all.join("/"));
          const guard = guardOf(all, kind, isIgnored);
          if (guard) found[guard].push(join(root, ...all));
          else if (kind === "folder" && ignored < ignoredDepth) {
            next.push({ names: all, ignored: isIgnored ? ignored + 1 : 0 });
          }
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, level.length) }, work));
    level = next;
  }
  const { kept, emptied, hidden, repository: repositories, link: links } = found;
  return { kept, emptied, hidden, repositories, links, isCut: left <= 0 };
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
}

function kindOf(entry: Dirent): "file" | "folder" | "link" | "other" {
  if (entry.isDirectory()) return "folder";
  if (entry.isSymbolicLink()) return "link";
  return entry.isFile() ? "file" : "other";
}
