// From the hunks of a stream to those of the finished text: what was decided while the rest came stays decided.

import type { Hunk } from "./hunk.ts";
import { diffLines } from "./lineDiff.ts";

/** A hunk, and where its lines begin in the new text. */
interface Streamed extends Hunk {
  readonly id: number;
  readonly newStart: number;
}

/**
 * The hunks between `old` and `lines` by id, without those whose ids are in `decided`. `streamed` are the hunks that were
 * shown until now, each known by its index; one that is still the same keeps it, others get ids that were never in use.
 */
export function finalHunks(
  old: readonly string[],
  lines: readonly string[],
  streamed: readonly Hunk[],
  decided: ReadonlySet<number>,
): Map<number, Hunk> {
  const known = withNewStarts(streamed);
  const pinned = known.filter(({ id }) => decided.has(id));
  const hunks = pinned.every((hunk) => standsIn(lines, hunk))
    ? diffBetween(old, lines, pinned)
    : diffLines(old, lines).filter((hunk) => !pinned.some((each) => touches(hunk, each)));
  let next = streamed.length;
  return new Map(
    hunks.map((hunk) => {
      const same = known.find((each) => !decided.has(each.id) && isSame(each, hunk));
      return [same?.id ?? next++, hunk];
    }),
  );
}

function withNewStarts(streamed: readonly Hunk[]): Streamed[] {
  let shift = 0;
  return streamed.map((hunk, id) => {
    const newStart = hunk.oldStart + shift;
    shift += hunk.newLines.length - (hunk.oldEnd - hunk.oldStart);
    return { ...hunk, id, newStart };
  });
}

/** The end of an answer can change the dress of its beginning, such as its base indentation. */
function standsIn(lines: readonly string[], { newStart, newLines }: Streamed): boolean {
  return newLines.every((line, index) => lines[newStart + index] === line);
}

/** What differs before, between and after the pinned hunks, which are in order. */
function diffBetween(old: readonly string[], lines: readonly string[], pinned: readonly Streamed[]): Hunk[] {
  const end = { oldStart: old.length, oldEnd: old.length, newStart: lines.length, newLines: [] };
  let oldStart = 0;
  let newStart = 0;
  return [...pinned, end].flatMap((pin) => {
    const found = diffLines(old.slice(oldStart, pin.oldStart), lines.slice(newStart, pin.newStart));
    const offset = oldStart;
    oldStart = pin.oldEnd;
    newStart = pin.newStart + pin.newLines.length;
    return found.map((hunk) => ({ ...hunk, oldStart: hunk.oldStart + offset, oldEnd: hunk.oldEnd + offset }));
  });
}

function touches(hunk: Hunk, other: Hunk): boolean {
  return hunk.oldStart <= other.oldEnd && other.oldStart <= hunk.oldEnd;
}

function isSame(a: Hunk, b: Hunk): boolean {
  return (
    a.oldStart === b.oldStart &&
    a.oldEnd === b.oldEnd &&
    a.newLines.length === b.newLines.length &&
    a.newLines.every((line, index) => line === b.newLines[index])
  );
}
