import { type AssistantTurn, isWhole } from "../../conversation/message.ts";

/**
 * How a reply that has ended stands, for whoever did not see it end. `limit`: it has made as many steps as it may, and waits
 * to be gone on with. `stopped`: by the person, to whom that is no news.
 */
export type Ending = "finished" | "failed" | "limit" | "stopped";

/** How `turn`, which is not being written, ended. */
export function howItEnded(turn: AssistantTurn): Ending {
  if (turn.state !== "stopped") return isWhole(turn) ? "finished" : "failed";
  // The other notices stand in the middle of a run, which a person may have stopped right behind one.
  const last = turn.parts.findLast(({ type }) => type !== "step");
  return last?.type === "notice" && last.notice.kind === "limit" ? "limit" : "stopped";
}
