// Where a snippet of an answer belongs in a file. The rules only ever take places that are certain; everything else is
// said, never guessed. What comes of it is shown as a proposal, so a person sees every line before it counts.

import type { CodeSymbol } from "../code/codeSymbol.ts";
import type { LineRange } from "../code/lineRange.ts";
import { syntaxOf } from "../code/syntax.ts";
import { styleOf } from "./dress.ts";
import { applyEdits } from "./edit.ts";
import { isElision } from "./judgeAnswer.ts";
import { Unsure } from "./matchItems.ts";
import { mergeItems } from "./mergeItems.ts";
import { placeLines } from "./placeLines.ts";
import { isBlank, isTelling, type Structure, structureOf } from "./structure.ts";
import { agreesWith } from "./symbolCheck.ts";

/** Lines of the file and what would stand there, or why there is no such place. */
export type Placement =
  | { readonly type: "lines"; readonly range: LineRange; readonly newLines: readonly string[] }
  /** The file says this already. */
  | { readonly type: "same" }
  /** Nothing in the file is certain to be what the snippet replaces. */
  | { readonly type: "nowhere" }
  /** It leaves code out where it cannot be told which. */
  | { readonly type: "elided" };

/** What is known of the file besides its text. */
export interface FileFacts {
  /** VS Code's id. */
  readonly language: string;
  /** How many spaces a tab stands for. */
  readonly tabSize: number;
  /** The outline of the file from its language's extension; undefined or empty where there is none. */
  readonly symbols?: readonly CodeSymbol[];
}

/** A longer text is no source that a person edits by answers. */
const maxLength = 4_000_000;

/**
 * Finds the place of `snippet` in `file`, both in lines without endings. An empty file takes all of it. Else definitions
 * replace those they mean, classes and their like member by member; imports are merged; a statement replaces the one
 * between the same neighbours; a run of lines whose first and last line are in the file, once each, replaces what lies
 * between. What the snippet does not speak of stays.
 */
export function placeSnippet(snippet: readonly string[], file: readonly string[], facts: FileFacts): Placement {
  const clean = trimBlank(snippet.map((line) => line.replace(/^\uFEFF/, "")));
  if (clean.length === 0) return { type: "nowhere" };
  const known = new Set(file.map((line) => line.trim()));
  const isGap = (line: string) => isElision(line) && !known.has(line.trim());
  if (file.every(isBlank)) return clean.some(isGap) ? { type: "elided" } : placementOf(file, [...clean, ""]);
  if (sizeOf(file) > maxLength || sizeOf(clean) > maxLength) return { type: "nowhere" };
  try {
    return placementOf(file, place(clean, file, facts, isGap, known));
  } catch (error) {
    if (error instanceof Unsure) return { type: clean.some(isGap) ? "elided" : error.reason };
    throw error;
  }
}

function place(
  snippet: readonly string[],
  file: readonly string[],
  { language, tabSize, symbols = [] }: FileFacts,
  isGap: (line: string) => boolean,
  known: ReadonlySet<string>,
): readonly string[] {
  const syntax = syntaxOf(language);
  const inFile = syntax && structureOf(file, syntax, () => false);
  const inSnippet = syntax && structureOf(snippet, syntax, isGap);
  if (!inFile || !inSnippet) return placeLines(snippet, file, inFile, inSnippet, tabSize, isGap, syntax !== undefined);
  if (isRun(inSnippet)) return placeLines(snippet, file, inFile, inSnippet, tabSize, isGap, syntax !== undefined);
  const edits = mergeItems({
    snippet: inSnippet,
    file: inFile,
    isGap,
    known,
    ...stylesOf(inSnippet, inFile, known, tabSize),
    isCertain: (item) => agreesWith(item, symbols),
  });
  const hasPlace = edits.length > 0 || saysNothingNew(inSnippet, file);
  if (!hasPlace) throw new Unsure();
  const result = applyEdits(file, edits);
  if (edits.some(({ lines }) => lines.some(isGap))) throw new Unsure("elided");
  return result;
}

/** A snippet most of whose known lines are indented as the file has them is in the file's style. */
function stylesOf(snippet: Structure, file: Structure, known: ReadonlySet<string>, tabSize: number) {
  const fileStyle = styleOf(file.text, tabSize);
  const snippetStyle = styleOf(snippet.text, tabSize);
  const whole = new Set(file.text.lines);
  const indented = snippet.text.lines.filter(
    (line) => /^[ \t]{2,}/.test(line) && isTelling(line) && known.has(line.trim()),
  );
  const isAlike = indented.length > 0 && indented.filter((line) => whole.has(line)).length * 2 > indented.length;
  const isTabs = snippetStyle.tabs !== fileStyle.tabs;
  return { fileStyle, snippetStyle: isAlike && !isTabs ? { ...snippetStyle, seen: false } : snippetStyle };
}

/** Statements and variables alone: lines of a function rather than a part of the file. */
function isRun({ items, text }: Structure): boolean {
  const said = items.filter(({ type }) => type !== "comment" && type !== "gap");
  const isPlain = said.every(
    ({ type, definition, regions }) =>
      type === "statement" || (definition?.kind === "variable" && regions.length === 0),
  );
  return isPlain && said.length > 1 && !["css", "json"].includes(text.syntax.family);
}

/** All telling lines of the snippet are in the file; what its imports bring is known to be there. */
function saysNothingNew({ text, items }: Structure, file: readonly string[]): boolean {
  const known = new Set(file.map((line) => line.trim()));
  const imports = items.filter(({ type }) => type === "import");
  const isImport = (line: number) => imports.some(({ head, end }) => line >= head && line < end);
  return text.lines.every(
    (line, index) => !isTelling(line) || known.has(line.trim()) || isElision(line) || isImport(index),
  );
}

const sizeOf = (lines: readonly string[]) => lines.reduce((sum, line) => sum + line.length, 0);

function trimBlank(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => !isBlank(line));
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex((line) => !isBlank(line)) + 1);
}

/** The file with what was placed in it. */
export function applyPlacement(file: readonly string[], placement: Placement): readonly string[] {
  if (placement.type !== "lines") return file;
  const { range, newLines } = placement;
  return [...file.slice(0, range.start), ...newLines, ...file.slice(range.end)];
}

/** From `file` to `result`: only what changes, with the rest of the file left alone. */
export function placementOf(file: readonly string[], result: readonly string[]): Placement {
  let start = 0;
  while (start < file.length && start < result.length && file[start] === result[start]) start++;
  let end = file.length;
  let newEnd = result.length;
  while (end > start && newEnd > start && file[end - 1] === result[newEnd - 1]) {
    end--;
    newEnd--;
  }
  if (start === end && start === newEnd) return { type: "same" };
  return { type: "lines", range: { start, end }, newLines: result.slice(start, newEnd) };
}
