// An answer that is done where nobody sees it is told by a mark, until somebody looks; so are a run that waits, and a
// command in the background that has ended.

import { howItEnded } from "../../core/agent/watching/howItEnded.ts";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import type { AssistantTurn } from "../../core/conversation/message.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import type { Event } from "../../core/util/emitter.ts";

/** Where a chat is shown. */
export interface MarkedPlace {
  /** Whether its page is in sight. */
  readonly isSeen: boolean;
  mark(on: boolean, why?: MarkReason): void;
}

/** What the mark says. */
export type MarkReason = "done" | "waiting" | "command";

/**
 * Marks `place` when a reply ends out of sight, however it ends, unless a person stopped it, and when it waits for the person. `seen` of what it returns
 * takes the mark away: call it whenever the place comes into sight.
 */
export function markWhenDone(
  service: ConversationService,
  place: MarkedPlace,
  onDidEndCommand?: Event<{ readonly chat: string }>,
): Disposable & { seen(): void } {
  let mark: MarkReason | undefined;
  let marked = "";
  const set = (why: MarkReason | undefined) => {
    if (why === mark) return;
    mark = why;
    if (why === undefined) place.mark(false);
    else place.mark(true, why);
  };
  const listening = service.onDidChange((change) => {
    // What another window said, or another version, leaves the answer unseen; another conversation has none.
    if (change.type === "reset") return service.current.id === marked ? undefined : set(undefined);
    if ((change.type !== "updated" && change.type !== "waiting") || place.isSeen) return;
    const turn = service.current.get(change.id);
    const why = turn?.role === "assistant" ? reasonOf(turn, service.waiting.length > 0) : undefined;
    if (!why) return;
    marked = service.current.id;
    set(why);
  });
  const ends = onDidEndCommand?.(({ chat }) => {
    // A run that goes on hears of it, and one that waits is marked for that.
    if (chat !== service.current.id || service.isStreaming || place.isSeen || mark !== undefined) return;
    marked = chat;
    set("command");
  });
  return {
    seen: () => {
      if (place.isSeen) set(undefined);
    },
    dispose: () => {
      listening.dispose();
      ends?.dispose();
    },
  };
}

/** A run that has made all the steps it may waits to be gone on with. */
function reasonOf(turn: AssistantTurn, waits: boolean): MarkReason | undefined {
  if (turn.state === "streaming") return waits ? "waiting" : undefined;
  const ending = howItEnded(turn);
  if (ending === "stopped") return undefined;
  return ending === "limit" ? "waiting" : "done";
}
