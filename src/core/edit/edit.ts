// What merging says of a file: lines in place of others.
// mergeItems finds these edits, placeSnippet makes them.

import type { LineRange } from "../code/lineRange.ts";

/** Lines to put in place of a range of the file. */
export interface Edit extends LineRange {
  readonly lines: readonly string[];
}

/** The file with the edits made, which are in order and do not overlap. */
export function applyEdits(file: readonly string[], edits: readonly Edit[]): string[] {
  const result: string[] = [];
  let position = 0;
  for (const { start, end, lines } of edits) {
    for (; position < start; position++) result.push(file[position] ?? "");
    for (const line of lines) result.push(line);
    position = end;
  }
  for (; position < file.length; position++) result.push(file[position] ?? "");
  return result;
}
