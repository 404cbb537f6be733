// What stands below a turn, and what its buttons do. The webview gets the labels and answers with an index, so it can
// ask for nothing that was not offered.

import { type AssistantTurn, isEmptyReply, textOf } from "../../core/conversation/message.ts";
import {
  type Description,
  describeEmpty,
  describeError,
  describeFinish,
  describeSearchFailure,
  describeStop,
  type ErrorContext,
  type Translate,
} from "../errors/describeError.ts";
import { isRun } from "./runSnapshot.ts";

/** What the words need to know of the surroundings, at the time they are shown. */
export type NoticeSurroundings = Pick<ErrorContext, "host" | "keyBelongsElsewhere"> & {
  readonly successorOf: (model: string) => string | undefined;
};

/** The notice below a turn, or undefined when there is nothing to say; few turns need to know what is around them. */
export function describeTurn(
  turn: AssistantTurn,
  surroundings: () => NoticeSurroundings,
  t: Translate,
): Description | undefined {
  const end = describeEnd(turn, surroundings, t);
  const description = end && canContinue(turn) ? goingOn(end, t) : end;
  return turn.searchError === undefined ? description : describeSearchFailure(description, t);
}

/** Whether a turn is a run that ended before its time: it is taken up where it was left. */
export function canContinue(turn: AssistantTurn): boolean {
  return isRun(turn) && (turn.state === "stopped" || turn.state === "error");
}

/** To begin anew would do all that was done a second time. */
function goingOn({ actions, ...rest }: Description, t: Translate): Description {
  const others = actions.filter(({ action: { kind } }) => kind !== "retry" && kind !== "continue");
  if (!actions.some(({ action: { kind } }) => kind === "retry")) return { ...rest, actions };
  return { ...rest, actions: [{ label: t("Continue"), action: { kind: "continue" } }, ...others] };
}

function describeEnd(
  turn: AssistantTurn,
  surroundings: () => NoticeSurroundings,
  t: Translate,
): Description | undefined {
  if (turn.error) {
    const around = surroundings();
    const context: ErrorContext = {
      model: turn.model,
      successor: around.successorOf(turn.model),
      host: around.host,
      keyBelongsElsewhere: around.keyBelongsElsewhere,
      hasText: textOf(turn) !== "" || isRun(turn),
    };
    return describeError(turn.error, context, t);
  }
  if (turn.state === "stopped") {
    // Why it ended is the last thing that is said in it.
    if (turn.parts.findLast(({ type }) => type !== "step")?.type === "notice") return undefined;
    return isRun(turn) || /\S/.test(textOf(turn)) ? describeStop(t) : undefined;
  }
  if (!turn.finish) return undefined;
  const description = describeFinish(turn.finish.reason, turn.finish.rawReason, t);
  return description ?? (isEmptyReply(turn) ? describeEmpty(t) : undefined);
}
