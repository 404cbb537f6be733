// What a run may do is what its question said, and no more than what holds now: another chat's choice gives it nothing, and
// what the person takes back is gone at once.

import { type Message, questionsOf } from "../conversation/message.ts";
import type { AgentMode } from "../conversation/userTurn.ts";

/** The mode of what the person said last in `path`; undefined when it says none. */
export function modeOf(path: readonly Message[]): AgentMode | undefined {
  for (let at = path.length - 1; at >= 0; at--) {
    const turn = path[at];
    const said = turn ? questionsOf(turn).at(-1) : undefined;
    if (said) return said.mode;
  }
  return undefined;
}

/** The one of both that may do less. */
export function narrowerMode(asked: AgentMode | undefined, now: AgentMode): AgentMode {
  return asked === undefined || asked === "agent" ? now : now === "agent" ? asked : now;
}
