// One question to Apply and its right answers, known before it is asked.

import type { Definition, Rows } from "./outline.ts";
import type { Random } from "./random.ts";
import { type Source, write } from "./source.ts";
import { type Row, splice, textsOf } from "./text.ts";

/** A file, what a model wrote about it, and what may come of it. */
export interface Case {
  readonly kind: string;
  /** The file when the snippet is applied; its outline gives the symbols. */
  readonly source: Source;
  readonly snippet: string;
  /** The path the code block names. */
  readonly path?: string;
  /** All contents of the file that are right. Empty: nothing is. */
  readonly expected: readonly string[];
  /** `right`: saying no is as good; `allowed`: no harm is done, but a person would expect more. */
  readonly refusal: "right" | "allowed";
  /** Lines of the file that the snippet speaks of; all others have to stay. */
  readonly spoken: readonly Rows[];
}

/** Makes a case of its kind from a file, or says that the file has nothing for it. `others` are files of the language. */
export type Kind = (
  source: Source,
  random: Random,
  others: readonly Source[],
) => (Omit<Case, "kind" | "source"> & { readonly source?: Source }) | undefined;

/** The parts of a case that most have alike: the snippet's rows, and the file with `range` replaced by each of `ways`. */
export function replacing(
  source: Source,
  snippet: readonly Row[] | readonly string[],
  range: Rows,
  ways: readonly (readonly Row[])[],
): { source: Source; snippet: string; expected: string[]; spoken: Rows[] } {
  const lines = snippet.map((row) => (typeof row === "string" ? row : row.text));
  return {
    source,
    snippet: `${lines.join("\n")}\n`,
    expected: ways.map((way) => write(source, splice(source.lines, range, textsOf(way)))),
    spoken: [range],
  };
}

/** The definition with its comments. */
export const whole = ({ lead, end }: Definition): Rows => ({ start: lead, end });
