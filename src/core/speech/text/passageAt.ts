// What to read when nothing is selected.

import { paragraphAt } from "../../code/codeSymbol.ts";
import { commentsOf } from "./commentSyntax.ts";
import { linesOf } from "./lines.ts";

/** A stretch of a text, in UTF-16 units. */
export interface Passage {
  readonly start: number;
  readonly end: number;
}

/** The lines around `offset` up to blank ones; on a blank line, the paragraph that follows. Undefined when none does. */
export function passageAt(text: string, offset: number): Passage | undefined {
  const lines = linesOf(text);
  const lineAt = (index: number) => lines[index]?.text ?? "";
  let line = lines.findLastIndex(({ start }) => start <= offset);
  while (line < lines.length && !/\S/.test(lineAt(line))) line++;
  if (line >= lines.length) return undefined;
  const { start, end } = paragraphAt(lines.length, lineAt, line);
  return { start: lines[start]?.start ?? 0, end: (lines[end - 1]?.start ?? 0) + lineAt(end - 1).length };
}

/** The comment at `offset`, with the line comments that follow one another as one; undefined outside of comments. */
export function commentAt(text: string, offset: number, languageId: string): Passage | undefined {
  const comments = commentsOf(text, languageId);
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  // The space before a comment on its line belongs to it.
  const index = comments.findIndex(
    ({ start, end }) =>
      offset <= end && (offset >= start || (start >= lineStart && !/\S/.test(text.slice(lineStart, start)))),
  );
  const found = comments[index];
  if (!found || (offset < found.start && text.slice(offset, found.start).includes("\n"))) return undefined;
  if (found.kind === "block") return found;
  let first = index;
  let last = index;
  const follows = (a: number, b: number) => {
    const between = text.slice(comments[a]?.end ?? 0, comments[b]?.start ?? 0);
    return (
      comments[a]?.kind === "line" &&
      comments[b]?.kind === "line" &&
      !/\S/.test(between) &&
      between.split("\n").length <= 2
    );
  };
  while (first > 0 && follows(first - 1, first)) first--;
  while (last + 1 < comments.length && follows(last, last + 1)) last++;
  return { start: comments[first]?.start ?? 0, end: comments[last]?.end ?? 0 };
}
