import type { LineRange } from "../code/lineRange.ts";
import type { MentionKind } from "./mention.ts";

/** A piece of a file or a terminal as it was when it was asked about. */
export interface CodeReference {
  /** What was named; undefined in turns of before there were kinds. */
  readonly kind?: MentionKind;
  /** As shown: "src/a.ts:3-9". */
  readonly label: string;
  /** VS Code's language id. */
  readonly languageId: string;
  readonly text: string;
  /** Where it stands, for opening it; undefined when it cannot be opened. Set by the host alone. */
  readonly uri?: string;
  /** 0-based lines `[start, end)` in `uri`. */
  readonly lines?: LineRange;
}
