// A change of a text in numbers and as a diff, for people and models.

import { diffLines } from "../edit/lineDiff.ts";
import { splitLines } from "../edit/oldText/fileLines.ts";
import { unifiedDiff } from "../edit/unifiedDiff.ts";

/** How much changed. */
export interface ChangedLines {
  readonly added: number;
  readonly removed: number;
  /** The lines of the new text, 1-based, the last one included, between which all changes lie; undefined without one. */
  readonly range: { readonly first: number; readonly last: number } | undefined;
}

/** Lines are compared without their endings. */
export function changedLines(before: string, after: string): ChangedLines {
  let [added, removed, first, last] = [0, 0, 0, 0];
  for (const { oldStart, oldEnd, newLines } of diffLines(linesOf(before), linesOf(after))) {
    const start = oldStart + added - removed;
    if (first === 0) first = start + 1;
    added += newLines.length;
    removed += oldEnd - oldStart;
    last = Math.max(start + 1, start + newLines.length);
  }
  return { added, removed, range: first === 0 ? undefined : { first, last } };
}

/** A last line that is empty is none. */
function linesOf(text: string): readonly string[] {
  const { lines } = splitLines(text);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/** What is shown of a diff. */
export interface DiffBounds {
  readonly lines: number;
  /** UTF-16 units of one line, and of all. */
  readonly width: number;
  readonly length: number;
}

/** For people who decide by it. */
export const shownWhole: DiffBounds = { lines: 2_000, width: 2_000, length: 256 * 1024 };

/**
 * A unified diff in which line endings count for nothing, cut to `bounds`; what is left out is said. Empty for equal texts.
 */
export function boundedDiff(before: string, after: string, bounds: DiffBounds): string {
  return cutLines(unifiedDiff(plainEnds(before), plainEnds(after)), bounds).text;
}

/** Whether `boundedDiff` with these bounds leaves nothing out. */
export function isWholeIn(before: string, after: string, bounds: DiffBounds): boolean {
  return cutLines(unifiedDiff(plainEnds(before), plainEnds(after)), bounds).isWhole;
}

function cutLines(
  text: string,
  { lines, width, length }: DiffBounds,
): { readonly text: string; readonly isWhole: boolean } {
  const all = text.split("\n");
  const shown: string[] = [];
  let left = length;
  for (const line of all) {
    const short = cut(line, width);
    left -= short.length + 1;
    if (shown.length >= lines || left < 0) break;
    shown.push(short);
  }
  const isWhole = shown.length === all.length && all.every((line) => line.length <= width);
  if (shown.length < all.length) shown.push(`(… ${all.length - shown.length} more lines)`);
  return { text: shown.join("\n"), isWhole };
}

const plainEnds = (text: string) => text.replace(/\r\n?/g, "\n");

function cut(line: string, width: number): string {
  if (line.length <= width) return line;
  const code = line.charCodeAt(width - 1);
  const end = code >= 0xd800 && code < 0xdc00 ? width - 1 : width;
  return `${line.slice(0, end)} (… ${line.length - end} more characters)`;
}
