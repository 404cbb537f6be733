// Finds the text that a model wants replaced, and replaces it. Exactly as it is written, else as it can have been meant, in
// the order of `RepairKind`, as long as there is one place alone. Nothing is ever taken because it is similar.

import { attempts, type FoundSpan, isEnded, isUnclear } from "./attempts.ts";
import { eolNear, type FileLines, type Span, splitLines } from "./fileLines.ts";
import { FormedFile, type TextForm } from "./findSpans.ts";
import { unitsOf } from "./moveIndent.ts";
import { type NamedLines, nameLines, nearestLines } from "./nearestLines.ts";
import { apart, occurrences } from "./occurrences.ts";
import { type OldTextReading, plainReading, type RepairKind } from "./oldTextReading.ts";
import { replacementOf } from "./replaceSpan.ts";

export interface FindOptions {
  /** Replaces at every place; then several are no question. */
  readonly replaceAll?: boolean;
}

/** How it went. */
export type OldTextResult =
  | {
      readonly type: "applied";
      /** The whole file, with its own line endings, mark and end. */
      readonly text: string;
      /** None: it stood there as it was written. */
      readonly repairs: readonly RepairKind[];
      /** How many places were replaced. */
      readonly count: number;
    }
  /** `empty`: there is nothing to look for. `same`: nothing would change. */
  | { readonly type: "refused"; readonly reason: "empty" | "same" }
  /** It stands at `count` places, the first of which are named. */
  | {
      readonly type: "refused";
      readonly reason: "ambiguous";
      readonly count: number;
      readonly places: readonly NamedLines[];
    }
  /** `nearest` has most in common with it. */
  | { readonly type: "refused"; readonly reason: "not-found"; readonly nearest: NamedLines | undefined };

/** Places that are named. */
const mostPlaces = 10;

/**
 * `content` with `newText` (plain text: `$&` and `\` are themselves) for `oldText`. An empty `oldText` fits an empty file
 * alone. Takes a time that grows with the texts' lengths.
 */
export function findOldText(
  content: string,
  oldText: string,
  newText: string,
  { replaceAll = false }: FindOptions = {},
): OldTextResult {
  if (oldText === newText) return { type: "refused", reason: "same" };
  const file = splitLines(content);
  if (oldText === "") {
    if (content.length > file.bom.length) return { type: "refused", reason: "empty" };
    return done(content, file.bom + splitBom(newText), [], 1);
  }
  return exactly(file, content, oldText, newText, replaceAll) ?? repaired(file, content, oldText, newText, replaceAll);
}

function splitBom(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

function exactly(
  file: FileLines,
  content: string,
  oldText: string,
  newText: string,
  replaceAll: boolean,
): OldTextResult | undefined {
  const places = occurrences(content, oldText);
  if (places.length === 0) return undefined;
  const lineAt = linesInOrder(file);
  if (places.length > 1 && !replaceAll) {
    return ambiguous(file, places.slice(0, mostPlaces).map(lineAt), places.length, heightOf(oldText));
  }
  const found = apart(places, oldText.length);
  const fresh = oldText.startsWith("\ufeff") && !newText.startsWith("\ufeff") ? `\ufeff${newText}` : newText;
  const pieces: string[] = [];
  let at = 0;
  for (const place of found) {
    pieces.push(content.slice(at, place), withEndings(fresh, oldText, file, lineAt(place)));
    at = place + oldText.length;
  }
  return done(content, pieces.join("") + content.slice(at), [], found.length);
}

/** Line breaks of the new text become those of the place. */
function withEndings(newText: string, oldText: string, file: FileLines, line: number): string {
  if (!/[\r\n]/.test(newText)) return newText;
  const [own] = /\r\n|\n|\r/.exec(oldText) ?? [];
  const used = own ?? eolNear(file, line);
  return newText.replace(/\r\n|\n/g, () => used);
}

/** The line of each place in a text, asked for in order. */
function linesInOrder({ bom, lines, eols }: FileLines): (place: number) => number {
  let line = 0;
  let end = bom.length + (lines[0] ?? "").length + (eols[0] ?? "").length;
  return (place) => {
    while (place >= end && line < lines.length - 1) {
      line++;
      end += (lines[line] ?? "").length + (eols[line] ?? "").length;
    }
    return line;
  };
}

function repaired(
  file: FileLines,
  content: string,
  oldText: string,
  newText: string,
  replaceAll: boolean,
): OldTextResult {
  const formed = new Map<string, FormedFile>();
  for (const { reading, form, look, repairs } of attempts(plainReading(oldText, newText), file.lines)) {
    if (reading.old.every((line) => line.trim() === "")) continue;
    const key = `${form.trims} ${form.folds}`;
    const inForm = formed.get(key) ?? new FormedFile(file, form);
    formed.set(key, inForm);
    const found = look(inForm, file, reading.old, form);
    if (found.length === 0) continue;
    if (found.length > 1 && !replaceAll) {
      const lines = found.slice(0, mostPlaces).map(({ span }) => span.start.line);
      return ambiguous(file, lines, found.length, reading.old.length);
    }
    if (found.some(({ span, moves }) => !moves && isUnclear(file, span, reading))) break;
    const text = replaced(file, found, reading, form);
    if (text !== undefined) return done(content, text.text, repairs, text.count);
  }
  return { type: "refused", reason: "not-found", nearest: nearestLines(file.lines, plainReading(oldText, "").old) };
}

function replaced(
  file: FileLines,
  found: readonly FoundSpan[],
  reading: OldTextReading,
  { folds }: TextForm,
): { readonly text: string; readonly count: number } | undefined {
  const units = unitsOf(file.lines);
  const pieces = [file.bom];
  let count = 0;
  let at = { line: 0, column: 0 };
  for (const { span, moves, isBroken, lacksEnd } of found) {
    const { start, end } = span;
    if (start.line < at.line || (start.line === at.line && start.column < at.column)) continue;
    const old = lacksEnd ? reading.old.slice(0, -1) : reading.old;
    const lines = lacksEnd && isEnded(reading.new) ? reading.new.slice(0, -1) : reading.new;
    const piece = replacementOf(file, span, { old, new: lines, moves, isBroken, folds, units });
    if (piece === undefined) return undefined;
    pieces.push(between(file, at, start), piece);
    at = end;
    count++;
  }
  const last = file.lines.length - 1;
  pieces.push(between(file, at, { line: last, column: (file.lines[last] ?? "").length }));
  return { text: pieces.join(""), count };
}

/** The file from one place to another. */
function between({ lines, eols }: FileLines, from: Span["start"], to: Span["end"]): string {
  if (from.line === to.line) return (lines[from.line] ?? "").slice(from.column, to.column);
  const pieces = [(lines[from.line] ?? "").slice(from.column), eols[from.line] ?? ""];
  for (let line = from.line + 1; line < to.line; line++) pieces.push(lines[line] ?? "", eols[line] ?? "");
  return pieces.join("") + (lines[to.line] ?? "").slice(0, to.column);
}

function ambiguous(file: FileLines, lines: readonly number[], count: number, height: number): OldTextResult {
  const places = lines.map((line) => nameLines(file.lines, line, Math.min(height, 3)));
  return { type: "refused", reason: "ambiguous", count, places };
}

function heightOf(text: string): number {
  return text.split(/\r\n|\n|\r/).length;
}

function done(before: string, text: string, repairs: readonly RepairKind[], count: number): OldTextResult {
  return text === before ? { type: "refused", reason: "same" } : { type: "applied", text, repairs, count };
}
