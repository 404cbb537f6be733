// What every step of a merge knows: the two texts, their styles, what is certain.
// placeSnippet puts it together for mergeItems.

import type { CodeItem, IsGap } from "../code/codeItem.ts";
import type { IndentStyle } from "./dress.ts";
import type { Structure } from "./structure.ts";

/** The two texts. */
export interface Merge {
  readonly snippet: Structure;
  readonly file: Structure;
  readonly isGap: IsGap;
  readonly snippetStyle: IndentStyle;
  readonly fileStyle: IndentStyle;
  /** The file's lines without their blanks. */
  readonly known: ReadonlySet<string>;
  /** Whether what is known of the file otherwise has this definition in the same lines. */
  readonly isCertain: (item: CodeItem) => boolean;
}
