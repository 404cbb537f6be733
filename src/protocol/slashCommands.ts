// The commands of the composer: a word behind a slash at the very start. The view offers them, the host carries them out.

/** Every command, in the order they are offered. */
export const slashCommands = [
  "explain",
  "refactor",
  "fix",
  "document",
  "tests",
  "commit",
  "review",
  "read",
  "compact",
  "export",
  "new",
] as const;

export type SlashCommand = (typeof slashCommands)[number];

/** A command and what was written behind it, without the space around. */
export interface SlashRequest {
  readonly command: SlashCommand;
  readonly instruction: string;
}

/** The command that `text` is; undefined for anything else, such as a path or a word nobody knows: that is a question. */
export function parseSlash(text: string): SlashRequest | undefined {
  const [, word = "", rest = ""] = /^\/([a-z]+)(?:\s([\s\S]*))?$/i.exec(text) ?? [];
  const command = slashCommands.find((each) => each === word.toLowerCase());
  return command && { command, instruction: rest.trim() };
}
