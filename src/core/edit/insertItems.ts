// Brings items that the file does not have to a place beside one that it has.
// mergeLevel says which place that is.

import type { CodeItem } from "../code/codeItem.ts";
import { dressed, indentOf } from "./dressed.ts";
import type { Edit } from "./edit.ts";
import { isList, withComma } from "./listComma.ts";
import { Unsure } from "./matchItems.ts";
import type { Merge } from "./merge.ts";
import { linesIn } from "./structure.ts";

/** An item of the file, and the line before which something is inserted: its first, or the one after its last. */
type Spot = CodeItem & { readonly at: number };

/** After the item. */
export const behind = (item: CodeItem): Spot => ({ ...item, at: item.end });
/** Before it, the comments above it included. */
export const above = (item: CodeItem): Spot => ({ ...item, at: item.start });

/**
 * Adds to `edits` what brings `items`, which follow one another, to `spot`, with so many blank lines before and after.
 * Throws `Unsure` where something is left out among them.
 */
export function insertItems(
  merge: Merge,
  edits: Edit[],
  items: readonly CodeItem[],
  spot: Spot,
  before: number,
  after: number,
): void {
  const { file, isGap } = merge;
  const to = indentOf(file.text.lines[spot.head]);
  const lines: string[] = Array.from({ length: before }, () => "");
  let position: number | undefined;
  for (const item of items) {
    if (position !== undefined) for (let blank = position; blank < item.start; blank++) lines.push("");
    for (const line of dressed(merge, item, item.head, to, [])) lines.push(line);
    if (items.some(({ type }) => type === "gap") || linesIn(lines, { start: 0, end: lines.length }).some(isGap))
      throw new Unsure("elided");
    position = item.end;
  }
  for (let count = 0; count < after; count++) lines.push("");
  if (!isList(spot) || items.every(({ type }) => type === "comment"))
    return void edits.push({ start: spot.at, end: spot.at, lines });
  insertInList(merge, edits, spot, lines);
}

/** Entries of a list are parted by commas. */
function insertInList({ file }: Merge, edits: Edit[], spot: Spot, lines: readonly string[]): void {
  const isBefore = spot.at === spot.start;
  if (isBefore) return void edits.push({ start: spot.at, end: spot.at, lines: withComma(lines, true) });
  const lastEdit = edits.findIndex(({ end, start }) => end === spot.end && start < end);
  const own = edits[lastEdit];
  const last = own ? (own.lines.at(-1) ?? "") : (file.text.lines[spot.end - 1] ?? "");
  const code = own ? last : (file.text.code[spot.end - 1] ?? "");
  if (/,\s*$/.test(code)) return void edits.push({ start: spot.at, end: spot.at, lines: withComma(lines, true) });
  if (code.trimEnd() !== last.trimEnd() && !own) throw new Unsure();
  const ended = [`${last.trimEnd()},`, ...withComma(lines, false)];
  if (own) edits[lastEdit] = { ...own, lines: [...own.lines.slice(0, -1), ...ended] };
  else edits.push({ start: spot.end - 1, end: spot.end, lines: ended });
}
