// Parts of a text by line and column.
// Statements between brackets are split by them; lines alone are a LineRange.

import type { CodeText } from "./codeText.ts";

/** A character's place. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Text between two places; the end is not part of it. */
export interface Region {
  readonly start: Position;
  readonly end: Position;
}

/** The text of a region, lines joined. */
export function sliceOf(lines: readonly string[], { start, end }: Region): string {
  if (start.line === end.line) return (lines[start.line] ?? "").slice(start.column, end.column);
  return [
    (lines[start.line] ?? "").slice(start.column),
    ...lines.slice(start.line + 1, end.line),
    (lines[end.line] ?? "").slice(0, end.column),
  ].join("\n");
}

/** The next character that is code, from `from` on; undefined at `end`. */
export function nextCode({ code }: CodeText, from: Position, end: Position): Position | undefined {
  for (let line = from.line; line <= end.line; line++) {
    const text = line === end.line ? (code[line] ?? "").slice(0, end.column) : (code[line] ?? "");
    const start = line === from.line ? from.column : 0;
    const found = text.slice(start).search(/\S/);
    if (found !== -1) return { line, column: start + found };
  }
  return undefined;
}
