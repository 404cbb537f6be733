// Where lines stand in a file: letter for letter in some form of both, or line by line whatever stands before each.

import { type FileLines, type Span, withoutTrailing } from "./fileLines.ts";
import { fold, isBetweenLetters, unfoldColumn } from "./foldText.ts";
import { occurrences } from "./occurrences.ts";

/** In which form file and old text are compared. */
export interface TextForm {
  /** Without spaces and tabs at the ends of lines. */
  readonly trims: boolean;
  /** With letters, quotes and spaces in one form. */
  readonly folds: boolean;
}

/** Characters of a line in which letters of other forms are looked for. */
const longestFolded = 10_000;

/** `line` in `form`. */
export function inForm(line: string, { trims, folds }: TextForm): string {
  const folded = folds ? fold(line) : line;
  return trims ? withoutTrailing(folded) : folded;
}

/** The file in a form, made once for all that is looked for in it. */
export class FormedFile {
  readonly #file: FileLines;
  readonly #form: TextForm;
  readonly lines: readonly string[];
  readonly #offsets: Int32Array;
  readonly #text: string;

  constructor(file: FileLines, form: TextForm) {
    this.#file = file;
    this.#form = form;
    this.lines = file.lines.map((line) => inForm(line, form));
    this.#text = this.lines.join("\n");
    this.#offsets = new Int32Array(this.lines.length);
    let offset = 0;
    for (const [at, line] of this.lines.entries()) {
      this.#offsets[at] = offset;
      offset += line.length + 1;
    }
  }

  /** Where `old` stands, from any letter to any letter; spaces at the end of its last line go with it. */
  find(old: readonly string[]): readonly Span[] {
    const needle = old.map((line) => inForm(line, this.#form)).join("\n");
    if (needle.trim() === "") return [];
    return occurrences(this.#text, needle).flatMap((place) => {
      const [start, end] = [this.#position(place, false), this.#position(place + needle.length, true)];
      return start && end ? [{ start, end }] : [];
    });
  }

  /** Where a place of the text in this form is in the file. Inside of a letter: nowhere. */
  #position(offset: number, isEnd: boolean): Span["start"] | undefined {
    const line = this.#lineAt(offset);
    const formed = this.lines[line] ?? "";
    const column = offset - (this.#offsets[line] ?? 0);
    // What was trimmed off goes with the line.
    if (column === formed.length && (isEnd || column > 0)) {
      return { line, column: (this.#file.lines[line] ?? "").length };
    }
    const found = this.columnIn(line, column);
    return found === undefined ? undefined : { line, column: found };
  }

  /** The column of the file's line at which `column` of its form stands; undefined inside of a letter. */
  columnIn(line: number, column: number): number | undefined {
    const formed = this.lines[line] ?? "";
    const original = this.#file.lines[line] ?? "";
    if (!this.#form.folds || original.startsWith(formed)) return column;
    // Finding a letter again takes as long as the line is, for each place in it.
    if (original.length > longestFolded) return undefined;
    return isBetweenLetters(original, column) ? unfoldColumn(original, column) : undefined;
  }

  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#offsets.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#offsets[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const trimmed = (line: string) => line.replace(/^[ \t]+/, "");

/** The first lines of the places where `old`, without what it is indented by, stands as whole lines. */
export function findWholeLines(file: FormedFile, old: readonly string[], form: TextForm): readonly number[] {
  const ids = new Map<string, number>();
  const idOf = (line: string) => {
    const text = trimmed(line);
    const known = ids.get(text);
    if (known !== undefined) return known;
    ids.set(text, ids.size);
    return ids.size - 1;
  };
  const needle = old.map((line) => idOf(inForm(line, form)));
  return occurrences(file.lines.map(idOf), needle);
}

/** Where the first line may begin, and the last one end, inside of a line of the file. */
export interface BrokenLines extends Span {
  /** The first line begins inside of one: what it is indented by says nothing. */
  readonly isBroken: boolean;
}

/** The same for text that is not whole lines, but two at least. */
export function findBrokenLines(formed: FormedFile, file: FileLines, old: readonly string[], form: TextForm) {
  const texts = old.map((line) => inForm(line, form));
  const [first = "", last = ""] = [texts[0], trimmed(texts.at(-1) ?? "")];
  const isBroken = trimmed(first) === first;
  const lines = formed.lines;
  const begins = (line: string) => (isBroken ? line.endsWith(first) : trimmed(line) === trimmed(first));
  const fits = (at: number) => begins(lines[at] ?? "") && trimmed(lines[at + old.length - 1] ?? "").startsWith(last);
  const places: number[] = [];
  const inner = texts.slice(1, -1).map(trimmed);
  if (inner.length > 0) {
    for (const place of occurrences(lines.map(trimmed), inner))
      if (place > 0 && fits(place - 1)) places.push(place - 1);
  } else for (let at = 0; at + 2 <= lines.length; at++) if (fits(at)) places.push(at);
  return places.flatMap((line): BrokenLines[] => {
    const end = line + old.length - 1;
    const [opening = "", closing = ""] = [lines[line], lines[end]];
    if (end >= lines.length) return [];
    const start = isBroken ? formed.columnIn(line, opening.length - first.length) : 0;
    const isWhole = trimmed(closing) === last;
    const stop = isWhole
      ? (file.lines[end] ?? "").length
      : formed.columnIn(end, closing.length - trimmed(closing).length + last.length);
    if (start === undefined || stop === undefined) return [];
    return [{ start: { line, column: start }, end: { line: end, column: stop }, isBroken }];
  });
}
