// A document of characters that remember where they came from: what is left of a line is seen, not computed.

import fc from "fast-check";
import type { TextChange } from "../../../../src/core/edit/lineTracker.ts";

/** One character; a line break of the first text carries the number of the line it ended. */
interface Character {
  readonly text: string;
  readonly ended?: number;
}

/** A text with `\n` endings that is changed as editors report it. */
export class SimulatedDocument {
  #characters: Character[];
  readonly #firstLineCount: number;

  constructor(text: string) {
    this.#firstLineCount = text.split("\n").length;
    let line = 0;
    this.#characters = [...text].map((each) => (each === "\n" ? { text: each, ended: line++ } : { text: each }));
  }

  get text(): string {
    return this.#characters.map((each) => each.text).join("");
  }

  get lines(): string[] {
    return this.text.split("\n");
  }

  get lineCount(): number {
    return this.lines.length;
  }

  lengthOf = (line: number): number => this.lines[line]?.length ?? 0;
  lineAt = (line: number): string | undefined => this.lines[line];

  /** The number of the line after the break that once ended line `line` of the first text. */
  lineAfterBreak(line: number): number | undefined {
    const at = this.#characters.findIndex((each) => each.ended === line);
    return at === -1 ? undefined : this.#characters.slice(0, at + 1).filter((each) => each.text === "\n").length;
  }

  /** Whether line `line` of the first text was its last, which no break ended. */
  isLastLine(line: number): boolean {
    return line === this.#firstLineCount - 1;
  }

  offsetOf(line: number, column: number): number {
    const before = this.lines.slice(0, line);
    return before.reduce((sum, each) => sum + each.length + 1, 0) + column;
  }

  apply(change: TextChange): void {
    const start = this.offsetOf(change.startLine, change.startColumn);
    const end = this.offsetOf(change.endLine, change.endColumn);
    this.#characters.splice(start, end - start, ...[...change.text].map((text) => ({ text })));
  }
}

/** A change anywhere in a document of any size: two places, as parts of its length, and what to put between them. */
export const anyChange = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 12 })),
  snap: fc.boolean(),
  text: fc.oneof(
    fc.constantFrom("\n", "", "X", "XY\n", "\nXY", "X\nY", "\n\n"),
    fc.string({ unit: fc.constantFrom("X", "Y", "\n"), maxLength: 6 }),
  ),
});

/** `change` in the coordinates of `document`; with `snap` it starts at the beginning of a line. */
export function locate(
  document: SimulatedDocument,
  change: ReturnType<typeof anyChange.generate>["value"],
): TextChange {
  const { text } = document;
  let start = Math.floor(change.from * text.length);
  if (change.snap) start = text.lastIndexOf("\n", start - 1) + 1;
  const end = Math.min(text.length, start + change.length);
  const position = (offset: number) => {
    const before = text.slice(0, offset).split("\n");
    return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
  };
  const from = position(start);
  const to = position(end);
  return {
    startLine: from.line,
    startColumn: from.column,
    endLine: to.line,
    endColumn: to.column,
    text: change.text,
  };
}
