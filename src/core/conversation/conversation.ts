// A conversation is a tree of turns: asking again or editing a question adds a version beside the earlier one, so
// nothing is ever overwritten. What is shown and sent is one path through the tree.

import type { Message } from "./message.ts";
import { QuestionQueue } from "./questionQueue.ts";

/** Key of the first turns' parent in the table of choices. */
const root = "";

/** The turns of one conversation and which version of each is chosen. Holds state; changed by its service alone. */
export class Conversation {
  readonly id: string;
  readonly createdAt: number;
  /** Empty until somebody has written one. */
  title = "";
  /** Who wrote the title. */
  titleBy: "model" | "person" = "model";
  /** What the person has asked while a reply was being written. */
  readonly queue = new QuestionQueue();
  readonly #messages = new Map<string, Message>();
  readonly #children = new Map<string, string[]>();
  readonly #chosen = new Map<string, string>();

  constructor(id: string, createdAt: number) {
    this.id = id;
    this.createdAt = createdAt;
  }

  get(id: string): Message | undefined {
    return this.#messages.get(id);
  }

  get isEmpty(): boolean {
    return this.#messages.size === 0;
  }

  /** Adds a turn below its parent and chooses it, or replaces the turn of the same id. A question waits no more. */
  put(message: Message): void {
    this.queue.remove(message.id);
    const known = this.#messages.has(message.id);
    this.#messages.set(message.id, message);
    if (known) return;
    const parent = message.parentId ?? root;
    const siblings = this.#children.get(parent);
    if (siblings) siblings.push(message.id);
    else this.#children.set(parent, [message.id]);
    this.#chosen.set(parent, message.id);
  }

  /** Every turn of every version, in the order they were added: a parent before what follows it. */
  all(): readonly Message[] {
    return [...this.#messages.values()];
  }

  /** The chosen version of each turn that has one, on the visible path and off it. */
  choices(): readonly string[] {
    return [...this.#chosen.values()];
  }

  /** The visible path, oldest first. */
  path(): readonly Message[] {
    return this.#follow(root);
  }

  /** What was said below `id` in the versions that are chosen there, oldest first; itself is not in it. */
  below(id: string): readonly Message[] {
    return this.#follow(id);
  }

  #follow(parent: string): readonly Message[] {
    const path: Message[] = [];
    let next = this.#chosen.get(parent);
    while (next !== undefined) {
      const message = this.#messages.get(next);
      if (!message) break;
      path.push(message);
      next = this.#chosen.get(message.id);
    }
    return path;
  }

  /** What was said up to and including `id`, on the visible path or off it, oldest first; empty without such a turn. */
  pathTo(id: string | undefined): readonly Message[] {
    const path: Message[] = [];
    for (let turn = this.#at(id); turn; turn = this.#at(turn.parentId)) path.push(turn);
    return path.reverse();
  }

  /** All versions of a turn, oldest first, itself included. */
  versionsOf(id: string): readonly string[] {
    const message = this.#messages.get(id);
    return message ? (this.#children.get(message.parentId ?? root) ?? []) : [];
  }

  /** Takes a turn that nothing follows out of the tree; the version before it is shown again. */
  discard(id: string): void {
    const message = this.#messages.get(id);
    if (!message || this.#children.has(id)) return;
    const parent = message.parentId ?? root;
    const siblings = (this.#children.get(parent) ?? []).filter((sibling) => sibling !== id);
    this.#messages.delete(id);
    const previous = siblings.at(-1);
    if (previous === undefined) {
      this.#children.delete(parent);
      this.#chosen.delete(parent);
    } else {
      this.#children.set(parent, siblings);
      this.#chosen.set(parent, previous);
    }
  }

  /** Brings `id` onto the visible path; the versions that had to be chosen for it, the first turn's first. */
  reveal(id: string | undefined): readonly string[] {
    const hidden = this.pathTo(id).filter((turn) => this.#chosen.get(turn.parentId ?? root) !== turn.id);
    for (const turn of hidden) this.choose(turn.id);
    return hidden.map((turn) => turn.id);
  }

  /** Shows the version `id` and what was said below it. */
  choose(id: string): void {
    const message = this.#messages.get(id);
    if (message) this.#chosen.set(message.parentId ?? root, id);
  }

  #at(id: string | undefined): Message | undefined {
    return id === undefined ? undefined : this.#messages.get(id);
  }
}
