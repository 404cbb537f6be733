// Puts an item of the snippet in place of the one it means, as a whole.
// mergeLevel asks it for what has no members, and for what stands above the heads of those that have.

import type { CodeItem } from "../code/codeItem.ts";
import { styleOf } from "./dress.ts";
import { dressed, indentOf } from "./dressed.ts";
import type { Edit } from "./edit.ts";
import { fillGaps } from "./fillGaps.ts";
import { isList, withComma } from "./listComma.ts";
import { Unsure } from "./matchItems.ts";
import type { Merge } from "./merge.ts";
import { isTelling, linesIn, wordsOf } from "./structure.ts";

/** All of the item in place of all of its mate, comments and decorators included. Throws `Unsure`. */
export function replaceLeaf(merge: Merge, item: CodeItem, mate: CodeItem): readonly Edit[] {
  const { snippet, file, isGap } = merge;
  const edits = leadEdits(merge, item, mate);
  const range = { start: mate.head, end: mate.end };
  const old = linesIn(file.text.lines, range);
  const to = indentOf(file.text.lines[mate.head]);
  let lines: readonly string[] = dressed(
    merge,
    { start: item.head, end: item.end },
    item.head,
    to,
    old,
    styleOf(file.text, merge.fileStyle.unit, range),
  );
  if (lines.some(isGap)) lines = filled(merge, item, mate, lines, old);
  if (isList(mate) || isList(item)) {
    const hasComma = /,\s*$/.test(file.text.code[mate.end - 1] ?? "");
    const isLast = /,\s*$/.test(snippet.text.code[item.end - 1] ?? "");
    if (hasComma !== isLast) lines = withComma(lines, hasComma);
  }
  if (lines.length === old.length && lines.every((line, index) => line === old[index])) return edits;
  return [...edits, { ...range, lines }];
}

/** The comments and decorators above; what the snippet leaves out stays. */
export function leadEdits(merge: Merge, item: CodeItem, mate: CodeItem): readonly Edit[] {
  const { snippet, file } = merge;
  const edits: Edit[] = [];
  const to = indentOf(file.text.lines[mate.head]);
  const parts = [
    [{ start: item.start, end: item.decorators }, { start: mate.start, end: mate.decorators }, true],
    [{ start: item.decorators, end: item.head }, { start: mate.decorators, end: mate.head }, false],
  ] as const;
  for (const [mine, theirs, isComment] of parts) {
    if (mine.start === mine.end) continue;
    const said = wordsOf(snippet.text.lines, mine);
    const stood = wordsOf(file.text.lines, theirs);
    if (said === stood || stood.endsWith(`\n${said}`)) continue;
    // A remark of the file that only stands above here because the snippet leaves out what is between.
    if (isComment && linesIn(snippet.text.lines, mine).every((line) => merge.known.has(line.trim()))) continue;
    const old = linesIn(file.text.lines, theirs);
    const lines = dressed(merge, mine, item.head, to, old);
    // A remark of another kind than the documentation that stands there does not replace it.
    const isRemark = isComment && stood !== "" && markOf(said) !== markOf(stood);
    edits.push(isRemark ? { start: theirs.end, end: theirs.end, lines } : { ...theirs, lines });
  }
  return edits;
}

const markOf = (comment: string) => /^\S{1,3}?(?=[\s\w]|$)/.exec(comment)?.[0] ?? "";

/** What a gap in a function stands for is found in the function. */
function filled(
  merge: Merge,
  item: CodeItem,
  mate: CodeItem,
  lines: readonly string[],
  old: readonly string[],
): readonly string[] {
  const { isGap } = merge;
  const isWhole = item.body !== undefined && mate.body !== undefined;
  const head = isWhole ? (item.body?.start ?? 0) - item.head : 0;
  const foot = isWhole ? item.end - (item.body?.end ?? 0) : 0;
  const oldHead = isWhole ? (mate.body?.start ?? 0) - mate.head : 0;
  const oldFoot = isWhole ? mate.end - (mate.body?.end ?? 0) : 0;
  const inner = lines.slice(head, lines.length - foot);
  if (!inner.some((line) => isTelling(line) && !isGap(line))) {
    // Only the head is new.
    return [...lines.slice(0, head), ...old.slice(oldHead, old.length - oldFoot), ...lines.slice(lines.length - foot)];
  }
  const body = fillGaps(inner, old.slice(oldHead, old.length - oldFoot), isGap);
  if (body === undefined) throw new Unsure("elided");
  return [...lines.slice(0, head), ...body, ...lines.slice(lines.length - foot)];
}
