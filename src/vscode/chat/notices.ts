// What stands below a turn, and what its buttons do. The webview gets the labels and answers with an index, so it can
// ask for nothing that was not offered.

import { type AssistantTurn, textOf } from "../../core/conversation/message.ts";
import {
  type Description,
  describeError,
  describeFinish,
  describeSearchFailure,
  type ErrorContext,
  type Translate,
} from "../errors/describeError.ts";

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
  const description = describeEnd(turn, surroundings, t);
  return turn.searchError === undefined ? description : describeSearchFailure(description, t);
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
      hasText: textOf(turn) !== "",
    };
    return describeError(turn.error, context, t);
  }
  return turn.finish && describeFinish(turn.finish.reason, turn.finish.rawReason, t);
}
