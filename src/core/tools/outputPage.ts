// More of what a command put out: numbered lines, as many as a result holds.

import { maxOutputBytes } from "./commandText.ts";
import { byteLength } from "./fileText.ts";
import { plainOutput } from "./plainOutput.ts";

/** Which lines are wanted. */
export interface OutputPage {
  /** The first line, 1-based. */
  readonly offset?: number;
  /** Only lines that hold this, or one of several with `|` between them; upper and lower case are the same. */
  readonly pattern?: string;
}

/** A line as it was put out. */
export interface OutputLine {
  /** 1-based. */
  readonly number: number;
  /** With its colours, without its end. */
  readonly text: string;
}

/** Takes lines from an offset on, in order, until a result is full. */
export class OutputPager {
  /** The first line that is of use. */
  readonly offset: number;
  readonly #pattern: string | undefined;
  readonly #holds: (line: string) => boolean;
  readonly #shown: string[] = [];
  #bytes = 0;
  #next: number | undefined;

  constructor({ offset = 1, pattern }: OutputPage) {
    this.offset = offset;
    this.#pattern = pattern;
    this.#holds = matcher(pattern);
  }

  /** False: nothing more fits. */
  add({ number, text }: OutputLine): boolean {
    const line = plainOutput(text);
    if (number < this.offset || !this.#holds(line)) return true;
    const numbered = numberedLine(number, line);
    this.#bytes += byteLength(numbered) + 1;
    if (this.#bytes > maxOutputBytes && this.#shown.length > 0) {
      this.#next = number;
      return false;
    }
    this.#shown.push(numbered);
    return true;
  }

  /** What stood from the line `first` to the line `last`, which are there in part, is not there any more. */
  skip(first: number, last: number): void {
    if (last >= this.offset) this.#shown.push(`(Too much to be kept: lines ${first} to ${last} are left out.)`);
  }

  /** The page, of an output of so many lines. */
  text(lines: number): string {
    const shown = [...this.#shown];
    if (shown.length === 0)
      shown.push(
        `(Nothing${this.#pattern === undefined ? "" : " that matches"} from line ${this.offset} on; ${lines} lines in all.)`,
      );
    if (this.#next !== undefined) shown.push(`(Read on with offset ${this.#next}; ${lines} lines in all.)`);
    return shown.join("\n");
  }
}

/** The last of `lines` that a result holds; those before them are told of. */
export function lastPage(lines: readonly OutputLine[]): string {
  const shown: string[] = [];
  let bytes = 0;
  let first = 0;
  for (const { number, text } of [...lines].reverse()) {
    const numbered = numberedLine(number, plainOutput(text));
    bytes += byteLength(numbered) + 1;
    if (bytes > maxOutputBytes && shown.length > 0) break;
    shown.unshift(numbered);
    first = number;
  }
  if (shown.length === 0) return "(No output.)";
  if (first > 1) shown.unshift(`(Lines 1 to ${first - 1} come before: read them with offset.)`);
  return shown.join("\n");
}

function numberedLine(number: number, line: string): string {
  return `${number}\t${line.slice(0, maxOutputBytes / 4)}`.toWellFormed();
}

/** Patterns are a model's, and a regular expression may run for ever: plain texts with `|` between them are what is used. */
function matcher(pattern: string | undefined): (line: string) => boolean {
  if (pattern === undefined || pattern === "") return () => true;
  // Nobody looks for more than that, and each line is looked at for each.
  const parts = pattern
    .slice(0, 2000)
    .split("|", 50)
    .filter((part) => part !== "")
    .map((part) => part.toLowerCase());
  return (line) => {
    const text = line.toLowerCase();
    return parts.some((part) => text.includes(part));
  };
}
