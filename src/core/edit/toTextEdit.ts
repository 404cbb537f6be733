// From whole lines to the positions an editor replaces.

import type { TextChange } from "./lineTracker.ts";
import type { LineEdit } from "./proposedEdit.ts";

/** What is asked of a document. */
export interface LineSource {
  readonly lineCount: number;
  /** UTF-16 units of a line, without its ending. */
  lengthOf(line: number): number;
}

/**
 * The replacement that carries out `edit`, with `\n` between lines: editors put the document's own ending there. The
 * last line of a document has no ending, so a change that reaches it takes or brings the ending before it.
 */
export function toTextEdit({ range, newLines }: LineEdit, document: LineSource): TextChange {
  const { lineCount } = document;
  const last = lineCount - 1;
  const text = newLines.join("\n");
  if (range.end < lineCount) {
    const ending = newLines.length > 0 ? "\n" : "";
    return { startLine: range.start, startColumn: 0, endLine: range.end, endColumn: 0, text: text + ending };
  }
  const end = { endLine: last, endColumn: document.lengthOf(last) };
  if (range.start === 0) return { startLine: 0, startColumn: 0, ...end, text };
  const before = range.start - 1;
  const opening = newLines.length > 0 ? "\n" : "";
  return { startLine: before, startColumn: document.lengthOf(before), ...end, text: opening + text };
}
