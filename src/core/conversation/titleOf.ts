import type { Conversation } from "./conversation.ts";
import { textOf } from "./message.ts";

/** The longest title, in UTF-16 units. */
const maxLength = 80;

/** What a conversation is called: its title, else the first words of what was asked; empty when nothing was. */
export function titleOf(conversation: Conversation): string {
  if (conversation.title !== "") return conversation.title;
  const question = conversation.path()[0] ?? conversation.all()[0];
  return question ? tidyTitle(textOf(question)) : "";
}

/** `text` as one line that fits; quotes and marks that a model likes to put around a title are taken off. */
export function tidyTitle(text: string): string {
  const line = text.trim().split(/\r?\n/, 1)[0] ?? "";
  const bare = line
    .replace(/^(title|标题)\s*[:：]\s*/i, "")
    .replace(/^[#*_`"'“”「《\s]+|[*_`"'“”」》\s]+$/gu, "")
    .replace(/\s+/g, " ");
  if (bare.length <= maxLength) return bare;
  const cut = bare.slice(0, maxLength).replace(/\s+\S*$/, "");
  // Not through the middle of a character.
  return `${cut.replace(/[\uD800-\uDBFF]$/, "")}…`;
}
