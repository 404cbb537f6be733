// What readCode makes of a text. Statements are split by it, and lines are moved by it: those that begin in a literal are
// not.

import type { Syntax } from "./syntax.ts";

/** A text whose literals and comments are known. */
export interface CodeText {
  readonly lines: readonly string[];
  /** As long as the lines, column by column: literals are `"`, comments are blank. */
  readonly code: readonly string[];
  /** What a line begins in: 0 code, 1 a literal, 2 a comment. */
  readonly inside: Uint8Array;
  readonly syntax: Syntax;
}

/** A line that begins in a literal must never be moved. */
export const inLiteral = 1;
/** A line that begins in a block comment. */
export const inComment = 2;
