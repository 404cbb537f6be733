// Finds the message of a conversation in which a search was met.

import type { HistoryItem } from "../../src/protocol/history.ts";
import type { MessageEntry } from "./chatStore.ts";
import { readLog } from "./textLog.ts";

/** How much of what follows the match must be the same, in UTF-16 units: enough to tell one place from another. */
const following = 40;

/** The id of the message; undefined when it was met in the title alone, or in a version that is not shown. */
export function messageWith(
  messages: readonly MessageEntry[],
  { match, after }: NonNullable<HistoryItem["snippet"]>,
): string | undefined {
  const wanted = [match + after.slice(0, following), match].map(plain);
  const texts = messages.map(({ id, parts }) => ({
    id,
    text: plain(
      parts
        .peek()
        .map(({ text }) => readLog(text.peek()))
        .join("\n"),
    ),
  }));
  for (const words of wanted) {
    const found = texts.find(({ text }) => text.includes(words));
    if (found) return found.id;
  }
  return undefined;
}

const plain = (text: string) => text.replace(/\s+/g, " ").toLowerCase();
