// The commands of package.json by name, from the manifest to their handlers: a feature gives a part of this table, and
// the composition root does not compile while one is missing.

/** Every command of package.json, without `mimo.`; a test holds both lists equal. */
export const commandNames = [
  "openChat",
  "newChat",
  "newChatInView",
  "stop",
  "approve",
  "deny",
  "showRuns",
  "setApiKey",
  "clearApiKey",
  "selectModel",
  "selectMode",
  "selectRules",
  "selectTools",
  "compactChat",
  "refreshModels",
  "showLog",
  "openSettings",
  "showUsage",
  "manageApprovals",
  "reviewChanges",
  "keepChanges",
  "undoChanges",
  "keepChangedLines",
  "undoChangedLines",
  "restoreCheckpoint",
  "explain",
  "refactor",
  "fix",
  "document",
  "editSelection",
  "generateTests",
  "acceptEdit",
  "rejectEdit",
  "acceptHunk",
  "rejectHunk",
  "showEditDiff",
  "retryEdit",
  "refineEdit",
  "nextEdit",
  "previousEdit",
  "submitEditRequest",
  "cancelEditRequest",
  "generateCommitMessage",
  "reviewCode",
  "clearReview",
  "fixFinding",
  "dismissFinding",
  "writeCommitMessage",
  "explainTerminalSelection",
  "addSelectionToChat",
  "addFileToChat",
  "continueInChat",
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
  "openHistory",
  "exportChat",
  "importChat",
] as const;

export type CommandName = (typeof commandNames)[number];

/**
 * Runs a command. Menus, key bindings and other extensions call with whatever they like, so a handler parses what it
 * uses of its arguments. Rejects with what failed.
 */
export type CommandHandler = (...args: readonly unknown[]) => unknown;

/** A handler for each of `Name`. */
export type CommandTable<Name extends CommandName = CommandName> = Readonly<Record<Name, CommandHandler>>;

/** Whether `name` is one of ours. */
export function isCommandName(name: string): name is CommandName {
  return (commandNames as readonly string[]).includes(name);
}
