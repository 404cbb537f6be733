// Merges the items of one level: what means something of the file takes its place, a class member by member, and what is
// new goes beside what has a place. mergeItems begins with the outermost level.

import type { CodeItem } from "../code/codeItem.ts";
import type { LineRange } from "../code/lineRange.ts";
import { findAnchors, neighbourOf } from "./anchors.ts";
import { dressed, indentOf } from "./dressed.ts";
import type { Edit } from "./edit.ts";
import { above, behind, insertItems } from "./insertItems.ts";
import { matchItems, Unsure } from "./matchItems.ts";
import type { Merge } from "./merge.ts";
import { leadEdits, replaceLeaf } from "./replaceLeaf.ts";
import { replaceStatements } from "./replaceStatements.ts";
import { isBlank, linesIn, type Structure, wordsOf } from "./structure.ts";

/**
 * The edits that bring `items` of the snippet among `others` of the file, in no order. `within` is the file's definition
 * they are members of, `mates` those of the file that they mean. Throws `Unsure`.
 */
export function mergeLevel(
  merge: Merge,
  items: readonly CodeItem[],
  others: readonly CodeItem[],
  within: CodeItem | undefined,
  mates: ReadonlyMap<CodeItem, CodeItem>,
): readonly Edit[] {
  const level = new Level(merge, items, others, within, mates);
  return level.merge();
}

class Level {
  readonly #merge: Merge;
  readonly #items: readonly CodeItem[];
  readonly #others: readonly CodeItem[];
  readonly #within: CodeItem | undefined;
  readonly #edits: Edit[] = [];
  /** Items of the snippet that have a place: their mates, or what says the same. */
  readonly #anchors: ReadonlyMap<CodeItem, CodeItem>;

  constructor(
    merge: Merge,
    items: readonly CodeItem[],
    others: readonly CodeItem[],
    within: CodeItem | undefined,
    mates: ReadonlyMap<CodeItem, CodeItem>,
  ) {
    this.#merge = merge;
    this.#items = items;
    this.#others = others;
    this.#within = within;
    this.#anchors = findAnchors(merge, items, others, mates);
  }

