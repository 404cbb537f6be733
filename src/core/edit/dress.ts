// Lines of a snippet as they should stand in a file: moved to where the definition stands, with the file's tabs or
// spaces. What lies in a literal is text of the program and is never moved.

import { type CodeText, inLiteral } from "../code/codeText.ts";
import type { LineRange } from "../code/lineRange.ts";
import { diffLines } from "./lineDiff.ts";

/** How a text is indented. */
export interface IndentStyle {
  /** undefined where nothing tells, or both are used alike. */
  readonly tabs: boolean | undefined;
  /** Columns of one step. */
  readonly unit: number;
  /** Whether a step was seen: `unit` is the editor's otherwise. */
  readonly seen: boolean;
}

const indentOf = (line: string) => /^[ \t]*/.exec(line)?.[0] ?? "";

/** The style of `lines`, without those that begin in literals and comments. `tabSize` stands in where no step is seen. */
export function styleOf(
  { lines, code, inside }: CodeText,
  tabSize: number,
  { start, end }: LineRange = { start: 0, end: lines.length },
): IndentStyle {
  let tabs = 0;
  let spaces = 0;
  const steps = new Map<number, number>();
  let before: { readonly width: number; readonly opens: boolean } | undefined;
  for (let index = start; index < end; index++) {
    const line = lines[index] ?? "";
    if (inside[index] !== 0 || line.trim() === "") continue;
    const indent = indentOf(line);
    if (indent.startsWith("\t")) tabs++;
    else if (indent !== "") spaces++;
    const width = indent.startsWith("\t") ? -1 : indent.length;
    if (before?.opens && before.width >= 0 && width > before.width) {
      steps.set(width - before.width, (steps.get(width - before.width) ?? 0) + 1);
    }
    before = { width, opens: /[{:]\s*$|^\s*(?:def|class|module|if|do)\b/.test(code[index] ?? "") };
  }
  const [unit] = [...steps].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [tabSize];
  return {
    tabs: tabs === 0 && spaces === 0 ? undefined : tabs === spaces ? undefined : tabs > spaces,
    unit,
    seen: steps.size > 0,
  };
}

/** What is dressed, and like what. */
export interface Dressing {
  readonly snippet: CodeText;
  readonly snippetStyle: IndentStyle;
  readonly fileStyle: IndentStyle;
  /** The indentation of the line that says where the snippet's lines belong, and of its mate in the file. */
  readonly from: string;
  readonly to: string;
  /** The file's lines that are replaced: what of them comes back the same keeps its blanks. */
  readonly old: readonly string[];
  /** How these are indented, which may be unlike the rest of the file. */
  readonly oldStyle: IndentStyle | undefined;
}

/**
 * The lines `range` of the snippet as the file would have them. Of several ways to read their indentation that one is
 * taken which brings back most of the old lines as they were.
 */
export function dress(range: LineRange, dressing: Dressing): string[] {
  const { snippet, old, fileStyle, snippetStyle, oldStyle } = dressing;
  const own = styleOf(snippet, snippetStyle.unit, range);
  const styled = own.seen && snippetStyle.seen ? { ...own, tabs: own.tabs ?? snippetStyle.tabs } : snippetStyle;
  const wanted = oldStyle?.seen && oldStyle.tabs !== undefined ? oldStyle : fileStyle;
  const ways = [moved(range, { ...dressing, snippetStyle: styled, fileStyle: wanted })];
  if (old.length > 2) {
    ways.push(moved(range, { ...dressing, snippetStyle: { ...styled, seen: false }, fileStyle: wanted }));
    if (own.seen && !styled.seen)
      ways.push(
        moved(range, { ...dressing, snippetStyle: { ...styled, ...own, tabs: styled.tabs }, fileStyle: wanted }),
      );
    if (wanted !== fileStyle) ways.push(moved(range, { ...dressing, snippetStyle: styled }));
    if (fileStyle.unit !== wanted.unit)
      ways.push(moved(range, { ...dressing, snippetStyle: styled, fileStyle: wanted }, fileStyle.unit));
  }
  const known = new Set(old);
  const score = (lines: readonly string[]) => lines.filter((line) => line.trim() !== "" && known.has(line)).length;
  const scores = ways.map(score);
  const best = ways[scores.indexOf(Math.max(...scores))] ?? [];
  return keepBlanks(best, old, dressing);
}

/** The lines moved and converted in one way. `given` columns are a step of the snippet when that is not what it seems. */
function moved(range: LineRange, dressing: Dressing, given?: number): string[] {
  const { snippet, old } = dressing;
  const known = new Set(old);
  const lines: string[] = [];
  for (let index = range.start; index < range.end; index++) {
    const line = snippet.lines[index] ?? "";
    if (snippet.inside[index] !== inLiteral) {
      lines.push(line.trim() === "" ? "" : indented(line, dressing, given));
      continue;
    }
    let end = index;
    while (end < range.end && snippet.inside[end] === inLiteral) end++;
    const text = snippet.lines.slice(index, end);
    const shifted = text.map((each) => (each.trim() === "" ? each : indented(each, dressing, given)));
    const count = (each: readonly string[]) => each.filter((one) => one.trim() !== "" && known.has(one)).length;
    // Models move the text of a literal with the code around it: as the file has it, or as documentation is written.
    const [stays, moves] = [count(text), count(shifted)];
    const isMoved = stays === moves ? isDocstring(snippet, index) : moves > stays;
    for (const each of isMoved ? shifted : text) lines.push(each);
    index = end - 1;
  }
  return lines;
}

/** Lines of a string that stands by itself, as Python's documentation does. */
function isDocstring({ code, inside, syntax }: CodeText, index: number): boolean {
  if (syntax.family !== "python") return false;
  let start = index;
  while (start > 0 && inside[start] === inLiteral) start--;
  return /^\s*"+$/.test(code[start] ?? "");
}

/** Moved from `from` to `to`; a line that is left of `from` stays where it is. */
function indented(line: string, { from, to, snippetStyle, fileStyle }: Dressing, step?: number): string {
  const indent = indentOf(line);
  const text = line.slice(indent.length);
  const isSame =
    snippetStyle.tabs === fileStyle.tabs || snippetStyle.tabs === undefined || fileStyle.tabs === undefined;
  const isOtherWidth =
    !fileStyle.tabs && snippetStyle.seen && fileStyle.seen && snippetStyle.unit !== (step ?? fileStyle.unit);
  if (isSame && !isOtherWidth) return indent.startsWith(from) ? to + indent.slice(from.length) + text : line;
  const given = snippetStyle.tabs ? (step ?? fileStyle.unit) : snippetStyle.unit;
  const width = columns(indent, given) - columns(from, given);
  if (width < 0) return line;
  const steps = Math.floor(width / given);
  return (
    to + (fileStyle.tabs ? "\t" : " ".repeat(step ?? fileStyle.unit)).repeat(steps) + " ".repeat(width % given) + text
  );
}

function columns(indent: string, unit: number): number {
  let width = 0;
  for (const char of indent) width += char === "\t" ? unit : 1;
  return width;
}

/** Lines that are the old ones but for blanks at their end, or tabs that come to the same, are the old ones. */
function keepBlanks(lines: string[], old: readonly string[], { fileStyle }: Dressing): string[] {
  const { unit } = fileStyle;
  const plain = (line: string) => {
    const indent = indentOf(line);
    return line.trim() === "" ? "" : " ".repeat(columns(indent, unit)) + line.slice(indent.length).trimEnd();
  };
  const hunks = diffLines(old.map(plain), lines.map(plain));
  let at = 0;
  let oldAt = 0;
  for (const { oldStart, oldEnd, newLines } of [...hunks, { oldStart: old.length, oldEnd: old.length, newLines: [] }]) {
    for (; oldAt < oldStart; oldAt++, at++) lines[at] = old[oldAt] ?? "";
    oldAt = oldEnd;
    at += newLines.length;
  }
  return lines;
}
