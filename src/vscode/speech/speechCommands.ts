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
] as const;

export type SpeechCommand = (typeof speechCommands)[number];
