// Two changes of one text, made apart from each other, as one. Where both touch the same lines nothing is decided.

import type { Hunk } from "./hunk.ts";
import { diffLines } from "./lineDiff.ts";

/** Lines that both sides changed, and not alike. Lines of the base `[start, end)`, and what each side has there. */
export interface Conflict {
  readonly start: number;
  readonly end: number;
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
}

export type ThreeWay =
  | { readonly type: "merged"; readonly lines: readonly string[] }
  | { readonly type: "conflict"; readonly conflicts: readonly Conflict[] };

/**
 * `base` with what changed in `mine` and in `theirs`, line by line. Changes that touch one another are a conflict even
 * when they do not overlap, as Git has it: what stands side by side usually belongs together.
 */
export function mergeThreeWay(base: readonly string[], mine: readonly string[], theirs: readonly string[]): ThreeWay {
  const lines: string[] = [];
  const conflicts: Conflict[] = [];
  let position = 0;
  for (const { start, end, sides } of groups(diffLines(base, mine), diffLines(base, theirs))) {
    push(lines, base.slice(position, start));
    position = end;
    const [a, b] = sides.map((hunks) => rewritten(base, start, end, hunks));
    if (!a || !b) continue;
    if (sides[1].length === 0 || isSame(a, b)) push(lines, a);
    else if (sides[0].length === 0) push(lines, b);
    else conflicts.push({ start, end, mine: a, theirs: b });
  }
  push(lines, base.slice(position));
  return conflicts.length > 0 ? { type: "conflict", conflicts } : { type: "merged", lines };
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly sides: readonly [mine: readonly Hunk[], theirs: readonly Hunk[]];
}

/** The hunks of both sides in order, those that touch one another together. */
function groups(mine: readonly Hunk[], theirs: readonly Hunk[]): readonly Group[] {
  const all = [...mine.map((hunk) => ({ hunk, side: 0 })), ...theirs.map((hunk) => ({ hunk, side: 1 }))];
  all.sort((a, b) => a.hunk.oldStart - b.hunk.oldStart || a.hunk.oldEnd - b.hunk.oldEnd);
  const found: { start: number; end: number; sides: [Hunk[], Hunk[]] }[] = [];
  for (const { hunk, side } of all) {
    let group = found.at(-1);
    if (!group || hunk.oldStart > group.end) {
      group = { start: hunk.oldStart, end: hunk.oldEnd, sides: [[], []] };
      found.push(group);
    }
    group.end = Math.max(group.end, hunk.oldEnd);
    group.sides[side === 0 ? 0 : 1].push(hunk);
  }
  return found;
}

/** The lines `[start, end)` of `base` as `hunks` have them. */
function rewritten(base: readonly string[], start: number, end: number, hunks: readonly Hunk[]): readonly string[] {
  const lines: string[] = [];
  let position = start;
  for (const { oldStart, oldEnd, newLines } of hunks) {
    push(lines, base.slice(position, oldStart));
    push(lines, newLines);
    position = oldEnd;
  }
  push(lines, base.slice(position, end));
  return lines;
}

/** As `lines.push(...more)`, for any number of them. */
function push(lines: string[], more: readonly string[]): void {
  for (const line of more) lines.push(line);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}
