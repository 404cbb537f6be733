/** Every setting of package.json, without `mimo.`; a test holds both lists equal. */
export const settingNames = [
  "endpoint",
  "baseUrl",
  "protocol",
  "model",
  "thinking",
  "temperature",
  "maxCompletionTokens",
  "webSearch",
  "instructions",
  "codeLens",
  "currency",
  "speech.voice",
  "speech.style",
  "speech.model",
  "speech.singing",
  "speech.code",
  "speech.tags",
  "speech.readReplies",
  "context.activeEditor",
  "context.agentsFile",
  "history.titles",
  "history.maxSizeMb",
] as const;

export type SettingName = (typeof settingNames)[number];
