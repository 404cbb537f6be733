// The words of this folder. A proposal replaces whole lines; a text is an array of lines without their endings, so
// that CRLF, LF and a final newline (a last, empty line) are the document's affair and never the model's.

/** Old lines `[oldStart, oldEnd)` give way to `newLines`. Either may be empty, never both. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newLines: readonly string[];
}

/** `old` with `hunks` applied, which are in order and do not overlap. */
export function applyHunks(old: readonly string[], hunks: readonly Hunk[]): string[] {
  const result: string[] = [];
  let position = 0;
  for (const hunk of hunks) {
    for (; position < hunk.oldStart; position++) result.push(old[position] ?? "");
    for (const line of hunk.newLines) result.push(line);
    position = hunk.oldEnd;
  }
  for (; position < old.length; position++) result.push(old[position] ?? "");
  return result;
}
