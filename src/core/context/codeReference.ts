import type { LineRange } from "../code/lineRange.ts";
import { mentionKinds } from "./mention.ts";

/** What can go with a question: what a person names, and a prompt file that is asked by `/name`. */
export const referenceKinds = [...mentionKinds, "prompt"] as const;

/** A piece of a file or a terminal as it was when it was asked about. */
export interface CodeReference {
  /** What was named; undefined in turns of before there were kinds. */
  readonly kind?: (typeof referenceKinds)[number];
  /** As shown: "src/a.ts:3-9". */
  readonly label: string;
  /** VS Code's language id. */
  readonly languageId: string;
  readonly text: string;
  /** Where it stands, for opening it; undefined when it cannot be opened. Set by the host alone. */
  readonly uri?: string;
  /** 0-based lines `[start, end)` in `uri`. */
  readonly lines?: LineRange;
  /** How the model was told of `text`; undefined when it was given whole. Set when the question is asked. */
  readonly told?: Told;
}

/** What stands in for a text that the model was given earlier in the conversation. */
export type Told =
  | { readonly form: "unchanged" }
  /** `diff` is a unified diff from what was given last. */
  | { readonly form: "changes"; readonly diff: string };
