// Gathers what streams into a turn and hands it to the store a few times a second: at most that much of a reply is
// lost when the process is killed.

import type { Disposable } from "../util/disposable.ts";
import type { ConversationStore } from "./conversationStore.ts";
import type { RunEvent } from "./runEvent.ts";
import { toStoredEvents } from "./stored/storedEvent.ts";

/** How long an event may wait before it is handed to the store, in ms. */
const delayMs = 400;

/** Writes the events of one turn. Dispose to hand over the rest. */
export class JournalWriter implements Disposable {
  readonly #store: ConversationStore;
  readonly #conversationId: string;
  readonly #turnId: string;
  readonly #now: () => number;

  #events: RunEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: ConversationStore, conversationId: string, turnId: string, now: () => number) {
    this.#store = store;
    this.#conversationId = conversationId;
    this.#turnId = turnId;
    this.#now = now;
  }

  add(event: RunEvent): void {
    this.#events.push(event);
    this.#timer ??= setTimeout(() => this.flush(), delayMs);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const events = toStoredEvents(this.#events);
    this.#events = [];
    if (events.length === 0) return;
    this.#store.append(this.#conversationId, [{ type: "events", id: this.#turnId, at: this.#now(), events }]);
  }

  dispose(): void {
    this.flush();
  }
}
