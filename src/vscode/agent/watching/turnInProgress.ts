import type { ConversationService } from "../../../core/conversation/conversationService.ts";
import type { AssistantTurn } from "../../../core/conversation/message.ts";

/** The turn that is being written in the open conversation of `service`. */
export function turnInProgress(service: ConversationService): AssistantTurn | undefined {
  if (!service.isStreaming) return undefined;
  const turn = service.current.path().at(-1);
  return turn?.role === "assistant" && turn.state === "streaming" ? turn : undefined;
}
