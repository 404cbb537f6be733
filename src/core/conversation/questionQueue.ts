// Questions that wait for their turn: asked while a reply was being written, in the order they came. Pure. A question is
// in the queue or in the conversation, never in both: the id it waits under becomes the turn's.

import type { UserMessagePart, UserTurn } from "./userTurn.ts";

/** A question that is not in the conversation yet: where it will stand is known when it is taken. */
export type QueuedQuestion = Omit<UserTurn, "parentId">;

/**
 * Why nothing goes out of a queue until the person says so: the reply was stopped, or it failed, or it was not a
 * whole answer, or the questions were kept from before a reload, or by another window, which alone sends them by itself.
 */
export type QueueHold = "stopped" | "error" | "incomplete" | "kept";

/** The queue of one conversation, as this window has it. */
export class QuestionQueue {
  #items: readonly QueuedQuestion[] = [];
  #hold: QueueHold | undefined;
  /** The ids of those that were put in, or taken over, here. */
  readonly #own = new Set<string>();
  #edited: ReadonlySet<string> = new Set();

  /** In the order they will be asked. */
  get items(): readonly QueuedQuestion[] {
    return this.#items;
  }

  has(id: string): boolean {
    return this.#items.some((item) => item.id === id);
  }

  /** Undefined while they go out by themselves, and when there are none. */
  get hold(): QueueHold | undefined {
    const [first] = this.#items;
    if (!first) return undefined;
    return this.#hold ?? (this.#own.has(first.id) ? undefined : "kept");
  }

  /**
   * The one to take next; undefined when there is none, when they are held, or while the person is changing it. Whoever
   * puts it into the conversation takes it out of here by that.
   */
  get next(): QueuedQuestion | undefined {
    const [first] = this.#items;
    return first && this.hold === undefined && !this.#edited.has(first.id) ? first : undefined;
  }

  /** Puts a question of this window behind the others. */
  add(question: QueuedQuestion): void {
    this.#own.add(question.id);
    this.read(question);
  }

  /** The same for one that was read from a journal: it is not ours to send. One that is known stays as it is. */
  read(question: QueuedQuestion): void {
    if (!this.has(question.id)) this.#items = [...this.#items, question];
  }

  /** Puts other words into the place of a question. */
  change(id: string, parts: readonly UserMessagePart[]): void {
    this.#items = this.#items.map((item) => (item.id === id ? { ...item, parts } : item));
  }

  /** Takes a question out, wherever it stands. */
  remove(id: string): void {
    if (!this.has(id)) return;
    // What stood behind one that is held was held with it, and is not let loose by this.
    const { hold } = this;
    this.#items = this.#items.filter((item) => item.id !== id);
    this.#own.delete(id);
    this.#hold = this.#items.length === 0 ? undefined : hold;
  }

  /** Those the person is changing now: the queue does not go past them. */
  setEdited(ids: readonly string[]): void {
    this.#edited = new Set(ids);
  }

  /** Nothing goes out until `release`. */
  holdFor(reason: Exclude<QueueHold, "kept">): void {
    if (this.#items.length > 0) this.#hold = reason;
  }

  /** They go out by themselves again, from this window. */
  release(): void {
    this.#hold = undefined;
    for (const { id } of this.#items) this.#own.add(id);
  }

  /** Another window has taken them over. */
  letGo(): void {
    this.#own.clear();
  }
}
