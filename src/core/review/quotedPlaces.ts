// Where code that a model quotes can stand in a file: every place that it may mean, so that one place alone is the one.

import type { LineRange } from "../code/lineRange.ts";
import { occurrences } from "../edit/oldText/occurrences.ts";

/** A file, read once for all that is looked for in it. */
export class QuotedPlaces {
  readonly #lines: readonly string[];

  /** `lines` are without their ends. */
  constructor(lines: readonly string[]) {
    this.#lines = lines.map((line) => line.trim());
  }

  /**
   * The places of `quoted`, whatever it is indented by; the first line may begin inside of one, and the last may end there,
   * but not inside of a word. Blank lines around it say nothing. In a time that grows with both lengths.
   */
  find(quoted: readonly string[]): readonly LineRange[] {
    const wanted = quoted.map((line) => line.trim());
    const [first = "", ...rest] = wanted.slice(wanted.findIndex(Boolean), wanted.findLastIndex(Boolean) + 1);
    const last = rest.pop();
    if (first === "") return [];
    const lines = this.#lines;
    if (last === undefined) {
      return lines.flatMap((line, at) => (holds(line, first) ? [{ start: at, end: at + 1 }] : []));
    }
    const height = rest.length + 2;
    const starts = rest.length > 0 ? occurrences(lines, rest).map((at) => at - 1) : lines.map((_, at) => at);
    return starts.flatMap((at) => {
      const [opening, closing] = [lines[at], lines[at + height - 1]];
      const fits =
        opening !== undefined && closing !== undefined && endsIn(opening, first) && beginsWith(closing, last);
      return fits ? [{ start: at, end: at + height }] : [];
    });
  }
}

const isWord = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}_$]/u.test(letter);

/** Whether no word goes on over the edge between `before` and `after`. */
const isEdge = (before: string | undefined, after: string | undefined) => !(isWord(before) && isWord(after));

function holds(line: string, part: string): boolean {
  return occurrences(line, part).some(
    (at) => isEdge(line[at - 1], part[0]) && isEdge(part.at(-1), line[at + part.length]),
  );
}

function endsIn(line: string, part: string): boolean {
  return line.endsWith(part) && isEdge(line[line.length - part.length - 1], part[0]);
}

function beginsWith(line: string, part: string): boolean {
  return line.startsWith(part) && isEdge(part.at(-1), line[part.length]);
}
