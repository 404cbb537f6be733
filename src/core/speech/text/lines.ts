/** One line of a source, without its line break. */
export interface Line {
  readonly text: string;
  /** Offset of its first character in the source, in UTF-16 units. */
  readonly start: number;
}

/** The lines of `source`; `\n`, `\r\n` and `\r` end one. */
export function linesOf(source: string, offset = 0): readonly Line[] {
  const lines: Line[] = [];
  const lineBreak = /\r\n|\n|\r/g;
  let start = 0;
  for (const match of source.matchAll(lineBreak)) {
    lines.push({ text: source.slice(start, match.index), start: offset + start });
    start = match.index + match[0].length;
  }
  lines.push({ text: source.slice(start), start: offset + start });
  return lines;
}
