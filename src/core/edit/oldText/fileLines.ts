// A text as lines that can be put together again byte for byte.

/** Lines without their endings; `eols` has the ending of each, empty for the last. Joined in turn they are the text. */
export interface FileLines {
  readonly bom: string;
  readonly lines: readonly string[];
  readonly eols: readonly string[];
}

/** Splits at `\r\n`, `\n` and `\r`; a mark at the front of the text goes into `bom`. */
export function splitLines(text: string): FileLines {
  const bom = text.startsWith("\ufeff") ? "\ufeff" : "";
  const lines: string[] = [];
  const eols: string[] = [];
  let start = bom.length;
  for (const found of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push(text.slice(start, found.index));
    eols.push(found[0]);
    start = found.index + found[0].length;
  }
  lines.push(text.slice(start));
  eols.push("");
  return { bom, lines, eols };
}

/** The ending that new lines get near line `at`: its own, else that of the file's first line. */
export function eolNear({ eols }: FileLines, at: number): string {
  return eols[at] || eols[at - 1] || eols[0] || "\n";
}

/** A place in lines: before the character `column` of line `line`, both from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A piece of the lines. */
export interface Span {
  readonly start: Position;
  readonly end: Position;
}

/** The lines of `span`, its first from where it starts and its last to where it ends. */
export function linesOf({ lines }: FileLines, { start, end }: Span): readonly string[] {
  return lines.slice(start.line, end.line + 1).map((line, at) => {
    const to = start.line + at === end.line ? end.column : line.length;
    return line.slice(at === 0 ? start.column : 0, to);
  });
}

/** `line` without spaces and tabs at its end. A pattern would look from each space to the end anew. */
export function withoutTrailing(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === " " || line[end - 1] === "\t")) end--;
  return line.slice(0, end);
}
