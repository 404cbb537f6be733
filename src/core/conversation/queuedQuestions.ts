// The queue of a conversation: what is done with it goes to the journal, and when a reply has ended well
// the next question is asked. After a stop, an error or half an answer nothing is asked that the person does not send.

import { Emitter } from "../util/emitter.ts";
import type { Conversation } from "./conversation.ts";
import { queuedEntry } from "./journal.ts";
import { type AssistantTurn, isWhole } from "./message.ts";
import type { QuestionQueue, QueuedQuestion } from "./questionQueue.ts";
import type { Steering } from "./reply.ts";
import type { JournalEntry } from "./stored/journalEntry.ts";
import type { UserTurn } from "./userTurn.ts";

/** What it needs of what is around it. */
export interface QueueSurroundings {
  readonly conversation: Conversation;
  /** Whether a question would be taken now. */
  canAsk(): boolean;
  /** Whether the conversation may be changed at all. */
  canChange(): boolean;
  /** Asks below the last turn. False when it is not taken; throws what the settings throw. */
  ask(question: QueuedQuestion): boolean;
  append(...entries: readonly JournalEntry[]): void;
  /** Takes in what other windows have written: they may have changed, sent or taken over what waits. */
  poll(): Promise<void>;
  /** Told after each change of the queue. */
  onChange(): void;
  onError(error: unknown): void;
}

/** The queue as the surfaces use it. */
export class QueuedQuestions {
  readonly #around: QueueSurroundings;
  /** Fires when there may be one to take. */
  readonly #added: Emitter<void>;

  constructor(around: QueueSurroundings) {
    this.#around = around;
    this.#added = new Emitter(around.onError);
  }

  /** Whether a question has to wait behind others, or for the reply that is being written. */
  get isBusy(): boolean {
    const { items, hold } = this.#queue;
    return !this.#around.canAsk() || (items.length > 0 && hold === undefined);
  }

  /** Whether the next one will be asked without anybody doing anything for it. */
  get goesOn(): boolean {
    const { items, hold } = this.#queue;
    return items.length > 0 && hold === undefined && this.#around.canChange();
  }

  has(id: string): boolean {
    return this.#queue.has(id);
  }

  /** Puts a question behind the others; its id becomes the turn's. False where nothing can be changed. */
  add(question: QueuedQuestion): boolean {
    if (!this.#around.canChange()) return false;
    this.#queue.add(question);
    this.#around.append(queuedEntry(question));
    this.#around.onChange();
    void this.#goOn();
    return true;
  }

  /** What waits, for a run that takes it up while it goes on; `taken` makes of a question what goes into the run. */
  steering(taken: (question: QueuedQuestion) => UserTurn): Steering {
    const queue = this.#queue;
    return {
      get isWaiting() {
        return queue.next !== undefined;
      },
      onDidAdd: this.#added.event,
      take: () => {
        const question = queue.next;
        if (!question) return undefined;
        queue.remove(question.id);
        this.#around.onChange();
        return taken(question);
      },
    };
  }

  /** Other words for a question that waits; its files and references stay. False when it waits no more. */
  async edit(id: string, text: string): Promise<boolean> {
    if (!(await this.#stillWaits(id))) return false;
    const parts = [{ type: "text", text }] as const;
    this.#queue.change(id, parts);
    this.#around.append({ type: "requeued", id, parts });
    this.#around.onChange();
    return true;
  }

  /** Takes a question out, for good, unless it was asked meanwhile. */
  async remove(id: string): Promise<void> {
    if (!(await this.#stillWaits(id))) return;
    this.#queue.remove(id);
    this.#around.append({ type: "unqueued", id });
    this.#around.onChange();
    void this.#goOn();
  }

  /** Those whose words the person is changing: neither they nor what stands behind them is asked meanwhile. */
  setEdited(ids: readonly string[]): void {
    this.#queue.setEdited(ids);
    void this.#goOn();
  }

  /** The person wants them sent: now, or when the reply that is being written has ended. */
  send(): void {
    if (this.#queue.items.length === 0 || !this.#around.canChange()) return;
    this.#queue.release();
    this.#around.append({ type: "claimed" });
    this.#around.onChange();
    void this.#goOn();
  }

  /** Another window has the conversation: what waits here is kept until the person sends it. */
  letGo(): void {
    if (this.#queue.items.length === 0) return;
    this.#queue.letGo();
    this.#around.onChange();
  }

  /** The reply in progress has ended; `turn` is what it came to. */
  replyEnded(turn: AssistantTurn): void {
    if (isWhole(turn)) {
      void this.#goOn();
      return;
    }
    if (this.#queue.items.length === 0) return;
    this.#queue.holdFor(turn.state === "done" ? "incomplete" : turn.state === "error" ? "error" : "stopped");
    this.#around.onChange();
  }

  /** The person wants no more for now: also between two replies, and at the very end of one, nothing goes out any more. */
  stop(): void {
    const { items, hold } = this.#queue;
    if (items.length === 0 || hold !== undefined) return;
    this.#queue.holdFor("stopped");
    this.#around.onChange();
  }

  /** Where another window has the conversation, nothing here will say that it is free again: what waits is kept. */
  #mayAsk(): boolean {
    if (this.#around.canAsk()) return true;
    if (!this.#around.canChange()) this.letGo();
    return false;
  }

  get #queue(): QuestionQueue {
    return this.#around.conversation.queue;
  }

  /** Asks the disk too: another window may have sent it. */
  async #stillWaits(id: string): Promise<boolean> {
    const queue = this.#queue;
    if (!queue.has(id)) return false;
    await this.#around.poll().catch(this.#around.onError);
    return queue.has(id) && this.#around.canChange();
  }

  async #goOn(): Promise<void> {
    const around = this.#around;
    const queue = this.#queue;
    if (queue.next) this.#added.fire();
    if (!queue.next || !this.#mayAsk()) return;
    await around.poll().catch(around.onError);
    if (!this.#mayAsk()) return;
    const { next } = queue;
    try {
      // Not taken: another window was faster, and nobody here would come back to it.
      if (next && !around.ask(next)) this.letGo();
    } catch (error) {
      queue.holdFor("error");
      around.onChange();
      around.onError(error);
    }
  }
}
