// The structure of a text: its statements, and what is defined in them, told from brackets and indentation outside of
// literals. It serves whole files and snippets alike. Where it is not sure it says so, and nothing is placed by it.

import { bracedItems } from "./bracedItems.ts";
import type { CodeItem, IsGap } from "./codeItem.ts";
import type { CodeText } from "./codeText.ts";
import { indentedItems } from "./indentedItems.ts";

/** The items of the whole text; undefined when its brackets or its indentation surprise. */
export function rootItems(text: CodeText, isGap: IsGap): readonly CodeItem[] | undefined {
  const last = text.lines.length - 1;
  const all = { start: 0, end: text.lines.length };
  if (text.syntax.layout === "indent") return indentedItems(text, all, "root", isGap);
  const region = { start: { line: 0, column: 0 }, end: { line: last, column: text.code[last]?.length ?? 0 } };
  return bracedItems(text, region, all, "root", isGap);
}

/** The members of a definition that has some; undefined when it has none, or they cannot be told apart. */
export function membersOf(text: CodeText, item: CodeItem, isGap: IsGap): readonly CodeItem[] | undefined {
  const members = item.definition?.members;
  if (members === undefined || item.body === undefined) return undefined;
  if (text.syntax.layout === "indent") return indentedItems(text, item.body, members, isGap);
  const [region] = item.regions;
  return region && bracedItems(text, region, item.body, members, isGap);
}

/** The statements in the code of an item that has no members: functions are defined in functions. */
export function innerItems(text: CodeText, item: CodeItem, isGap: IsGap): readonly CodeItem[] {
  if (text.syntax.layout === "indent") {
    return item.body ? (indentedItems(text, item.body, "statements", isGap) ?? []) : [];
  }
  return item.regions
    .filter(({ start, end }) => end.line - start.line > 1)
    .flatMap((region) => {
      const lines = { start: region.start.line + 1, end: region.end.line };
      return bracedItems(text, region, lines, "statements", isGap) ?? [];
    });
}
