import type { CommandName } from "../commands/commandTable.ts";

/** The commands of speech, as in package.json, without `mimo.`. */
export const speechCommands = [
  "readAloud",
  "readFromHere",
  "readReplyAloud",
  "explainAloud",
  "pauseReading",
  "stopReading",
  "selectVoice",
  "designVoice",
  "cloneVoice",
  "saveSpeech",
  "clearSpeechCache",
] as const satisfies readonly CommandName[];

export type SpeechCommand = (typeof speechCommands)[number];
