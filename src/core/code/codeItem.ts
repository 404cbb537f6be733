// What a text consists of: statements, definitions, comments, each with the lines it has.
// bracedItems and indentedItems make them; who asks codeItems gets them.

import type { Head, Place } from "./head.ts";
import type { LineRange } from "./lineRange.ts";
import type { Region } from "./region.ts";

/** Lines `[start, end)` that belong together: a statement with the comments right above it, or comments by themselves. */
export interface CodeItem extends LineRange {
  /** `gap` is a comment that stands for omitted code. */
  readonly type: "import" | "definition" | "statement" | "comment" | "gap";
  /** What it defines; only of a `definition`. */
  readonly definition: Head | undefined;
  /** Where decorators and attributes begin, and where what they decorate does; comments are before. */
  readonly decorators: number;
  readonly head: number;
  /** The lines between its brackets, or those indented below its head, when these are lines of their own. */
  readonly body: LineRange | undefined;
  /** What in it may hold more: the member's block, or every block of code. */
  readonly regions: readonly Region[];
  readonly place: Place;
}

/** Says whether a line is a comment that stands for omitted code. */
export type IsGap = (line: string) => boolean;
