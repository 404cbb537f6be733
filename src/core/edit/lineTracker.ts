// Follows the lines of a proposal's old text through everything that happens to the document afterwards: typing, undo,
// formatters, other proposals. Each old line is followed by itself, so hunks found later are placed as surely as those
// found before the change.

import type { LineRange } from "../code/lineRange.ts";

/** One replacement in a document, in the coordinates before it, 0-based: as editors report changes. */
export interface TextChange {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** Where each line of a text is now, if it is still there unchanged. */
export class LineTracker {
  readonly #lines: readonly string[];

  /** Line numbers; for a lost line, where it would be. */
  readonly #at: Int32Array;
  readonly #lost: Uint8Array;
  /** The gap before each line, and one after the last: the number of the line below it, or -1 when it was deleted. */
  readonly #gaps: Int32Array;

  /** `lines` stand in the document from line `start` on. */
  constructor(lines: readonly string[], start: number) {
    this.#lines = lines;

    this.#at = Int32Array.from(lines, (_line, index) => start + index);
    this.#lost = new Uint8Array(lines.length);
    this.#gaps = Int32Array.from({ length: lines.length + 1 }, (_gap, index) => start + index);
  }

  /** The line's number in the document now; undefined when it was changed or deleted. */
  find(index: number): number | undefined {
    return this.#lost[index] === 0 ? this.#at[index] : undefined;
  }

  /**
   * The number of the line below the gap before line `index`. A gap is the line break in it: it outlives changes of the
   * lines around it, and goes when the break is deleted; then the lines around it stand for it, if they are still there.
   */
  findGap(index: number): number | undefined {
    const gap = this.#gaps[index] ?? -1;
    if (gap !== -1) return gap;
    const above = index > 0 ? this.find(index - 1) : undefined;
    return above === undefined ? this.find(index) : above + 1;
  }

  /** Where the line is, or was last; for showing, never for changing. */
  near(index: number): number {
    return this.#at[Math.max(0, Math.min(index, this.#at.length - 1))] ?? 0;
  }

  /**
   * Takes the changes of one edit, in an order in which each can be applied after the one before. `lineAt` reads the
   * document after all of them, and undefined past its end: a line that comes back as it was (undo) is found again.
   */
  apply(changes: readonly TextChange[], lineAt: (line: number) => string | undefined): void {
    let start = Number.POSITIVE_INFINITY;
    let end = 0;
    for (const change of changes) {
      this.#applyOne(change);
      const breaks = countLineBreaks(change.text);
      start = Math.min(start, change.startLine);
      end = Math.max(end + Math.max(0, breaks - (change.endLine - change.startLine)), change.startLine + breaks + 1);
    }
    if (changes.length > 0) this.#recover({ start, end }, lineAt);
  }

  /** Looks at every line again, after the document was closed and opened: what is where it was stays found. */
  verify(lineAt: (line: number) => string | undefined): void {
    const end = this.near(this.#at.length - 1) + 1;
    for (let index = 0; index < this.#at.length; index++) {
      if (this.#lost[index] === 0 && lineAt(this.near(index)) !== this.#lines[index]) this.#lost[index] = 1;
    }
    // A gap is believed where a line beside it is as it was.
    for (let index = 0; index < this.#gaps.length; index++) {
      if (this.find(index) === undefined && this.find(index - 1) === undefined) this.#gaps[index] = -1;
    }
    this.#recover({ start: this.near(0), end }, lineAt);
  }

  #applyOne(change: TextChange): void {
    const { startLine, startColumn, endLine, endColumn, text } = change;
    const breaks = countLineBreaks(text);
    const delta = breaks - (endLine - startLine);
    for (let index = 0; index < this.#gaps.length; index++) {
      const lineAbove = (this.#gaps[index] ?? -1) - 1;
      if (lineAbove >= endLine) this.#gaps[index] = lineAbove + 1 + delta;
      else if (lineAbove >= startLine) this.#gaps[index] = -1;
    }
    // The first line stays as it is when the change begins at its end with a line break, the last one when the change
    // ends at its start with one.
    const endsWithBreak = text === "" ? startColumn === 0 : text.endsWith("\n");
    const keepsLast = endColumn === 0 && endsWithBreak;
    for (let index = 0; index < this.#at.length; index++) {
      const line = this.#at[index] ?? 0;
      if (line < startLine) continue;
      if (line > endLine) this.#at[index] = line + delta;
      else if (this.#lost[index] === 1) this.#at[index] = Math.min(line, startLine + breaks);
      else if (line === endLine && keepsLast) this.#at[index] = endLine + delta;
      else if (line === startLine && /^\r?\n/.test(text) && startColumn === (this.#lines[index] ?? "").length) continue;
      else {
        this.#lost[index] = 1;
        this.#at[index] = Math.min(line, startLine + breaks);
      }
    }
  }

  /** Looks at each run of lost lines; `changed` are the lines that the edit touched. */
  #recover(changed: LineRange, lineAt: (line: number) => string | undefined): void {
    let index = 0;
    while (index < this.#lost.length) {
      const start = index;
      while (this.#lost[index] === 1) index++;
      if (index > start) this.#recoverRun(start, index, changed, lineAt);
      else index++;
    }
  }

  /**
   * Lines are back when they stand where they follow on the line before or lead up to the line after; the rest of the
   * run is back when all of it stands, once, between those, or else line by line.
   */
  #recoverRun(start: number, end: number, changed: LineRange, lineAt: (line: number) => string | undefined): void {
    const follows = start > 0;
    const leads = end < this.#at.length;
    let from = follows ? this.near(start - 1) + 1 : Math.min(this.near(start), changed.start);
    let to = leads ? this.near(end) : Math.max(this.near(end - 1) + end - start, changed.end);
    while (follows && start < end && from < to && lineAt(from) === this.#lines[start]) this.#put(start++, from++);
    while (leads && start < end && from < to && lineAt(to - 1) === this.#lines[end - 1]) this.#put(--end, --to);
    const places: number[] = [];
    for (let line = from; start < end && line + (end - start) <= to && places.length < 2; line++) {
      let count = 0;
      while (start + count < end && lineAt(line + count) === this.#lines[start + count]) count++;
      if (start + count === end) places.push(line);
    }
    const [place] = places;
    if (place === undefined) this.#recoverSingly({ start, end }, { start: from, end: to }, lineAt);
    else if (places.length === 1) for (let index = start; index < end; index++) this.#put(index, place + index - start);
  }

  /** Of a run that is not back as a whole, a line is back that says something and stands once between the others. */
  #recoverSingly(run: LineRange, between: LineRange, lineAt: (line: number) => string | undefined): void {
    const places = new Map<string, number>();
    for (let line = between.start; line < between.end; line++) {
      const text = lineAt(line) ?? "";
      if (/\w.*\w/.test(text)) places.set(text, places.has(text) ? -1 : line);
    }
    let from = between.start;
    for (let index = run.start; index < run.end; index++) {
      const place = places.get(this.#lines[index] ?? "") ?? -1;
      if (place < from) continue;
      this.#put(index, place);
      from = place + 1;
    }
  }

  #put(index: number, line: number): void {
    this.#lost[index] = 0;
    this.#at[index] = line;
  }
}

function countLineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
