// Statements have no names: a new one takes the place of an old one by where it stands and by how it begins.
// mergeLevel asks before it inserts them.

import type { CodeItem } from "../code/codeItem.ts";
import type { LineRange } from "../code/lineRange.ts";
import type { Neighbour } from "./anchors.ts";
import type { Edit } from "./edit.ts";
import { Unsure } from "./matchItems.ts";
import type { Merge } from "./merge.ts";
import { replaceLeaf } from "./replaceLeaf.ts";
import type { Structure } from "./structure.ts";

/**
 * Statements that the file does not have are put in place of those that stand between the same neighbours, if they are
 * as many and begin alike. undefined: there is nothing between them. Throws `Unsure`.
 */
export function replaceStatements(
  merge: Merge,
  statements: readonly CodeItem[],
  others: readonly CodeItem[],
  before: Neighbour,
  after: Neighbour,
): readonly Edit[] | undefined {
  if (before.gap || after.gap) throw new Unsure("elided");
  const from = before.item ? others.indexOf(before.item) + 1 : 0;
  const to = after.item ? others.indexOf(after.item) : others.length;
  const hasPlace = (item: CodeItem | undefined) => item === undefined || others.includes(item);
  if (!hasPlace(before.item) || !hasPlace(after.item) || to < from) throw new Unsure();
  if (!before.item && !after.item) throw new Unsure();
  const between = others.slice(from, to).filter(({ type }) => type !== "comment");
  if (between.length === 0) return undefined;
  if (between.length !== statements.length || between.some(({ type }) => type !== "statement")) throw new Unsure();
  const edits: Edit[] = [];
  for (const [index, item] of statements.entries()) {
    const mate = between[index];
    if (mate === undefined || !isAlike(merge, item, mate)) throw new Unsure();
    for (const edit of replaceLeaf(merge, item, mate)) edits.push(edit);
  }
  return edits;
}

/** Both begin alike, and the new one has most of what the old one says. */
function isAlike({ snippet, file }: Merge, item: CodeItem, mate: CodeItem): boolean {
  const tokens = (structure: Structure, { head, end }: LineRange & { head: number }) =>
    structure.text.lines
      .slice(head, end)
      .join("\n")
      .match(/[\p{L}\p{N}_]+/gu) ?? [];
  const own = tokens(snippet, item);
  const old = tokens(file, mate);
  if (own[0] !== old[0]) return false;
  const has = new Set(own);
  return old.filter((each) => has.has(each)).length >= old.length * 0.6;
}
