// The bundle of the player: its bar, its state and the sound.

import type { SpeechToHost } from "../../src/protocol/speech.ts";
import { SpeechPlayer } from "./audio/speechPlayer.ts";
import type { PlayerOptions } from "./lazyPlayer.ts";
import { loadPlayerChoice, savePlayerChoice } from "./playerChoice.ts";

export { Player } from "./Player.tsx";

/** The player of one view, with what was chosen last. */
export function createPlayer({ host, workletUri, onError }: PlayerOptions): SpeechPlayer {
  return new SpeechPlayer({
    workletUri,
    post: (message: SpeechToHost) => host.post(message),
    choice: loadPlayerChoice(host),
    saveChoice: (choice) => savePlayerChoice(host, choice),
    onError,
  });
}
