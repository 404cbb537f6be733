// Past conversations on the wire, apart from the chat: the webview asks for a list or a search, the host answers in
// batches as it finds them, the last changed first.

import * as v from "valibot";

/** What the host tells the history. */
export type HistoryToWebview =
  /** Show the list. */
  | { readonly type: "historyShow" }
  /** The conversation `id`, which is shown here, was opened from a list elsewhere: show it where the search was met. */
  | { readonly type: "historyHit"; readonly id: string; readonly hit: HistoryHit }
  /** So many conversations go on where nothing shows them, and so many of those wait for the person. */
  | { readonly type: "historyRunning"; readonly running: number; readonly waiting: number }
  /** Conversations were changed elsewhere: ask again, if the list is shown. */
  | { readonly type: "historyChanged" }
  /** What was to be done with the conversation `id` was not done, which was said: it is as it was. */
  | { readonly type: "historyRefused"; readonly id: string }
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
  /** A reply is being written into it, or it waits for the person's yes or no. */
  readonly activity?: "running" | "waiting";
}

/** A sentence about the files, with a button; the webview answers with its `kind`. */
export interface HistoryNote {
  readonly kind: "unreadable" | "limit";
  readonly text: string;
  readonly action: string;
}

const id = v.pipe(v.string(), v.regex(/^[\w-]{1,200}$/));

const text = v.pipe(v.string(), v.maxLength(2000));
const hit = v.strictObject({
  query: v.pipe(v.string(), v.maxLength(500)),
  snippet: v.strictObject({ before: text, match: text, after: text }),
});

/** Where a search was met. */
export type HistoryHit = v.InferOutput<typeof hit>;

const historyToHost = v.variant("type", [
  /** What contains every word of `query`, or all there is when it has none. Ends the query before. */
  v.strictObject({
    type: v.literal("historyQuery"),
    queryId: v.pipe(v.number(), v.integer(), v.minValue(0)),
    query: v.pipe(v.string(), v.maxLength(500)),
  }),
  /** The list is not shown any more. */
  v.strictObject({ type: v.literal("historyClosed") }),
  /** With the `hit` when a search has led to it. */
  v.strictObject({ type: v.literal("historyOpen"), id, hit: v.optional(hit) }),
  v.strictObject({ type: v.literal("historyOpenInEditor"), id, hit: v.optional(hit) }),
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
