// What the composer holds besides text, as the draft keeps it.

import type { Ask } from "../access/readDecision.ts";
import type { CodeReference, Told } from "./codeReference.ts";
import type { Refusal } from "./contextReader.ts";
import type { Mention } from "./mention.ts";

/** What a reference adds to the next question. */
export interface Weight {
  /** Estimated for the model in use. */
  readonly tokens: number;
  /** Set when the model has the text already, or most of it: that is what goes along. */
  readonly known?: Told["form"];
}

/** One mention with what is known of it. Immutable; a change makes a new one with the same id. */
export interface ContextItem {
  readonly id: string;
  readonly mention: Mention;
  /** `question`: there is something in `asks`. `refused` happens to the active editor alone. */
  readonly state: "reading" | "ready" | "question" | "refused";
  /** What would be sent; undefined while it is read for the first time, and when it is refused. */
  readonly reference?: CodeReference;
  /** Of what goes along; 0 until it is read. */
  readonly tokens: Weight["tokens"];
  readonly known?: Weight["known"];
  /** What the person has not said yes to. */
  readonly asks?: readonly Ask[];
  readonly refusal?: Refusal;
  /** Files of a folder that were left out. */
  readonly leftOut?: number;
}

/** Something the person is told, or asked, above the composer. A `secret` one is there exactly while its item asks. */
export type ContextNotice =
  | { readonly id: string; readonly kind: "refused"; readonly label: string; readonly refusal: Refusal }
  | {
      readonly id: string;
      readonly kind: "secret";
      readonly itemId: string;
      readonly label: string;
      /** Never empty. */
      readonly asks: readonly Ask[];
    }
  | {
      readonly id: string;
      readonly kind: "too-long";
      /** Tokens of what goes along, and the tokens there is room for. */
      readonly needed: number;
      readonly room: number;
      readonly cuts: readonly Cut[];
    };

/** How much of one reference would be left. */
export interface Cut {
  readonly label: string;
  readonly keptLines: number;
  readonly lines: number;
}
