// Which part of the open end is read no more: the closed parts of the list or the table that it ends with.

import { isVisible, keyOf, type LexedSource } from "./blocks.ts";
import { startOfOpenGroup } from "./closed.ts";
import { type ClosedParts, closeParts, goesOn } from "./closedParts.ts";
import type { Block } from "./plan.ts";

/** What was read last. */
interface Reading {
  readonly lexed: LexedSource;
  /** How much of the source is settled. */
  readonly length: number;
  /** All of the open end, the settled part included; the source is its beginning. */
  readonly tail: string;
  /** The blocks that are not settled. The group may be put in anew. */
  readonly open: Block[];
}

/** The closed parts of one group at a time. */
export class ClosedTail {
  #parts: ClosedParts | undefined;
  /** Where in the open end what stands in for them is. */
  #at = 0;
  /** Which of the open blocks the group is. */
  #index = 0;

  /** Of the source of the closed parts, in characters. */
  get length(): number {
    return this.#parts?.sources.reduce((sum, { length }) => sum + length, 0) ?? 0;
  }

  /** Whether they are rows: whatever comes to a table, the browser lays all of it out. */
  get areRows(): boolean {
    return this.#parts?.type === "table";
  }

  /** Whether what was read is not the group that the parts are of: `reopen` and read again. */
  goesOff(lexed: LexedSource | undefined): boolean {
    return this.#parts !== undefined && !goesOn(this.#parts, lexed?.tokens.filter(isVisible)[this.#index], lexed);
  }

  /** The open end with the source of all parts. */
  reopen(tail: string, open: Block[]): string {
    const block = open[this.#index];
    const { head = "", sources = [] } = this.#parts ?? {};
    this.#parts = undefined;
    if (block) open[this.#index] = opened(block);
    return tail.slice(0, this.#at) + sources.join("") + tail.slice(this.#at + head.length);
  }

  /** The open end without what is settled and without the parts that are closed now. */
  close(source: string, { lexed, length, tail, open }: Reading): string {
    const rest = tail.slice(length);
    this.#at -= length;
    const start = startOfOpenGroup(source, lexed.tokens);
    const token = lexed.tokens.at(-1);
    const index = open.length - 1;
    const block = open[index];
    if (start === undefined || start < length || !token || !block?.parts || Object.keys(lexed.links).length > 0)
      return rest;
    const closing = closeParts(token, source.slice(start), this.#parts);
    if (!closing) return rest;
    this.#parts = closing.closed;
    this.#at = start - length;
    this.#index = index;
    const key = keyOf({ type: token.type, raw: closing.rest });
    open[index] = { ...block, key, parts: { ...block.parts, closed: closing.closed } };
    return rest.slice(0, this.#at) + closing.rest + rest.slice(this.#at + token.raw.length);
  }

  /** `blocks`, the first of the open ones, are settled: the group among them has the key of its whole source. */
  settle(blocks: Block[]): Block[] {
    const parts = this.#parts;
    const block = blocks[this.#index];
    this.#index -= blocks.length;
    if (!parts || !block) return blocks;
    this.#parts = undefined;
    const { type, head, sources } = parts;
    // What was read of it last stands behind the kind and the head.
    const rest = block.key.slice(type.length + 1 + head.length);
    const whole = { ...opened(block), key: keyOf({ type, raw: sources.join("") + rest }) };
    return blocks.map((each) => (each === block ? whole : each));
  }
}

/** The block, none of its parts closed. */
function opened(block: Block): Block {
  return block.parts ? { ...block, parts: { ...block.parts, closed: undefined } } : block;
}
