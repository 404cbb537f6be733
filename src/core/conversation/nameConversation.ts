import type { Conversation } from "./conversation.ts";
import type { ConversationStore } from "./conversationStore.ts";

/** Names `conversation`, here and in its journal. False, and nothing is changed, where a model would replace a name. */
export function nameConversation(
  conversation: Conversation,
  title: string,
  by: "model" | "person",
  store: Pick<ConversationStore, "append">,
): boolean {
  if (by === "model" && conversation.title !== "") return false;
  conversation.title = title;
  conversation.titleBy = by;
  store.append(conversation.id, [{ type: "title", title, by }]);
  return true;
}
