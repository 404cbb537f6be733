// The groups of lines that the agent changed in a file, to be kept and undone one by one.

import { diffLines } from "../../edit/lineDiff.ts";
import { bytesOfLineText, linesOf } from "./lineText.ts";
import type { PendingFile } from "./pendingFile.ts";

/** Lines that the agent changed: `[start, end)` of the text as it is, in place of `[oldStart, oldEnd)` of the text without. */
export interface ChangedLines {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly start: number;
  readonly end: number;
}

/** The groups of lines that the agent changed in a file, in order; none where there are no lines to tell apart. */
export function changedLinesOf({ without, text, isMixed }: PendingFile): readonly ChangedLines[] {
  if (without === undefined || text === undefined || isMixed) return [];
  let grown = 0;
  return diffLines(linesOf(without), linesOf(text)).map(({ oldStart, oldEnd, newLines }) => {
    const start = oldStart + grown;
    grown += newLines.length - (oldEnd - oldStart);
    return { oldStart, oldEnd, start, end: start + newLines.length };
  });
}

/** The group at a line, from 0; one that only took lines away stands at the line before them and at the line behind. */
export function changedLinesAt(groups: readonly ChangedLines[], line: number): ChangedLines | undefined {
  const at = groups.find(({ start, end }) => line >= start && line < end);
  return at ?? groups.find(({ start, end }) => start === end && (line === start || line === start - 1));
}

/** The text as it is with `lines` as they were. */
export function withoutLines({ without = "", text = "" }: PendingFile, lines: ChangedLines): Uint8Array {
  const old = linesOf(without).slice(lines.oldStart, lines.oldEnd);
  return bytesOfLineText(
    linesOf(text)
      .toSpliced(lines.start, lines.end - lines.start, ...old)
      .join(""),
  );
}

/** The text without the agent's changes, but for `lines`, which stay. */
export function withLines({ without = "", text = "" }: PendingFile, lines: ChangedLines): Uint8Array {
  const fresh = linesOf(text).slice(lines.start, lines.end);
  return bytesOfLineText(
    linesOf(without)
      .toSpliced(lines.oldStart, lines.oldEnd - lines.oldStart, ...fresh)
      .join(""),
  );
}
