// Where a finding stands in a file. Its place is where the code it quotes stands, if that is a part of what the model was
// shown, and there is one such place alone in the file as it is now. The number of a line that it names is no evidence, and
// places nothing. Everything else is said of the file as a whole: never at a line that is another one.

import type { LineRange } from "../code/lineRange.ts";
import type { DiffHunk } from "./diffHunks.ts";
import type { Finding } from "./finding.ts";
import { QuotedPlaces } from "./quotedPlaces.ts";

/** Lines of the file, from 0; or all of it. */
export type Placement = { readonly type: "lines"; readonly lines: LineRange } | { readonly type: "file" };

/** A file as it is now, and what of it was reviewed. */
export class ReviewedText {
  readonly #file: QuotedPlaces;
  readonly #hunks: readonly QuotedPlaces[];

  constructor(lines: readonly string[], hunks: readonly DiffHunk[]) {
    this.#file = new QuotedPlaces(lines);
    this.#hunks = hunks.map(
      (hunk) => new QuotedPlaces(hunk.lines.flatMap(({ sign, text }) => (sign === "-" ? [] : [text]))),
    );
  }

  /** Where `finding` belongs. */
  place({ oldText }: Pick<Finding, "oldText">): Placement {
    const quoted = withoutNumbers(oldText.split("\n"));
    if (this.#hunks.every((hunk) => hunk.find(quoted).length === 0)) return { type: "file" };
    const [only, ...others] = this.#file.find(quoted);
    return only === undefined || others.length > 0 ? { type: "file" } : { type: "lines", lines: only };
  }
}

/** As code stands in the prompt, each line behind its number and its sign: models copy those, too. */
const numbered = /^\s*\d+\t[ +]/;

/** `lines` without them, if all that are not blank have them. */
export function withoutNumbers(lines: readonly string[]): readonly string[] {
  const written = lines.filter((line) => line.trim() !== "");
  const isCopied = written.length > 0 && written.every((line) => numbered.test(line));
  return isCopied ? lines.map((line) => line.replace(numbered, "")) : lines;
}
