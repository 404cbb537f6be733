// Past conversations on the wire, apart from the chat: the webview asks for a list or a search, the host answers in
// batches as it finds them, the last changed first.

import * as v from "valibot";

/** What the host tells the history. */
export type HistoryToWebview =
  /** Show the list. */
  | { readonly type: "historyShow" }
  /** More of what answers query `queryId`; `done` with the last. Of another query than the last asked: void. */
  | {
      readonly type: "historyItems";
      readonly queryId: number;
      readonly items: readonly HistoryItem[];
      readonly done: boolean;
      readonly notes: readonly HistoryNote[];
    };

/** One conversation. */
export interface HistoryItem {
  readonly id: string;
  /** Hostile input: a model or a file may have written it. */
  readonly title: string;
  /** When something was last said, in ms since the epoch. */
  readonly changedAt: number;
  /** Where the search was met. */
  readonly snippet?: { readonly before: string; readonly match: string; readonly after: string };
  /** It is the one the view shows. */
  readonly isOpen: boolean;
}

/** A sentence about the files, with a button; the webview answers with its `kind`. */
export interface HistoryNote {
  readonly kind: "unreadable" | "limit";
  readonly text: string;
  readonly action: string;
}

const id = v.pipe(v.string(), v.regex(/^[\w-]{1,200}$/));

const historyToHost = v.variant("type", [
  /** What contains every word of `query`, or all there is when it has none. Ends the query before. */
  v.strictObject({
    type: v.literal("historyQuery"),
    queryId: v.pipe(v.number(), v.integer(), v.minValue(0)),
    query: v.pipe(v.string(), v.maxLength(500)),
  }),
  /** The list is not shown any more. */
  v.strictObject({ type: v.literal("historyClosed") }),
  v.strictObject({ type: v.literal("historyOpen"), id }),
  v.strictObject({ type: v.literal("historyOpenInEditor"), id }),
  v.strictObject({
    type: v.literal("historyRename"),
    id,
    title: v.pipe(v.string(), v.maxLength(200), v.regex(/\S/)),
  }),
  v.strictObject({ type: v.literal("historyDelete"), id }),
  v.strictObject({ type: v.literal("historyUndoDelete"), id }),
  /** The button of a note. */
  v.strictObject({ type: v.literal("historyNoteAction"), kind: v.picklist(["unreadable", "limit"]) }),
]);

/** What the history asks of the host. */
export type HistoryToHost = v.InferOutput<typeof historyToHost>;

/** The message if it is one of the history's, else undefined. */
export function parseHistoryToHost(value: unknown): HistoryToHost | undefined {
  const result = v.safeParse(historyToHost, value);
  return result.success ? result.output : undefined;
}
