import type { Signal } from "@preact/signals";
import type { MessageEntry, PartEntry } from "./chatStore.ts";

/** One text of a reply. */
export interface AnswerProps {
  readonly entry: MessageEntry;
  readonly part: PartEntry;
  /** Counts the texts of the reply that are still to be drawn. */
  readonly drawing: Signal<number>;
}
