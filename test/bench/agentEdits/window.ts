// A change to some lines of a real file, as it is right: the lines, what they become, and the file after.

import type { Random } from "../edits/random.ts";

/** A file as lines, without endings and marks. */
export interface PlainFile {
  readonly path: string;
  readonly lines: readonly string[];
  /** A tab or some spaces. */
  readonly unit: string;
}

/** `old` stands at `[start, start + old.length)`. Line by line: `kept[n]` is where line n of `fresh` was in `old`. */
export interface Change {
  readonly file: PlainFile;
  readonly start: number;
  readonly old: readonly string[];
  readonly fresh: readonly string[];
  readonly kept: readonly (number | undefined)[];
}

export const indentOf = (line: string) => /^[ \t]*/.exec(line)?.[0] ?? "";
export const isBlank = (line: string) => line.trim() === "";

/** undefined for files that are too small, or not indented by one unit throughout. */
export function toPlainFile(path: string, text: string): PlainFile | undefined {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n/);
  if (lines.length < 40 || lines.length > 5_000 || lines.some((line) => /[\r\ufeff\u2028]/.test(line)))
    return undefined;
  const indents = lines.filter((line) => !isBlank(line)).map(indentOf);
  const share = (fits: (indent: string) => boolean) => indents.filter(fits).length / indents.length;
  if (share((indent) => /^\t* ?$/.test(indent)) > 0.98 && share((indent) => indent.startsWith("\t")) > 0.2) {
    return { path, lines, unit: "\t" };
  }
  const isSpaces = (width: number) => (indent: string) => /^ *$/.test(indent) && indent.length % width <= 1;
  if (share((indent) => indent !== "") < 0.2) return undefined;
  // Lines that go on stand anywhere.
  if (share(isSpaces(4)) > 0.8) return { path, lines, unit: "    " };
  return share(isSpaces(2)) > 0.95 ? { path, lines, unit: "  " } : undefined;
}

/** Some lines in whole steps of the unit, and a change to them of one of four kinds. */
export function changeIn(file: PlainFile, random: Random): Change | undefined {
  const count = 1 + random.below(10);
  const start = random.below(file.lines.length - count - 1);
  const old = file.lines.slice(start, start + count);
  const isStepped = (line: string) => {
    const rest = indentOf(line).replaceAll(file.unit, "");
    return rest === "" || rest === " ";
  };
  if (isBlank(old[0] ?? "") || isBlank(old.at(-1) ?? "") || !old.every(isStepped)) return undefined;
  if (old.some((line) => line.length > 300) || old.join("").replace(/\W/g, "").length < 6) return undefined;
  const at = random.below(count);
  const line = old[at] ?? "";
  const numbers = old.map((_, nth) => nth);
  const make = (fresh: readonly string[], kept: readonly (number | undefined)[]) => ({ file, start, old, fresh, kept });
  switch (random.below(4)) {
    case 0: {
      const words = [...line.matchAll(/[A-Za-z_]{3,}/g)];
      if (words.length === 0) return undefined;
      const word = random.of(words);
      const changed = `${line.slice(0, word.index)}${word[0]}Changed${line.slice(word.index + word[0].length)}`;
      return make(
        old.with(at, changed),
        numbers.map((nth) => (nth === at ? undefined : nth)) as (number | undefined)[],
      );
    }
    case 1: {
      const added = `${indentOf(line)}added(${random.below(1_000)}, "$& \\1 $1");`;
      return make(old.toSpliced(at + 1, 0, added), (numbers as (number | undefined)[]).toSpliced(at + 1, 0, undefined));
    }
    case 2: {
      const block = [`${indentOf(line)}when (ready${random.below(1_000)}) {`, `${indentOf(line)}${file.unit}inner();`];
      const added = [...block, `${indentOf(line)}}`];
      const none = [undefined, undefined, undefined];
      return make(
        old.toSpliced(at + 1, 0, ...added),
        (numbers as (number | undefined)[]).toSpliced(at + 1, 0, ...none),
      );
    }
    default:
      if (count < 3 || at === 0 || at === count - 1) return undefined;
      return make(old.toSpliced(at, 1), numbers.toSpliced(at, 1));
  }
}

/** The file's lines with `lines` in place of those that change. */
export function withLines({ file, start, old }: Change, lines: readonly string[]): readonly string[] {
  return file.lines.toSpliced(start, old.length, ...lines);
}

/** How often lines stand in others, whatever they are indented by and end in. */
export function countLoosely(lines: readonly string[], wanted: readonly string[]): number {
  const plain = (line: string) => line.trim();
  const [first = "", ...rest] = wanted.map(plain);
  const all = lines.map(plain);
  // A text of one line may be a part of one, and so may the ends of a longer one.
  if (rest.length === 0) return all.reduce((sum, line) => sum + line.split(first).length - 1, 0);
  const last = rest.length - 1;
  const standsAt = (at: number) =>
    (all[at] ?? "").endsWith(first) &&
    rest.every((line, nth) => (nth === last ? all[at + 1 + nth]?.startsWith(line) : all[at + 1 + nth] === line));
  return all.filter((_, at) => standsAt(at)).length;
}