  merge(): readonly Edit[] {
    for (const [item, mate] of this.#anchors) {
      if (item.type !== "definition") continue;
      for (const edit of mergeDefinition(this.#merge, item, mate)) this.#edits.push(edit);
    }
    for (let index = 0; index < this.#items.length; index++) {
      const item = this.#items[index];
      if (item === undefined || item.type === "gap" || this.#anchors.has(item)) continue;
      if (item.type === "comment" && this.#isKnownComment(item)) continue;
      let end = index + 1;
      while (end < this.#items.length && this.#isNew(this.#items[end])) end++;
      this.#place(index, end);
      index = end - 1;
    }
    return this.#edits;
  }

  #isNew(item: CodeItem | undefined): boolean {
    if (item === undefined || item.type === "gap" || this.#anchors.has(item)) return false;
    return !(item.type === "comment" && this.#isKnownComment(item));
  }

  #isKnownComment(item: CodeItem): boolean {
    const { snippet, known } = this.#merge;
    return linesIn(snippet.text.lines, item).every((line) => known.has(line.trim()));
  }

  /** New items `[start, end)`, one after the other. */
  #place(start: number, end: number): void {
    const items = this.#items.slice(start, end);
    const before = neighbourOf(this.#items, this.#anchors, start, -1);
    const after = neighbourOf(this.#items, this.#anchors, end - 1, 1);
    const statements = items.filter(({ type }) => type === "statement");
    if (statements.length > 0) {
      const edits = replaceStatements(this.#merge, statements, this.#others, before, after);
      for (const edit of edits ?? []) this.#edits.push(edit);
      if (edits) return;
    }
    const { lines } = this.#merge.snippet.text;
    const blankBefore = blankLinesBefore(lines, items[0]?.start ?? 0);
    const blankAfter = blankLinesBefore(lines, this.#items[end]?.start ?? lines.length);
    if (before.item && !before.gap) {
      insertItems(this.#merge, this.#edits, items, behind(before.item), blankBefore, 0);
      return;
    }
    if (after.item && !after.gap) {
      insertItems(
        this.#merge,
        this.#edits,
        items,
        above(after.item),
        0,
        Math.max(blankAfter, items.at(-1)?.type === "comment" ? 1 : 0),
      );
      return;
    }
    const siblings = this.#others.filter(({ type }) => type !== "comment");
    const last = siblings.at(-1);
    const first = siblings[0];
    const hasMark = this.#items.some(({ type }) => type === "gap");
    if (!after.item && !after.gap && last && (this.#within || (before.gap && hasMark))) {
      const isSpaced =
        last.place !== "list" && (siblings.length < 2 || blankLinesBefore(this.#merge.file.text.lines, last.start) > 0);
      insertItems(this.#merge, this.#edits, items, behind(last), isSpaced ? 1 : 0, 0);
      return;
    }
    if (!before.item && !before.gap && first && this.#within) {
      const isSpaced = first.place !== "list" && blankAfter > 0;
      insertItems(this.#merge, this.#edits, items, above(first), 0, isSpaced ? 1 : 0);
      return;
    }
    throw new Unsure(hasMark ? "elided" : "nowhere");
  }
}

function blankLinesBefore(lines: readonly string[], line: number): number {
  let count = 0;
  while (count < 2 && line - count - 1 >= 0 && isBlank(lines[line - count - 1] ?? "")) count++;
  return line - count <= 0 ? 0 : count;
}

/** A definition in place of its mate. */
function mergeDefinition(merge: Merge, item: CodeItem, mate: CodeItem): readonly Edit[] {
  const { snippet, file, isCertain } = merge;
  if (
    wordsOf(snippet.text.lines, { start: item.decorators, end: item.end }) ===
    wordsOf(file.text.lines, { start: mate.decorators, end: mate.end })
  ) {
    const isSameLayout = item.end - item.head === mate.end - mate.head;
    if (isSameLayout && !hasLiteral(snippet, item)) return leadEdits(merge, item, mate);
  }
  if (!isCertain(mate)) throw new Unsure();
  const own = snippet.members(item);
  const old = file.members(mate);
  if (own && old && item.body && mate.body) return mergeMembers(merge, item, mate, own, old);
  const isEmpty = (old === undefined || old.length === 0) && !hasInnerCode(file, mate);
  if (mate.definition?.members !== undefined && item.definition?.members !== undefined && !isEmpty) throw new Unsure();
  if (old !== undefined && old.length > 0) throw new Unsure();
  return replaceLeaf(merge, item, mate);
}

const hasLiteral = ({ text }: Structure, { head, end }: CodeItem) => text.inside.slice(head, end).includes(1);

/** Whether there is anything between its brackets. */
function hasInnerCode({ text }: Structure, { regions }: CodeItem): boolean {
  return regions.some(({ start, end }) => {
    const lines = text.lines.slice(start.line, end.line + 1);
    if (lines.length === 1) return (lines[0] ?? "").slice(start.column, end.column).trim() !== "";
    return lines.slice(1, -1).some((line) => !isBlank(line)) || (lines[0] ?? "").slice(start.column).trim() !== "";
  });
}

function mergeMembers(
  merge: Merge,
  item: CodeItem,
  mate: CodeItem,
  own: readonly CodeItem[],
  old: readonly CodeItem[],
): readonly Edit[] {
  const { snippet, file } = merge;
  const edits = [...leadEdits(merge, item, mate)];
  const part = (which: CodeItem, end: "head" | "foot"): LineRange =>
    end === "head"
      ? { start: which.head, end: which.body?.start ?? which.head }
      : { start: which.body?.end ?? which.end, end: which.end };
  for (const end of ["head", "foot"] as const) {
    const [mine, theirs] = [part(item, end), part(mate, end)];
    const said = wordsOf(snippet.text.lines, mine);
    const stood = wordsOf(file.text.lines, theirs);
    if (said === stood || (end === "foot" && said.replace(/[;,]$/, "") === stood.replace(/[;,]$/, ""))) continue;
    const from = linesIn(file.text.lines, theirs);
    edits.push({ ...theirs, lines: dressed(merge, mine, item.head, indentOf(file.text.lines[mate.head]), from) });
  }
  const level = mergeLevel(merge, own, old, mate, matchItems(own, snippet, old, file));
  if (level.length === 0 && edits.length === 0) return edits;
  return [...edits, ...level];
}
