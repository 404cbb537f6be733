// Of a list or a table that still grows, the parts at its beginning that nothing can change any more. Their source leaves
// the open end, so that a long one is not read from its beginning for every few items; a short text stands in for it.

import type { Token, Tokens } from "marked";
import type { LexedSource } from "./blocks.ts";
import type { ClosedCount } from "./drawn.ts";

/** Parts of one group whose source has left the open end. */
export interface ClosedParts extends ClosedCount {
  readonly type: "list" | "table";
  /** Of a list, whether there are blank lines between its items: with the first of them all of it reads anew. */
  readonly loose: boolean;
  /** Stands in the open end in their place, so that the rest is read as it was. */
  readonly head: string;
  /** Their source, and of a table that of its first two lines. */
  readonly sources: readonly string[];
}

/** What the group's source becomes, and what has left it. */
interface Closing {
  readonly closed: ClosedParts;
  readonly rest: string;
}

/** So many parts at the end may still change, or tell of the one before them. */
const open = 2;

/**
 * Closes what can be closed of the group `token`, of which `before` has left already; undefined when nothing can be.
 * `raw` is its source: a token's own may end with a line end where there is a blank.
 */
export function closeParts(token: Token, raw: string, before: ClosedParts | undefined): Closing | undefined {
  // A definition in it would have to be known by what follows.
  if (raw.includes("]:")) return undefined;
  if (token.type === "list") return closeItems(token as Tokens.List, raw, before);
  if (token.type === "table") return closeRows(token as Tokens.Table, raw, before);
  return undefined;
}

function closeItems(
  { items, loose, ordered }: Tokens.List,
  raw: string,
  before: ClosedParts | undefined,
): Closing | undefined {
  const standIns = before?.standIns ?? 0;
  const closing = items.slice(standIns, -open);
  const first = items[0];
  // One that stands further in would become a part of what stands in.
  if (closing.length === 0 || !first || items.at(-open)?.raw.startsWith(" ")) return undefined;
  const length = closing.reduce((sum, item) => sum + item.raw.length, 0);
  const start = before?.head.length ?? 0;
  const bullet = (ordered ? /\d+./ : /[-*+]/).exec(first.raw)?.[0];
  // An item with text, and with a blank line below it where there are any.
  const head = `${bullet} x\n${loose ? "\n" : ""}`;
  return {
    closed: {
      type: "list",
      loose,
      head,
      standIns: 1,
      count: (before?.count ?? 0) + closing.length,
      sources: [...(before?.sources ?? []), raw.slice(start, start + length)],
    },
    rest: head + raw.slice(start + length),
  };
}

function closeRows({ rows }: Tokens.Table, raw: string, before: ClosedParts | undefined): Closing | undefined {
  const lines = raw.trimEnd().split("\n");
  const closing = rows.length - open;
  // A line that became no row is not understood here.
  if (closing <= 0 || lines.length !== rows.length + 2) return undefined;
  const head = `${lines.slice(0, 2).join("\n")}\n`;
  const end = lines.slice(0, 2 + closing).reduce((sum, line) => sum + line.length + 1, 0);
  return {
    closed: {
      type: "table",
      loose: false,
      head,
      standIns: 0,
      count: (before?.count ?? 0) + closing,
      sources: [...(before?.sources ?? []), raw.slice(before ? head.length : 0, end)],
    },
    rest: head + raw.slice(end),
  };
}

/** Whether `token`, read with the head in the place of `closed`, is still the group they are of. */
export function goesOn(closed: ClosedParts, token: Token | undefined, lexed: LexedSource | undefined): boolean {
  if (token?.type !== closed.type || Object.keys(lexed?.links ?? {}).length > 0) return false;
  return token.type !== "list" || (token as Tokens.List).loose === closed.loose;
}
