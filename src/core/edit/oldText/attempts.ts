// The ways in which the old text of an edit is looked for when it does not stand there as it is written, in their order.

import type { FileLines, Span } from "./fileLines.ts";
import { type FormedFile, findBrokenLines, findWholeLines, type TextForm } from "./findSpans.ts";
import { fold } from "./foldText.ts";
import { type OldTextReading, type RepairKind, withoutEntities, withoutNumbers } from "./oldTextReading.ts";

/** A place, and how the old text stands there. */
export interface FoundSpan {
  readonly span: Span;
  /** The indentation differs. */
  readonly moves: boolean;
  /** It begins inside of a line. */
  readonly isBroken: boolean;
  /** The file ends where the old text has one line feed more. */
  readonly lacksEnd: boolean;
}

/** One way: how the texts are read, in which form they are compared, and what is said to have been repaired. */
export interface Attempt {
  readonly reading: OldTextReading;
  readonly form: TextForm;
  readonly look: Look;
  readonly repairs: readonly RepairKind[];
}
type Look = (formed: FormedFile, file: FileLines, old: readonly string[], form: TextForm) => readonly FoundSpan[];

/** Every way of reading, the nearest to what is written first. */
export function* attempts(plain: OldTextReading, file: readonly string[]): Iterable<Attempt> {
  const numbers = withoutNumbers(plain);
  const readings = [plain, ...(numbers ? [numbers] : [])];
  for (const reading of readings) yield* inForms(reading, false);
  const folds = [...plain.old, ...file].some((line) => fold(line) !== line || /\P{ASCII}/u.test(line));
  if (folds) for (const reading of readings) yield* inForms(reading, true);
  for (const reading of readings) {
    const entities = withoutEntities(reading, file);
    if (!entities) continue;
    yield* inForms(entities, false);
    if (folds) yield* inForms(entities, true);
  }
}

function* inForms(reading: OldTextReading, folds: boolean): Iterable<Attempt> {
  const before = [...reading.repairs, ...(folds ? (["unicode"] as const) : [])];
  const repairsOf = (kind: RepairKind): readonly RepairKind[] => [kind, ...before];
  const exact = before.length > 0 ? before : repairsOf("line-endings");
  // Where lines had numbers they are whole.
  const isNumbered = reading.repairs.includes("line-numbers");
  const look = isNumbered ? lettersOfLines : letters;
  yield { reading, form: { trims: false, folds }, look, repairs: exact };
  const form = { trims: true, folds };
  yield { reading, form, look, repairs: repairsOf("trailing-spaces") };
  yield { reading, form, look: wholeLines, repairs: repairsOf("indentation") };
  if (!isNumbered) yield { reading, form, look: brokenLines, repairs: repairsOf("indentation") };
}

const letters: Look = (formed, file, old) => {
  const spans = formed.find(old);
  const place = { moves: false, isBroken: false, lacksEnd: false };
  if (spans.length > 0 || !isEnded(old)) return spans.map((span) => ({ span, ...place }));
  const last = file.lines.length - 1;
  const atEnd = formed
    .find(old.slice(0, -1))
    .filter(({ end }) => end.line === last && end.column === (file.lines[last] ?? "").length);
  return atEnd.map((span) => ({ span, ...place, lacksEnd: true }));
};

const lettersOfLines: Look = (formed, file, old, form) =>
  letters(formed, file, old, form).filter(({ span: { start, end } }) => {
    const isWhole = end.column === (isEnded(old) ? 0 : (file.lines[end.line] ?? "").length);
    return start.column === 0 && (isWhole || end.line === file.lines.length - 1);
  });

const wholeLines: Look = (formed, file, old, form) => {
  const lines = isEnded(old) ? old.slice(0, -1) : old;
  return findWholeLines(formed, lines, form).map((line) => {
    const next = line + lines.length;
    const lacksEnd = isEnded(old) && next >= file.lines.length;
    const end =
      isEnded(old) && !lacksEnd
        ? { line: next, column: 0 }
        : { line: next - 1, column: (file.lines[next - 1] ?? "").length };
    return { span: { start: { line, column: 0 }, end }, moves: true, isBroken: false, lacksEnd };
  });
};

const brokenLines: Look = (formed, file, old, form) => {
  if (old.length < 2 || isEnded(old)) return [];
  return findBrokenLines(formed, file, old, form).map(({ start, end, isBroken }) => ({
    span: { start, end },
    moves: true,
    isBroken,
    lacksEnd: false,
  }));
};

/**
 * One line without its indentation, for which several come that are not all as deep: they may have lost theirs too, or be
 * meant where they stand.
 */
export function isUnclear({ lines }: FileLines, { start }: Span, reading: OldTextReading): boolean {
  const indent = (lines[start.line] ?? "").slice(0, start.column);
  const isFull = (line: string) => line.trim() !== "";
  if (indent === "" || isFull(indent) || /^[ \t]/.test(reading.old[0] ?? "") || reading.old.slice(1).some(isFull)) {
    return false;
  }
  return reading.new.slice(1).some((line) => isFull(line) && !line.startsWith(indent));
}

/** A line feed at the end of a text is no line of its own. */
export function isEnded(lines: readonly string[]): boolean {
  return lines.length > 1 && lines.at(-1) === "";
}
