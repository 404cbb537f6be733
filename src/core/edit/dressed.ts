// Writes lines of the snippet as the file indents its own, at the place they are for.
// What is inserted or put in place of something else passes through here.

import type { LineRange } from "../code/lineRange.ts";
import { type Dressing, dress, type IndentStyle } from "./dress.ts";
import type { Merge } from "./merge.ts";

/** The blanks a line begins with. */
export const indentOf = (line: string | undefined) => /^[ \t]*/.exec(line ?? "")?.[0] ?? "";

/**
 * Lines of the snippet as they stand where a line is indented by `to`; `anchor` is the line that says where they are now,
 * `old` the lines they are put in place of, in `oldStyle` where that is not the file's.
 */
export function dressed(
  { snippet, snippetStyle, fileStyle }: Merge,
  range: LineRange,
  anchor: number,
  to: string,
  old: readonly string[],
  oldStyle?: IndentStyle,
): string[] {
  const from = indentOf(snippet.text.lines[anchor]);
  const dressing: Dressing = { snippet: snippet.text, snippetStyle, fileStyle, from, to, old, oldStyle };
  return dress(range, dressing);
}
