// The messages of a path, as they are sent. A run asks again and again with a little more of the same: what was read of it
// once is not read again.

import type { ModelMessage } from "../model/languageModel.ts";
import type { Message, ReplyPart } from "./message.ts";
import { MessageReader } from "./messageReader.ts";

/**
 * The messages of a path, oldest first. A path that goes on begins with what it began with before, message for message,
 * until a summary takes the place of the older ones: what was sent once costs next to nothing when it is sent again
 * unchanged (API document: Cache).
 */
export function modelMessages(path: readonly Message[]): readonly ModelMessage[] {
  return new PathMessages().of(path);
}

/**
 * Makes the messages of one path that grows. What does not change any more is read once, and its messages are the same
 * objects each time: what is known of one can be kept with it. Of another path all is read anew.
 */
export class PathMessages {
  #reader = new MessageReader();
  /** The turns that were read whole. */
  #whole: Message[] = [];
  /** The reply after them, as far as it was read. */
  #begun: { readonly id: string; readonly parts: number; readonly last: ReplyPart | undefined } | undefined;

  /** As `modelMessages` of the same path. */
  of(path: readonly Message[]): readonly ModelMessage[] {
    if (!this.#goesOn(path)) this.#forget();
    for (const turn of path.slice(this.#whole.length, -1)) this.#readWhole(turn);
    const last = path[this.#whole.length];
    if (last?.role === "user") this.#readWhole(last);
    if (last?.role !== "assistant") return this.#reader.messages;
    const from = this.#begun?.parts ?? 0;
    const settled = settledParts(last.parts, from);
    for (const part of last.parts.slice(from, settled)) this.#reader.take(part);
    this.#begun = { id: last.id, parts: settled, last: last.parts[settled - 1] };
    if (settled === last.parts.length) return this.#reader.messages;
    // What may yet change is read by another, and read again the next time.
    const reader = this.#reader.copy();
    for (const part of last.parts.slice(settled)) reader.take(part);
    reader.endReply();
    return reader.messages;
  }

  /** Whether `path` begins with all that was read. Turns are told apart by identity, what was read of one by its last part. */
  #goesOn(path: readonly Message[]): boolean {
    if (this.#whole.length > path.length || this.#whole.some((turn, index) => turn !== path[index])) return false;
    if (!this.#begun) return true;
    const turn = path[this.#whole.length];
    const { id, parts, last } = this.#begun;
    return turn?.role === "assistant" && turn.id === id && (parts === 0 || turn.parts[parts - 1] === last);
  }

  #forget(): void {
    this.#reader = new MessageReader();
    this.#whole = [];
    this.#begun = undefined;
  }

  #readWhole(turn: Message): void {
    if (turn.role === "user") this.#reader.ask(turn);
    else {
      for (const part of turn.parts.slice(this.#begun?.parts ?? 0)) this.#reader.take(part);
      this.#reader.endReply();
    }
    this.#begun = undefined;
    this.#whole.push(turn);
  }
}

/** How many of `parts` never change: those of steps of which every call has ended, and what was said after them. */
function settledParts(parts: readonly ReplyPart[], from: number): number {
  let settled = from;
  for (let index = from; index < parts.length; index++) {
    const part = parts[index];
    if (part?.type === "step") settled = index + 1;
    else if (part?.type === "tool-call") {
      if (part.progress?.state !== "ended") break;
    } else if (part?.type !== "text" && part?.type !== "reasoning" && settled === index) settled = index + 1;
  }
  return settled;
}
