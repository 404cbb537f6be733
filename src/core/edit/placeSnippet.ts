// Where a snippet of an answer belongs in a file. The rules only ever take places that are certain; everything else is
// said, never guessed. What comes of it is shown as a proposal, so a person sees every line before it counts.

import { importLines } from "../code/importLines.ts";
import type { LineRange } from "../code/lineRange.ts";
import { type Definition, definitionsOf } from "./definitions.ts";
import { isElision } from "./judgeAnswer.ts";
import { matchStyle } from "./matchStyle.ts";

/** Lines of the file and what would stand there, or why there is no such place. */
export type Placement =
  | { readonly type: "lines"; readonly range: LineRange; readonly newLines: readonly string[] }
  /** The file says this already. */
  | { readonly type: "same" }
  /** Nothing in the file is certain to be what the snippet replaces. */
  | { readonly type: "nowhere" }
  /** It leaves code out where it cannot be told which. */
  | { readonly type: "elided" };

/**
 * Finds the place of `snippet` in `file`, both in lines without endings. In this order: an empty file takes all of it;
 * comments that stand for omitted code are filled in from the file; a snippet that has most of the file is the whole
 * file; definitions replace those of the same name; a run of lines whose first and last line are in the file, once
 * each, replaces what lies between. `tabSize` is the file's.
 */
export function placeSnippet(snippet: readonly string[], file: readonly string[], tabSize: number): Placement {
  const clean = trimBlank(snippet);
  if (clean.length === 0) return { type: "nowhere" };
  if (file.every(isBlank)) return toPlacement(file, [...clean, ""]);
  const known = new Set(file.map((line) => line.trim()));
  const filled = fillElisions(clean, file, known);
  if (filled === undefined) return { type: "elided" };
  const result = asWholeFile(filled, file) ?? byDefinitions(filled, file, tabSize) ?? byEnds(filled, file, tabSize);
  return result === undefined ? { type: "nowhere" } : toPlacement(file, result);
}

const isBlank = (line: string) => line.trim() === "";
/** A line that says something: a brace or a lone keyword is found everywhere. */
const isTelling = (line: string) =>
  /[\p{L}\p{N}_]{2}/u.test(line) && !/^\s*(?:end|else|return|pass|break);?\s*$/.test(line);

function trimBlank(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => !isBlank(line));
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex((line) => !isBlank(line)) + 1);
}

