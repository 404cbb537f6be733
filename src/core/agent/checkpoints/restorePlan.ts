// Taking back what an agent did and nothing else: what the person wrote since stays. Where that cannot be told apart, it is
// shown and not decided.

import { type Conflict, mergeThreeWay } from "../../edit/threeWay.ts";
import { type ContentHash, changesByFile, type FileChange } from "./fileChange.ts";
import { linesOf } from "./lineText.ts";

/** What is done with one file. */
export type Restore =
  | { readonly type: "write"; readonly file: string; readonly content: ContentHash }
  /** The agent's part is taken out of what the person has by now. */
  | { readonly type: "merge"; readonly file: string; readonly text: string }
  | { readonly type: "delete"; readonly file: string }
  /** It stands as it would. */
  | { readonly type: "nothing"; readonly file: string }
  /** Both changed the same; `conflicts` is undefined where there are no lines to compare. */
  | { readonly type: "conflict"; readonly file: string; readonly conflicts?: readonly Conflict[] };

/** Contents as they were kept. */
export interface KeptContents {
  /** The text; undefined when it was not kept, or is none. */
  textOf(hash: string): Promise<string | undefined>;
}

/** A file as it is now, unsaved text included. */
export interface CurrentFile {
  readonly hash: ContentHash;
  /** Undefined when there is none, or it is no text. */
  readonly text: string | undefined;
}

/**
 * What takes `changes` back, a line for each file that they touched, in the order of their first change. `current` is asked
 * once a file. Nothing is written here.
 */
export async function restorePlan(
  changes: readonly FileChange[],
  kept: KeptContents,
  current: (file: string) => Promise<CurrentFile>,
): Promise<readonly Restore[]> {
  const plan: Restore[] = [];
  for (const [file, acts] of changesByFile(changes)) plan.push(await restoreOf(file, acts, kept, await current(file)));
  return plan;
}

async function restoreOf(
  file: string,
  acts: readonly FileChange[],
  kept: KeptContents,
  current: CurrentFile,
): Promise<Restore> {
  // The last act first. While the file is as the agent left it, what was before is what it becomes.
  let at: { readonly hash: ContentHash } | { readonly text: string } = { hash: current.hash };
  for (const { before, after } of [...acts].reverse()) {
    if ("hash" in at && at.hash === after) {
      at = { hash: before };
      continue;
    }
    // Taken back by hand already.
    if ("hash" in at && at.hash === before) continue;
    const theirs: string | undefined =
      "text" in at ? at.text : at.hash === current.hash ? current.text : at.hash && (await kept.textOf(at.hash));
    const base = after === undefined ? undefined : await kept.textOf(after);
    const mine = before === undefined ? undefined : await kept.textOf(before);
    // A file that came, went or is no text has no lines to tell apart.
    if (theirs === undefined || base === undefined || mine === undefined) return { type: "conflict", file };
    const merged = mergeThreeWay(linesOf(base), linesOf(mine), linesOf(theirs));
    if (merged.type === "conflict") return { type: "conflict", file, conflicts: merged.conflicts };
    at = { text: merged.lines.join("") };
  }
  if ("text" in at)
    return at.text === current.text ? { type: "nothing", file } : { type: "merge", file, text: at.text };
  if (at.hash === current.hash) return { type: "nothing", file };
  return at.hash === undefined ? { type: "delete", file } : { type: "write", file, content: at.hash };
}
