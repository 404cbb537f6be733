// A text with its structure, and the questions that placing asks of it.

import type { CodeItem, IsGap } from "../code/codeItem.ts";
import { innerItems, membersOf, rootItems } from "../code/codeItems.ts";
import type { CodeText } from "../code/codeText.ts";
import type { LineRange } from "../code/lineRange.ts";
import { readCode } from "../code/readCode.ts";
import type { Syntax } from "../code/syntax.ts";

/** Deeper than this nobody defines what an answer would replace. */
const deepest = 12;

/** Items of one text, and of which item they are the members. */
export interface Structure {
  readonly text: CodeText;
  readonly items: readonly CodeItem[];
  members(item: CodeItem): readonly CodeItem[] | undefined;
}

/** A definition with what it stands in, outermost first. */
export interface Found {
  readonly item: CodeItem;
  readonly siblings: readonly CodeItem[];
  readonly path: readonly CodeItem[];
}

/** undefined where the text surprises. */
export function structureOf(lines: readonly string[], syntax: Syntax, isGap: IsGap): Structure | undefined {
  const text = readCode(lines, syntax);
  const items = text && rootItems(text, isGap);
  if (!text || !items) return undefined;
  const known = new Map<CodeItem, readonly CodeItem[] | undefined>();
  const members = (item: CodeItem) => {
    if (!known.has(item)) known.set(item, membersOf(text, item, isGap));
    return known.get(item);
  };
  return { text, items, members };
}

/** Every definition of the text, those in functions included. */
export function allDefinitions({ text, items, members }: Structure, isGap: IsGap): readonly Found[] {
  const found: Found[] = [];
  const visit = (siblings: readonly CodeItem[], path: readonly CodeItem[]) => {
    for (const item of siblings) {
      if (item.type === "definition") found.push({ item, siblings, path });
      if (path.length >= deepest || item.type === "comment" || item.type === "gap") continue;
      visit(members(item) ?? innerItems(text, item, isGap), [...path, item]);
    }
  };
  visit(items, []);
  return found;
}

/** The lines of a range. */
export const linesIn = (lines: readonly string[], { start, end }: LineRange) => lines.slice(start, end);

/** A line that says something: a brace or a lone keyword is found everywhere. */
export const isTelling = (line: string) =>
  /[\p{L}\p{N}_]{2}/u.test(line) && !/^\s*(?:end|else|return|pass|break|try|do|begin);?\s*\{?$/.test(line);

export const isBlank = (line: string) => line.trim() === "";

/** What a range says, whatever its layout: for comparing. */
export function wordsOf(lines: readonly string[], { start, end }: LineRange): string {
  return lines
    .slice(start, end)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}
