// What changes in the parts of turns, as patches. A part is sent whole when the page does not know it yet, whatever told
// of it: a call, a word of the person or a notice come without an event of their own.

import type { ConversationChange } from "../../core/conversation/conversationChange.ts";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import type { Message } from "../../core/conversation/message.ts";
import type { MessageSnapshot } from "../../protocol/snapshot.ts";
import type { Patch } from "../../protocol/toWebview.ts";
import { lookedAt } from "../agent/callArguments.ts";
import { OutputTails } from "./outputTails.ts";
import type { TurnSnapshots } from "./turnSnapshots.ts";

type Growth = Extract<ConversationChange, { type: "text" | "reasoning" }>;

/** Keeps the parts of one page current. */
export class PartFeed {
  readonly #service: ConversationService;
  readonly #turns: TurnSnapshots;
  readonly #patch: (patch: Patch) => void;
  /** How many parts of a turn the page knows, those that are not drawn included. */
  readonly #known = new Map<string, number>();
  /** The heads that were sent last of calls that are being written or wait. */
  readonly #heads = new Map<string, string>();
  readonly #tails = new OutputTails();
  #chat = "";

  constructor(service: ConversationService, turns: TurnSnapshots, patch: (patch: Patch) => void) {
    this.#service = service;
    this.#turns = turns;
    this.#patch = patch;
  }

  /** The page is given `messages`, with what running calls have put out. */
  snapshot(messages: readonly MessageSnapshot[]): MessageSnapshot[] {
    this.#known.clear();
    this.#heads.clear();
    const chat = this.#service.current.id;
    if (chat !== this.#chat) this.#tails.clear();
    this.#chat = chat;
    for (const { id } of messages) this.#known.set(id, this.#count(id));
    return messages.map((message) =>
      message.state === "streaming"
        ? { ...message, parts: message.parts.map((part) => this.#withTail(message.id, part)) }
        : message,
    );
  }

  /** The page is given a new message as it is now. */
  added({ id, parts }: Message): void {
    this.#known.set(id, parts.length);
  }

  /** `text` came to the end of a part, which began with it when it `isNew`. */
  grew({ id, part, text, isNew }: Growth): void {
    // What was not known is sent with it; a new part may have been told of by what it changed of another.
    const isKnown = this.catchUp(id) > part;
    if (isKnown && !isNew) this.#patch({ op: "append", id, key: String(part), text });
  }

  /** A running call put out `text`. */
  output(id: string, part: number, text: string): void {
    this.catchUp(id);
    const key = String(part);
    const { keeps } = this.#tails.add(id, part, text);
    this.#patch({ op: "append", id, key, text });
    if (keeps !== undefined) this.#patch({ op: "trim", id, key, keeps });
  }

  /** Something of a part but its text changed. */
  changed(id: string, part: number): void {
    if (this.catchUp(id) > part) this.#head(id, part);
  }

  /** Other calls of the turn wait than before. */
  waiting(id: string): void {
    this.catchUp(id);
    const parts = this.#service.current.get(id)?.parts ?? [];
    // Calls of the last step alone wait.
    const step = parts.findLastIndex(({ type }) => type === "step");
    for (let index = step - 1; index >= 0 && parts[index]?.type !== "step"; index--) {
      const part = parts[index];
      const state = part?.type === "tool-call" ? part.progress?.state : undefined;
      // One that runs may ask in between.
      if (state === "waiting" || state === "running") this.#head(id, index);
    }
  }

  /** Sends the parts that the page does not know. Returns how many it knew before. */
  catchUp(id: string): number {
    const known = this.#known.get(id) ?? 0;
    const count = this.#count(id);
    this.#known.set(id, count);
    for (let index = known; index < count; index++) {
      const part = this.#turns.part(id, index);
      if (part) this.#patch({ op: "part", id, part });
    }
    return known;
  }

  #head(id: string, index: number): void {
    const part = this.#service.current.get(id)?.parts[index];
    const name = `${id}\n${index}`;
    if (part?.type === "tool-call") {
      // Of arguments that grow on nothing more is shown.
      const isWritten = part.progress === undefined && part.arguments.length > 2 * lookedAt;
      if (isWritten && this.#heads.has(name)) return;
      if (part.progress?.state === "ended") this.#tails.drop(id, index);
    }
    const snapshot = this.#turns.part(id, index);
    if (!snapshot) return;
    const { key, head } = snapshot;
    if (head.kind === "tool") {
      const now = JSON.stringify(head);
      if (this.#heads.get(name) === now) return;
      if (head.state === "streaming" || head.state === "approval") this.#heads.set(name, now);
      else this.#heads.delete(name);
    }
    this.#patch({ op: "head", id, key, head });
  }

  #count(id: string): number {
    return this.#service.current.get(id)?.parts.length ?? 0;
  }

  #withTail(id: string, part: MessageSnapshot["parts"][number]): MessageSnapshot["parts"][number] {
    if (part.head.kind !== "tool" || (part.head.state !== "running" && part.head.state !== "approval")) return part;
    return { ...part, text: this.#tails.of(id, Number(part.key)) };
  }
}
