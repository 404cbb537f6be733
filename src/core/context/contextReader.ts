// The port through which mentions are read. What may be read is decided behind it, where files are known.

import type { Ask, ConsentReason, ReadRefusal } from "../access/readDecision.ts";
import type { CodeReference } from "./codeReference.ts";
import type { Mention } from "./mention.ts";

/** Reads what a mention names, as it is now. */
export interface ContextReader {
  /** Never rejects: what cannot be read says why. */
  read(mention: Mention): Promise<ContextReading>;
}

export type ContextReading =
  | {
      readonly ok: true;
      readonly reference: CodeReference;
      /** What the person has to be asked about before it is sent: one file, or several of a diff. */
      readonly asks: readonly Ask[];
      /** How many files of a folder were left out: binary, very large or secret ones. */
      readonly leftOut?: number;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** Why something is not sent. What a place alone speaks against is refused here: one can select it and add that. */
export type Refusal =
  | Extract<ConsentReason, "outside" | "ignored" | "excluded">
  | ReadRefusal
  /** There is nothing: no problems, no changes, an empty file. */
  | "empty";
