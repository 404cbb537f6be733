// What comes to stand where the old text was found. What the new text does not change stays as it is in the file, with
// whatever was different about it; the rest is brought into the file's form.

import { diffLines } from "../lineDiff.ts";
import { eolNear, type FileLines, linesOf, type Span, withoutTrailing } from "./fileLines.ts";
import { fold, isBetweenLetters, unfoldColumn } from "./foldText.ts";
import { indentOf, learnIndent } from "./moveIndent.ts";

/** How the texts of an edit are read, and how the old one stands in the file. */
export interface Replacement {
  readonly old: readonly string[];
  readonly new: readonly string[];
  /** The indentation differs: that of the new lines has to move. */
  readonly moves: boolean;
  /** The first line is a part of one of the file: what stands before it there is no matter of the old text. */
  readonly isBroken: boolean;
  readonly folds: boolean;
  /** What the file may be indented by, the likeliest first. */
  readonly units: readonly string[];
}

/** The text for `span` of `file`; undefined when it cannot be told how its lines are to be indented. */
export function replacementOf(file: FileLines, span: Span, replacement: Replacement): string | undefined {
  const { folds } = replacement;
  const found = linesOf(file, span);
  const texts = trimmedLikeFile(replacement, found);
  const { old, new: lines } = texts;
  const startsLine = (file.lines[span.start.line] ?? "").slice(0, span.start.column).trim() === "";
  const move = replacement.moves ? mover(found, texts, startsLine) : (indent: string) => indent;
  if (!move) return undefined;
  const eol = eolNear(file, span.start.line);
  const result: { text: string; eol: string }[] = [];
  let at = 0;
  const keep = (to: number) => {
    for (; at < to; at++) result.push({ text: found[at] ?? "", eol: file.eols[span.start.line + at] || eol });
  };
  for (const { oldStart, oldEnd, newLines } of diffLines(old, lines)) {
    keep(oldStart);
    const isPaired = newLines.length === oldEnd - oldStart;
    for (const [nth, line] of newLines.entries()) {
      const isFirst = result.length === 0 && replacement.isBroken;
      const indent = isFirst || line.trim() === "" ? indentOf(line) : move(indentOf(line));
      if (indent === undefined) return undefined;
      const text = (line.trim() === "" && replacement.moves ? "" : indent) + line.slice(indentOf(line).length);
      const before = isPaired && folds ? old[oldStart + nth] : undefined;
      const kept = before === undefined ? text : keepLetters(found[oldStart + nth] ?? "", before, line, indent);
      result.push({ text: kept, eol: isPaired ? file.eols[span.start.line + oldStart + nth] || eol : eol });
    }
    at = oldEnd;
  }
  keep(old.length);
  return result.map(({ text, eol: end }, nth) => (nth === result.length - 1 ? text : text + end)).join("");
}

function mover(found: readonly string[], { old, new: lines, isBroken, units }: Replacement, startsLine: boolean) {
  const pairs = old
    .map((line, at) => ({ from: line, to: found[at] ?? "" }))
    .filter(({ from }, at) => from.trim() !== "" && !(isBroken && at === 0))
    .map(({ from, to }) => ({ from: indentOf(from), to: indentOf(to) }));
  // A first line without its indentation is one thing; where all have lost theirs it cannot be told which is which.
  if (isBroken && startsLine && pairs.some(({ from, to }) => from === "" && to !== "")) return undefined;
  const fresh = lines.filter((line, at) => line.trim() !== "" && !(isBroken && at === 0));
  return learnIndent(
    pairs.map(({ from }) => from),
    pairs.map(({ to }) => to),
    fresh.map(indentOf),
    units,
  );
}

/** Where the old lines end in spaces that the file has not, no line of either text does. */
function trimmedLikeFile(replacement: Replacement, found: readonly string[]): Replacement {
  const { old, new: lines } = replacement;
  const isSpurious = old.some((line, at) => /[ \t]$/.test(line) && !/[ \t]$/.test(found[at] ?? ""));
  return isSpurious ? { ...replacement, old: old.map(withoutTrailing), new: lines.map(withoutTrailing) } : replacement;
}

/** `line`, the new form of `before`, with the letters of the file where both begin and end alike. */
function keepLetters(inFile: string, before: string, line: string, indent: string): string {
  const bodies = [inFile, before, line].map((each) => each.slice(indentOf(each).length));
  const [original = "", folded = "", fresh = ""] = [bodies[0], fold(bodies[1] ?? ""), fold(bodies[2] ?? "")];
  const length = withoutTrailing(fold(original)).length;
  if (withoutTrailing(folded).length !== length) return indent + (bodies[2] ?? "");
  let start = 0;
  while (start < folded.length && folded[start] === fresh[start]) start++;
  let end = 0;
  const most = Math.min(folded.length, fresh.length) - start;
  while (end < most && folded.at(-1 - end) === fresh.at(-1 - end)) end++;
  const [from, to] = [start, folded.length - end];
  if (!isBetweenLetters(original, from) || !isBetweenLetters(original, to)) return indent + (bodies[2] ?? "");
  const body = bodies[2] ?? "";
  const middle = body.slice(unfoldColumn(body, start), unfoldColumn(body, fresh.length - end));
  return indent + original.slice(0, unfoldColumn(original, from)) + middle + original.slice(unfoldColumn(original, to));
}
