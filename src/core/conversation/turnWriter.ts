// The one way a reply that is being written changes: each event goes to the journal, into the turn, and to whoever shows it.

import type { Disposable } from "../util/disposable.ts";
import { applyRunEvent, callIndex } from "./applyRunEvent.ts";
import { endReasoning } from "./applyStreamEvent.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationChange } from "./conversationChange.ts";
import type { ConversationStore } from "./conversationStore.ts";
import { JournalWriter } from "./journalWriter.ts";
import type { AssistantTurn, MessageError } from "./message.ts";
import type { RunEvent } from "./runEvent.ts";

/** Writes the turn `id` of a conversation. Dispose to hand the rest to the store. */
export class TurnWriter implements Disposable {
  readonly id: string;
  readonly #store: ConversationStore;
  readonly #now: () => number;
  readonly #conversation: Conversation;
  readonly #fire: (change: ConversationChange) => void;
  readonly #journal: JournalWriter;

  constructor(
    { store, now }: { readonly store: ConversationStore; readonly now: () => number },
    conversation: Conversation,
    id: string,
    fire: (change: ConversationChange) => void,
  ) {
    this.id = id;
    this.#store = store;
    this.#now = now;
    this.#conversation = conversation;
    this.#fire = fire;
    this.#journal = new JournalWriter(store, conversation.id, id, now);
  }

  /** As it is now; undefined when it was taken away. */
  get turn(): AssistantTurn | undefined {
    const turn = this.#conversation.get(this.id);
    return turn?.role === "assistant" ? turn : undefined;
  }

  /** Something happened. */
  emit(event: RunEvent): void {
    this.record(event);
    this.show(event);
  }

  /** To the journal alone, for an event that is shown later. */
  record(event: RunEvent): void {
    this.#journal.add(event);
  }

  /** Into the turn, and to whoever shows it. */
  show(event: RunEvent): void {
    const { turn } = this;
    if (!turn) return;
    const after = applyRunEvent(turn, event, this.#now());
    this.#put(turn, after);
    const { id } = this;
    switch (event.type) {
      case "text-delta":
      case "reasoning-delta": {
        const type = event.type === "text-delta" ? "text" : "reasoning";
        const isNew = after.parts.length > turn.parts.length;
        this.#fire({ type, id, part: after.parts.length - 1, text: event.text, isNew });
        break;
      }
      // Nothing that is shown of a turn comes of these.
      case "reasoning-signature":
        break;
      case "tool-call-delta":
      case "call-waiting":
      case "call-started":
      case "call-ended":
        this.#fire({ type: "head", id, part: callIndex(after, event.id) });
        break;
      default:
        this.#fire({ type: "updated", id });
    }
  }

  /** The turn has ended other than by a `finish` event. */
  end(error?: MessageError): void {
    const { turn } = this;
    if (!turn) return;
    this.flush();
    const at = this.#now();
    const state = error ? "error" : "stopped";
    this.#put(turn, { ...endReasoning(turn, at), state, ...(error && { error }) });
    this.#store.append(this.#conversation.id, [{ type: "ended", id: this.id, at, state, error }]);
  }

  /** Says that something of the turn but its parts has changed. */
  update(): void {
    this.#fire({ type: "updated", id: this.id });
  }

  /** Hands what has come to the store. */
  flush(): void {
    this.#journal.flush();
  }

  /** Resolves when all that happened is on disk, or could not be written. */
  async durable(): Promise<void> {
    this.flush();
    await this.#store.flush();
  }

  dispose(): void {
    this.#journal.dispose();
  }

  #put(before: AssistantTurn, after: AssistantTurn): void {
    this.#conversation.put(after);
    if (after.reasoningMs === before.reasoningMs) return;
    const part = after.parts.findIndex(({ type }) => type === "reasoning");
    if (part !== -1) this.#fire({ type: "head", id: this.id, part });
  }
}
