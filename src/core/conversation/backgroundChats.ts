// The conversations of a window that were left while a reply was written into them. Each goes on until that and what waits
// for it is done, or until somebody opens it again.

import type { Disposable } from "../util/disposable.ts";
import { Emitter, type Event } from "../util/emitter.ts";
import type { Background, ConversationService } from "./conversationService.ts";
import type { LiveConversation } from "./liveConversation.ts";

/** A conversation in the background, with all that a shown one has but a page. */
export interface BackgroundChat extends Disposable {
  readonly service: ConversationService;
  /** Resolves when nothing is done any more that would be lost with it; its title is written, say. */
  settled(): Promise<void>;
}

/** One for the window. Disposing leaves the replies unfinished. */
export class BackgroundChats implements Background, Disposable {
  readonly #open: (live: LiveConversation) => BackgroundChat;
  readonly #chats = new Map<string, BackgroundChat>();
  readonly #changed = new Emitter<void>();
  /** Fires when one came or went, or one began or ceased to wait for the person. */
  readonly onDidChange: Event<void> = this.#changed.event;

  /** `open` makes what `live` goes on in. */
  constructor(open: (live: LiveConversation) => BackgroundChat) {
    this.#open = open;
  }

  /** In the order they were left. */
  get services(): readonly ConversationService[] {
    return [...this.#chats.values()].map(({ service }) => service);
  }

  /** The one that has the conversation of that id. */
  find(id: string): ConversationService | undefined {
    return this.#chats.get(id)?.service;
  }

  add(live: LiveConversation): void {
    const { id } = live.conversation;
    const chat = this.#open(live);
    this.#chats.set(id, chat);
    chat.service.onDidChange(({ type }) => {
      if (type === "waiting") this.#changed.fire();
      if (type === "updated" || type === "queue") void this.#endWhenDone(id, chat);
    });
    this.#changed.fire();
  }

  take(id: string): LiveConversation | undefined {
    const chat = this.#chats.get(id);
    if (!chat) return undefined;
    const live = chat.service.release();
    this.#remove(id, chat);
    return live;
  }

  dispose(): void {
    for (const chat of this.#chats.values()) chat.dispose();
    this.#chats.clear();
    this.#changed.dispose();
  }

  async #endWhenDone(id: string, chat: BackgroundChat): Promise<void> {
    if (chat.service.goesOn) return;
    // A listener that comes after this one begins what has to be waited for.
    await Promise.resolve();
    await chat.settled();
    if (this.#chats.get(id) === chat && !chat.service.goesOn) this.#remove(id, chat);
  }

  #remove(id: string, chat: BackgroundChat): void {
    this.#chats.delete(id);
    chat.dispose();
    this.#changed.fire();
  }
}
