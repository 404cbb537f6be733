import type { ConversationList, ConversationSummary } from "./conversationIndex.ts";

/** The oldest conversations that have to go for the rest to fit into `maxSize` bytes; never one of `kept`. */
export function oldestAbove(
  { conversations, size }: ConversationList,
  maxSize: number,
  kept: ReadonlySet<string>,
): readonly ConversationSummary[] {
  const oldest: ConversationSummary[] = [];
  let left = size;
  for (const conversation of conversations.toReversed()) {
    if (left <= maxSize) break;
    if (kept.has(conversation.id)) continue;
    oldest.push(conversation);
    left -= conversation.size;
  }
  return oldest;
}
