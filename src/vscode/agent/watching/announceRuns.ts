// Runs that wait, or are over, where nobody sees it. Neither way of telling decides anything: what is agreed to has to be
// seen.

import type { ConversationService } from "../../../core/conversation/conversationService.ts";
import { type AssistantTurn, isWhole } from "../../../core/conversation/message.ts";
import type { Disposable } from "../../../core/util/disposable.ts";
import { endSentence, waitingSentence } from "./newsWords.ts";
import { type Telling, tellPerson, type WatchedPlace } from "./tellPerson.ts";
import { turnInProgress } from "./turnInProgress.ts";

/** A run that was seen going on: what was over before is no news. */
interface Going {
  readonly id: string;
  /** The parts it had when it began anew: one that is gone on with was told of before. */
  readonly from: number;
}

/**
 * Tells of the runs of `service` while `place` is out of sight. What the person stopped is no news, nor what waited already when
 * they left it. Disposed, nothing is told any more but what has ended: a chat in the background ends with its run.
 */
export function announceRuns(service: ConversationService, place: WatchedPlace, by: Telling): Disposable {
  let going: Going | undefined;
  /** What was told last, as long as it is news. */
  let telling: Disposable | undefined;
  let hasEnded = false;
  /** It waits, and that was told, or seen. */
  let isTold = false;
  /** A chat comes with what goes on in it when it is left, or opened again. */
  const takeUp = () => {
    const id = turnInProgress(service)?.id;
    going = id === undefined ? undefined : { id, from: 0 };
    isTold = service.waiting.length > 0;
  };
  takeUp();
  const tell = (news: "waiting" | "ended", text: string | undefined) => {
    telling?.dispose();
    telling = undefined;
    if (text === undefined) return;
    hasEnded = news === "ended";
    telling = tellPerson({ news, text, button: by.t("Open"), press: () => place.open() }, place, by);
  };
  /** The error of the last end: a turn that is only summed up ends with it once more. */
  let lastError: unknown;
  const look = (turn: AssistantTurn) => {
    if (turn.state === "streaming") {
      if (going?.id !== turn.id) going = { id: turn.id, from: turn.parts.length };
      return;
    }
    if (going?.id !== turn.id) return;
    const isNews = isNewEnd(turn, going.from, lastError);
    going = undefined;
    isTold = false;
    lastError = turn.error;
    // The question that waits is asked now: what comes of that is told.
    const goesOn = isWhole(turn) && service.current.queue.next !== undefined;
    tell("ended", isNews && !goesOn ? endSentence(turn, by.t) : undefined);
  };
  const wait = (id: string) => {
    const [waiting] = service.waiting;
    if (!waiting) {
      isTold = false;
      tell("waiting", undefined);
      return;
    }
    // Of several that wait at once the first one is enough.
    if (isTold) return;
    isTold = true;
    const turn = service.current.get(id);
    if (turn?.role === "assistant") tell("waiting", waitingSentence(turn, waiting, by.t, by.foreignLabel));
  };
  const listening = service.onDidChange((change) => {
    switch (change.type) {
      case "reset": {
        // Another window has said something, and this one's run goes on.
        if (going && turnInProgress(service)?.id === going.id) return;
        // Another conversation, or another path.
        takeUp();
        return tell("ended", undefined);
      }
      case "waiting":
        return wait(change.id);
      case "added":
      case "updated": {
        const turn = service.current.get(change.type === "added" ? change.message.id : change.id);
        return turn?.role === "assistant" ? look(turn) : undefined;
      }
      default:
        return undefined;
    }
  });
  return {
    dispose: () => {
      listening.dispose();
      if (!hasEnded) telling?.dispose();
    },
  };
}

/** Of a run alone: an answer without calls is told by its mark. What was only summed up since it ended is over already. */
function isNewEnd({ parts, error }: AssistantTurn, from: number, lastError: unknown): boolean {
  if (!parts.some(({ type }) => type === "tool-call")) return false;
  if (error) return error !== lastError;
  const added = parts.slice(from);
  return added.some(
    (part) => part.type !== "summary" && !(part.type === "notice" && part.notice.kind === "summarized"),
  );
}
