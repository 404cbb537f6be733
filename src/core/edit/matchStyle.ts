// What a model returns is dressed like the text it replaces: base indentation, tabs or spaces, blank lines at either end.
// Line endings, the byte order mark and the final newline are the document's (see hunk.ts).

import { inLiteral } from "../code/codeText.ts";
import { insideOf } from "../code/readCode.ts";
import { syntaxOf } from "../code/syntax.ts";

/**
 * `lines` in the style of `old`. `tabSize` is the document's; it says how many spaces a tab stands for. `language` is VS
 * Code's id: where it is known, what lies in a literal is text of the program and is never moved. The lines may be the
 * beginning of an answer that goes on.
 */
export function matchStyle(
  lines: readonly string[],
  old: readonly string[],
  tabSize: number,
  language?: string,
): string[] {
  const clean = trimBlank(lines.map((line, index) => (index === 0 ? line.replace(/^\uFEFF/, "") : line)));
  if (clean.length === 0) return [];
  const syntax = language === undefined ? undefined : syntaxOf(language);
  const inside = syntax && insideOf(clean, syntax);
  const indented = shift(convert(clean, old, tabSize), old, inside);
  const styled = indented.map((line, index) => (inside?.[index] === inLiteral ? (clean[index] ?? "") : line));
  return [...leadingBlank(old), ...styled, ...trailingBlank(old)];
}

const isBlank = (line: string) => line.trim() === "";
const indentOf = (line: string) => /^[ \t]*/.exec(line)?.[0] ?? "";

/** What opens `old` and is no text: the model is not asked to repeat it. Nothing when all of `old` is blank. */
function leadingBlank(old: readonly string[]): readonly string[] {
  const first = old.findIndex((line) => !isBlank(line));
  return first === -1 ? [] : old.slice(0, first);
}

function trailingBlank(old: readonly string[]): readonly string[] {
  const last = old.findLastIndex((line) => !isBlank(line));
  // A blank text keeps its last line: it may be a document's final newline.
  if (last === -1) return old.length > 1 ? old.slice(-1) : [];
  return old.slice(last + 1);
}

function trimBlank(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => !isBlank(line));
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex((line) => !isBlank(line)) + 1);
}

/** Tabs for spaces or spaces for tabs, when the old text uses one kind alone. */
function convert(lines: readonly string[], old: readonly string[], tabSize: number): string[] {
  const indents = old.map(indentOf);
  const tabs = indents.some((indent) => indent.includes("\t"));
  const spaces = indents.some((indent) => indent.startsWith(" "));
  if (tabs === spaces) return [...lines];
  if (spaces) return withSpaces(lines, tabSize);
  return withTabs(lines, tabSize);
}

/** `lines` indented with tabs, one for each step by which they indent; `tabSize` spaces where no step can be seen. */
export function withTabs(lines: readonly string[], tabSize: number): string[] {
  const unit = indentUnit(lines) ?? tabSize;
  return lines.map((line) => line.replace(/^[ \t]+/, (indent) => toTabs(indent, unit)));
}

/** `lines` indented with spaces, `tabSize` for a tab. */
export function withSpaces(lines: readonly string[], tabSize: number): string[] {
  return lines.map((line) => line.replace(/^[ \t]+/, (indent) => indent.replaceAll("\t", " ".repeat(tabSize))));
}

/** Spaces left over align, as in ` * ` of a comment, and stay. */
function toTabs(indent: string, unit: number): string {
  const width = [...indent].reduce((sum, each) => sum + (each === "\t" ? unit : 1), 0);
  return "\t".repeat(Math.floor(width / unit)) + " ".repeat(width % unit);
}

/** The step by which a text indents with spaces after a line that opens something, most of the time; else its usual one. */
function indentUnit(lines: readonly string[]): number | undefined {
  const said = lines.filter((line) => !isBlank(line));
  const opened = new Map<number, number>();
  const any = new Map<number, number>();
  for (const [index, line] of said.entries()) {
    const before = said[index - 1] ?? "";
    const step = (/^ */.exec(line)?.[0].length ?? 0) - (/^ */.exec(before)?.[0].length ?? 0);
    if (step < 2 || index === 0) continue;
    any.set(step, (any.get(step) ?? 0) + 1);
    if (/[{:]\s*$/.test(before)) opened.set(step, (opened.get(step) ?? 0) + 1);
  }
  const steps = opened.size > 0 ? opened : any;
  return [...steps].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
}

/** Lines that stand at the left edge whatever is around them. */
const outside =
  /^(?:#\s*(?:if|ifdef|ifndef|else|elif|endif|define|undef|pragma|region|endregion|error|line)\b|[A-Za-z_]\w*:\s*$)/;

/** Models often start at column 0: then everything moves in by what the old text was indented by. */
function shift(lines: readonly string[], old: readonly string[], inside: Uint8Array | undefined): string[] {
  const isMoved = (line: string, index: number) =>
    !isBlank(line) && inside?.[index] !== inLiteral && !outside.test(line);
  const moved = lines.filter(isMoved);
  const first = (text: readonly string[]) => indentOf(text.find((line) => !isBlank(line) && !outside.test(line)) ?? "");
  const base = commonIndent(old.filter((line) => !outside.test(line)));
  const given = commonIndent(moved);
  // It begins where the old text does: a line further left is one that has to be there.
  if (!base.startsWith(given) || base === given || (first(lines) === first(old) && first(old) !== ""))
    return [...lines];
  const missing = base.slice(given.length);
  return lines.map((line, index) => (isMoved(line, index) ? missing + line : line));
}

/** What every line that is not blank begins with. */
export function commonIndent(lines: readonly string[]): string {
  let common: string | undefined;
  for (const line of lines) {
    if (isBlank(line)) continue;
    const indent = indentOf(line);
    if (common === undefined) common = indent;
    while (!indent.startsWith(common)) common = common.slice(0, -1);
  }
  return common ?? "";
}
