// Speed and volume are kept in the state that VS Code keeps for the view.

import { type Host, keep } from "../host.ts";
import { type PlayerChoice, speeds } from "./audio/speechPlayer.ts";

/** What was chosen last; ordinary speed and full volume at first. */
export function loadPlayerChoice(host: Host): PlayerChoice {
  const { speed, volume } = playerOf(host.load());
  return {
    speed: typeof speed === "number" && speed >= speeds.min && speed <= speeds.max ? speed : 1,
    volume: typeof volume === "number" && volume >= 0 && volume <= 1 ? volume : 1,
  };
}

/** Keeps the choice beside what others have saved. */
export function savePlayerChoice(host: Host, choice: PlayerChoice): void {
  keep(host, { player: choice });
}

function playerOf(state: unknown): Partial<Record<keyof PlayerChoice, unknown>> {
  const player = typeof state === "object" && state !== null && "player" in state ? state.player : undefined;
  return typeof player === "object" && player !== null ? player : {};
}
