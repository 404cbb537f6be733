// A file with changes that nobody has decided about, as it is now.

import { diffLines } from "../../edit/lineDiff.ts";
import type { Act } from "./changeState.ts";
import { linesOf } from "./lineText.ts";
import { type CurrentFile, type KeptContents, restorePlan } from "./restorePlan.ts";

/** What is shown of it. */
export interface PendingFile {
  readonly file: string;
  readonly change: "created" | "edited" | "deleted";
  /** Lines that the agent added and removed; 0 where there are none. */
  readonly added: number;
  readonly removed: number;
  /** The text as it would be without the agent's changes; undefined when there would be none, or it is no text. */
  readonly without: string | undefined;
  /** The text as it is; undefined when there is none, or it is no text. */
  readonly text: string | undefined;
  /** The file would not be there without them. */
  readonly isNew: boolean;
  /**
   * What the person did since cannot be told apart from what the agent did: `without` is then what the file held before,
   * and the lines of both are counted.
   */
  readonly isMixed: boolean;
}

/** Undefined when nothing is left of `acts`, which are of one file. Nothing is written. */
export async function pendingFile(
  acts: readonly Act[],
  kept: KeptContents,
  current: CurrentFile,
): Promise<PendingFile | undefined> {
  const [first] = acts;
  const [step] = await restorePlan(acts, kept, async () => current);
  if (!first || !step || step.type === "nothing") return undefined;
  const isMixed = step.type === "conflict" || acts.some(({ uncertain }) => uncertain);
  const before = isMixed ? first.before : step.type === "write" ? step.content : undefined;
  const without =
    step.type === "merge" && !isMixed ? step.text : before === undefined ? undefined : await kept.textOf(before);
  const isNew = isMixed ? first.before === undefined : step.type === "delete";
  const { added, removed } = lineCounts(without ?? "", current.text ?? "");
  const change = isNew ? "created" : current.hash === undefined ? "deleted" : "edited";
  // Without a text on one side there are no lines to count, unless there is no file.
  const isText = (without !== undefined || isNew) && (current.text !== undefined || current.hash === undefined);
  const counts = isText ? { added, removed } : { added: 0, removed: 0 };
  return { file: first.file, change, ...counts, without, text: current.text, isNew, isMixed };
}

/** Lines that came and went between two texts. */
export function lineCounts(before: string, after: string): { readonly added: number; readonly removed: number } {
  if (before === after) return { added: 0, removed: 0 };
  const hunks = diffLines(linesOf(before), linesOf(after));
  return {
    added: hunks.reduce((sum, { newLines }) => sum + newLines.length, 0),
    removed: hunks.reduce((sum, { oldStart, oldEnd }) => sum + oldEnd - oldStart, 0),
  };
}
