// What of a reply stands together: reading calls that follow one another are one line, and what was thought between them
// goes with them once the run is over.

import type { PartEntry } from "./chatStore.ts";

/** A part by itself, or the calls of one line and what was thought between them. */
export interface PartGroup {
  /** The key of its first part. */
  readonly key: string;
  readonly parts: readonly PartEntry[];
  readonly folds: boolean;
}

const foldingStates: ReadonlySet<string> = new Set(["streaming", "running", "done"]);

/** Whether a call may stand in a line with others. Reads the signal. */
function folds({ head }: PartEntry): boolean {
  const now = head.value;
  return now.kind === "tool" && now.folds && foldingStates.has(now.state);
}

/** The groups of a reply, in order. While it grows no thought goes out of sight. Reads the heads' signals. */
export function groupParts(parts: readonly PartEntry[], growing: boolean): readonly PartGroup[] {
  const groups: PartGroup[] = [];
  for (let at = 0; at < parts.length; ) {
    const end = endOfFold(parts, at, growing);
    const calls = parts.slice(at, Math.max(end, at + 1));
    groups.push({ key: calls[0]?.key ?? "", parts: calls, folds: calls.length > 1 });
    at += calls.length;
  }
  return groups;
}

/** Where the calls end that begin at `start`; `start` where none does. */
function endOfFold(parts: readonly PartEntry[], start: number, growing: boolean): number {
  let end = start;
  for (let at = start; at < parts.length; at++) {
    const part = parts[at];
    if (!part) break;
    if (folds(part)) end = at + 1;
    else if (end === start || growing || part.head.value.kind !== "reasoning") break;
  }
  return end;
}

/** `now` with what is as it was `before` taken from there, so that only what changed is drawn; all of it where nothing did. */
export function keepGroups(before: readonly PartGroup[], now: readonly PartGroup[]): readonly PartGroup[] {
  const kept = now.map((group, index) => {
    const same = before[index];
    return same && isSame(same, group) ? same : group;
  });
  return kept.length === before.length && kept.every((group, index) => group === before[index]) ? before : kept;
}

function isSame(a: PartGroup, b: PartGroup): boolean {
  return a.parts.length === b.parts.length && a.parts.every((part, index) => part === b.parts[index]);
}
