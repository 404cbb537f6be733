// What a turn is made of: parts in the order they came, each a small head and a text that only grows. So a card can
// stand between two texts, and a token costs what it adds.

import type { ToolHead } from "./agent.ts";

/** What a part is, and everything of it but its text. A kind is added here, with its head, and drawn by the view. */
export type PartHead =
  /** What the model thought: plain text. */
  | {
      readonly kind: "reasoning";
      /** Milliseconds it took; undefined while it grows, or when nobody knows. */
      readonly milliseconds?: number;
    }
  /** Plain text of a person, Markdown of the model. Hostile input either way. */
  | { readonly kind: "text" }
  /** A call; its text is what it puts out while it runs, the end of it when that is long. */
  | ToolHead
  | SaidHead
  | NoticeHead;

/** What the person said while the run went on: plain text. */
export interface SaidHead {
  readonly kind: "said";
  /** Its id, for `restoreCheckpoint`; set when what the agent did since can be taken back. */
  readonly restores?: string;
}

/** A word about the run, in the person's language; without a text. */
export interface NoticeHead {
  readonly kind: "notice";
  readonly notice: "limit" | "flood" | "repeats" | "summarized" | "rules";
  readonly line: string;
}

/** One part, whole. */
export interface PartSnapshot {
  /** Names it within its turn; the same in every snapshot and patch. */
  readonly key: string;
  readonly head: PartHead;
  readonly text: string;
}
