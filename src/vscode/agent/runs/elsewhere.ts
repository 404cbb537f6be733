// A run that goes on in another window while its conversation is shown here: it is followed on the disk, said to be there,
// and left alone.

import type { ConversationService } from "../../../core/conversation/conversationService.ts";
import type { ConversationStore } from "../../../core/conversation/conversationStore.ts";
import type { Disposable } from "../../../core/util/disposable.ts";
import { Emitter, type Event } from "../../../core/util/emitter.ts";

/** How often it is looked what the other window has written, in ms. */
const lookMs = 1_000;

/** The conversations whose run is another window's. */
export interface RunsElsewhere {
  has(chat: string): boolean;
  /** What `has` says of the chat is another. */
  readonly onDidChange: Event<string>;
}

export interface ElsewhereDeps {
  /** Whether a run in `chat` goes on in another window. */
  readonly isElsewhere: (chat: string) => Promise<boolean> | boolean;
  readonly store: Pick<ConversationStore, "poll">;
  readonly everyMs?: number;
}

/** One for the window. */
export class Elsewhere implements RunsElsewhere, Disposable {
  readonly #deps: ElsewhereDeps;
  readonly #chats = new Set<string>();
  readonly #changed = new Emitter<string>();

  constructor(deps: ElsewhereDeps) {
    this.#deps = deps;
  }

  get onDidChange(): Event<string> {
    return this.#changed.event;
  }

  has(chat: string): boolean {
    return this.#chats.has(chat);
  }

  /** Follows whatever `service` shows, until it is disposed. */
  watch(service: ConversationService): Disposable {
    const { everyMs = lookMs } = this.#deps;
    let timer: NodeJS.Timeout | undefined;
    /** Of several looks the last one goes on. */
    let looks = 0;
    const look = async () => {
      const mine = ++looks;
      clearTimeout(timer);
      const { id } = service.current;
      const isLeft = lastIsLeft(service);
      const goesOn = isLeft && (await this.#deps.isElsewhere(id));
      if (mine !== looks) return;
      // What was written at the very end may come after the word that it has ended.
      const isEnding = isLeft && !goesOn && this.has(id) && !ending.has(id);
      if (isEnding) ending.add(id);
      else ending.delete(id);
      this.#set(id, goesOn || isEnding);
      if (!goesOn && !isEnding) return;
      timer = setTimeout(() => void this.#deps.store.poll(id).then(look, look), everyMs);
      timer.unref();
    };
    const ending = new Set<string>();
    void look();
    const listening = service.onDidChange(({ type }) => {
      if (type === "reset") void look();
    });
    return {
      dispose: () => {
        looks++;
        clearTimeout(timer);
        listening.dispose();
      },
    };
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #set(chat: string, goesOn: boolean): void {
    if (this.has(chat) === goesOn) return;
    if (goesOn) this.#chats.add(chat);
    else this.#chats.delete(chat);
    this.#changed.fire(chat);
  }
}

/** Whether what is shown ends with a reply of which nobody saw the end. */
function lastIsLeft({ current }: ConversationService): boolean {
  const last = current.path().at(-1);
  return last?.role === "assistant" && last.error?.reason === "interrupted";
}