/** Only what changes, with the rest of the file left alone. */
function toPlacement(file: readonly string[], result: readonly string[]): Placement {
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

/** The only line of `file` that reads like `line`, from line `from` on; undefined when there is none or more. */
function onlyLine(file: readonly string[], line: string, from = 0): number | undefined {
  const text = line.trim();
  const first = file.findIndex((each, index) => index >= from && each.trim() === text);
  if (first === -1 || file.findIndex((each, index) => index > first && each.trim() === text) !== -1) return undefined;
  return first;
}

/**
 * Puts the file's own lines where the snippet has a comment like "... existing code ...": those between the line before
 * it and the line after it. One at either end stands for the rest of the file. undefined when that is not certain.
 */
function fillElisions(
  snippet: readonly string[],
  file: readonly string[],
  known: ReadonlySet<string>,
): readonly string[] | undefined {
  const isGap = (line: string) => isElision(line) && !known.has(line.trim());
  if (!snippet.some(isGap)) return snippet;
  const result: string[] = [];
  for (const [index, line] of snippet.entries()) {
    if (!isGap(line)) {
      result.push(line);
      continue;
    }
    const before = snippet.slice(0, index).findLast((each) => !isBlank(each));
    const after = snippet.slice(index + 1).find((each) => !isBlank(each));
    if ((before !== undefined && isGap(before)) || (after !== undefined && isGap(after))) return undefined;
    const start = before === undefined ? 0 : next(onlyLine(file, before));
    const end = after === undefined ? file.length : (onlyLine(file, after, start ?? 0) ?? undefined);
    if (start === undefined || end === undefined || end < start) return undefined;
    result.push(...file.slice(start, end));
  }
  return trimBlank(result);
}

const next = (line: number | undefined) => (line === undefined ? undefined : line + 1);

/** How much of a file a snippet has to have to be all of it. */
const mostOfIt = 0.6;
const nearlyAllOfIt = 0.8;

/**
 * The snippet as the whole file: it defines all that the file defines at its left edge, and has most of its lines, those
 * between the definitions too. A file without definitions has to be there nearly completely.
 */
function asWholeFile(snippet: readonly string[], file: readonly string[]): readonly string[] | undefined {
  const has = new Set(snippet.map((line) => line.trim()));
  const outer = definitionsOf(file).filter(({ indent }) => indent === 0);
  const between = file.filter((_, index) => !outer.some(({ start, end }) => index >= start && index < end));
  const share = (lines: readonly string[]) => {
    const telling = lines.filter(isTelling);
    return telling.length === 0 ? 1 : telling.filter((line) => has.has(line.trim())).length / telling.length;
  };
  if (!file.some(isTelling) || share(file) < (outer.length > 0 ? mostOfIt : nearlyAllOfIt)) return undefined;
  if (share(between) < mostOfIt) return undefined;
  const names = new Set(definitionsOf(snippet).map((definition) => definition.name));
  if (!outer.every((definition) => names.has(definition.name))) return undefined;
  const first = file.findIndex((line) => !isBlank(line));
  const end = file.findLastIndex((line) => !isBlank(line)) + 1;
  return [...file.slice(0, first), ...snippet, ...file.slice(end)];
}

/**
 * Each outer definition of the snippet in place of the one of that name, which the file has exactly once; new ones come
 * after the one before them, or before the one after them. Nothing but definitions, imports and comments may be in it.
 */
function byDefinitions(
  snippet: readonly string[],
  file: readonly string[],
  tabSize: number,
): readonly string[] | undefined {
  const parts = outermost(definitionsOf(snippet));
  if (parts.length === 0) return undefined;
  const imports = new Set(importLines(snippet).map((line) => line.trim()));
  const covered = (line: number) => parts.some(({ start, end }) => line >= start && line < end);
  const rest = snippet.filter((line, index) => !isBlank(line) && !covered(index) && !imports.has(line.trim()));
  if (rest.length > 0) return undefined;
  const places = findPlaces(parts, definitionsOf(file));
  if (places === undefined || places.every((place) => place === undefined)) return undefined;
  const edits: Edit[] = [];
  const textOf = ({ start, end }: Definition) => snippet.slice(start, end);
  for (const [index, part] of parts.entries()) {
    const place = places[index];
    if (place) {
      // A comment that the file has and the snippet leaves out stays.
      const start = part.start === part.head ? place.head : place.start;
      edits.push({ start, end: place.end, lines: matchStyle(textOf(part), file.slice(start, place.end), tabSize) });
      continue;
    }
    const before = places.slice(0, index).findLast((each) => each !== undefined);
    const neighbour = before ?? places.slice(index + 1).find((each) => each !== undefined);
    if (!neighbour) return undefined;
    const styled = matchStyle(textOf(part), file.slice(neighbour.head, neighbour.end), tabSize);
    const at = before ? neighbour.end : neighbour.start;
    edits.push({ start: at, end: at, lines: before ? ["", ...styled] : [...styled, ""] });
  }
  const importing = importEdits(importLines(snippet), file);
  return importing && applyEdits(file, [...edits, ...importing]);
}

interface Edit extends LineRange {
  readonly lines: readonly string[];
}

const moduleOf = (line: string) => /\bfrom\s+(?<a>["'][^"']+["'])|^\s*from\s+(?<b>\S+)\s+import\b/.exec(line)?.[0];

/**
 * What brings the imports the file does not have: in place of the one from the same module, else after the others.
 * undefined for an import of several lines that is not there as it is.
 */
function importEdits(wanted: readonly string[], file: readonly string[]): readonly Edit[] | undefined {
  const missing = wanted.filter((line) => !file.some((each) => each.trim() === line.trim()));
  if (missing.some((line) => importLines([line]).length === 0 || /[{(]\s*$/.test(line))) return undefined;
  const present = importLines(file);
  const afterLast = file.findLastIndex((line) => present.includes(line)) + 1;
  const at = afterLast === 0 && file[0]?.startsWith("#!") ? 1 : afterLast;
  return missing.map((line) => {
    const from = moduleOf(line);
    const same = from === undefined ? -1 : file.findIndex((each) => present.includes(each) && moduleOf(each) === from);
    return same === -1 ? { start: at, end: at, lines: [line] } : { start: same, end: same + 1, lines: [line] };
  });
}

/** For each of `parts` what it replaces in the file, or undefined for a new one. Nothing when that is not certain. */
function findPlaces(
  parts: readonly Definition[],
  inFile: readonly Definition[],
): readonly (Definition | undefined)[] | undefined {
  const places: (Definition | undefined)[] = [];
  for (const part of parts) {
    const place = placeOf(part, inFile);
    if (place === "several") return undefined;
    places.push(place);
  }
  const found = places.filter((place) => place !== undefined);
  const overlap = found.some((place, index) => found.some((other, at) => at !== index && overlaps(place, other)));
  return overlap ? undefined : places;
}

/** Of several with its name: the only one of its kind, the only one that begins with the same line, the only outer variable. */
function placeOf(part: Definition, inFile: readonly Definition[]): Definition | undefined | "several" {
  const same = inFile.filter(({ name }) => name === part.name);
  const alike = same.filter(({ isVariable }) => isVariable === part.isVariable);
  const ways = [same, alike, alike.filter(({ headLine }) => headLine === part.headLine)];
  if (part.isVariable) ways.push(alike.filter(({ indent }) => indent === 0));
  const certain = ways.find((way) => way.length === 1);
  return certain ? certain[0] : same.length === 0 ? undefined : "several";
}

const overlaps = (a: Definition, b: Definition) => a.start < b.end && b.start < a.end;

/** Those that lie in no other. */
function outermost(definitions: readonly Definition[]): readonly Definition[] {
  const result: Definition[] = [];
  for (const definition of definitions) {
    const last = result.at(-1);
    if (!last || definition.head >= last.end) result.push(definition);
  }
  return result;
}

/** A stable order: what is inserted at one place stays in the order it was asked for. */
function applyEdits(file: readonly string[], edits: readonly Edit[]): readonly string[] {
  const result: string[] = [];
  let position = 0;
  for (const { start, end, lines } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    result.push(...file.slice(position, start), ...lines);
    position = Math.max(position, end);
  }
  return [...result, ...file.slice(position)];
}

/** A run of lines: its first and its last telling line are in the file once each, in that order and not far apart. */
function byEnds(snippet: readonly string[], file: readonly string[], tabSize: number): readonly string[] | undefined {
  const first = snippet.findIndex(isTelling);
  const last = snippet.findLastIndex(isTelling);
  if (first === -1 || first === last) return undefined;
  const start = onlyLine(file, snippet[first] ?? "");
  const end = onlyLine(file, snippet[last] ?? "");
  if (start === undefined || end === undefined || end <= start) return undefined;
  // Far more old lines than new ones: the snippet's ends are its own, and what lies between is not.
  if (end - start > (last - first) * 3 + 8) return undefined;
  const opening = snippet.slice(0, first).filter((line) => !isBlank(line)).length;
  const closing = snippet.slice(last + 1).filter((line) => !isBlank(line));
  const after = file.slice(end + 1, end + 1 + closing.length);
  if (opening > 0 || closing.some((line, index) => line.trim() !== after[index]?.trim())) return undefined;
  const range = { start, end: end + 1 + closing.length };
  const styled = matchStyle(snippet.slice(first), file.slice(range.start, range.end), tabSize);
  return [...file.slice(0, range.start), ...styled, ...file.slice(range.end)];
}
