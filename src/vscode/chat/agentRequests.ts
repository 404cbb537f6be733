// What the view asks of the agent: decisions about what waits, and what its buttons do with calls and changes.

import { hasQuestion } from "../../core/agent/checkpoints/restorePoint.ts";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import type { Message } from "../../core/conversation/message.ts";
import { assertNever } from "../../core/util/assertNever.ts";
import type { AgentToHost } from "../../protocol/agent.ts";
import type { ChatAgent } from "./chatAgent.ts";

/** Carries them out for one chat. What speaks of nothing that is there does nothing. */
export class AgentRequests {
  readonly #service: ConversationService;
  readonly #agent: () => ChatAgent | undefined;

  constructor(service: ConversationService, agent: () => ChatAgent | undefined) {
    this.#service = service;
    this.#agent = agent;
  }

  /** Rejects with what fails. */
  async handle(message: AgentToHost): Promise<void> {
    const service = this.#service;
    const chat = service.current.id;
    switch (message.type) {
      case "approve": {
        const { token, offer } = message;
        service.decide(token, { type: "yes", ...(offer !== undefined && { remember: String(offer) }) });
        return;
      }
      case "deny": {
        const note = message.note?.trim();
        service.decide(message.token, { type: "no", ...(note && { note }) });
        return;
      }
      case "answerQuestion":
        service.decide(message.token, { type: "answer", text: message.text });
        return;
      case "openCall":
        return this.#withCall(message, "openCall");
      case "showInTerminal":
        return this.#withCall(message, "showInTerminal");
      case "keepChanges":
        return this.#agent()?.keep(chat, message.path);
      case "undoChanges":
        return this.#agent()?.undo(chat, message.path);
      case "reviewChanges":
        return this.#agent()?.review(chat, message.path);
      case "restoreCheckpoint":
        if (!hasQuestion(service.current, message.messageId)) return;
        return this.#agent()?.restore({ chat, question: message.messageId });
      default:
        return assertNever(message);
    }
  }

  async #withCall(
    { messageId, key }: { readonly messageId: string; readonly key: string },
    act: "openCall" | "showInTerminal",
  ): Promise<void> {
    const { current } = this.#service;
    const turn: Message | undefined = current.get(messageId);
    const part = turn?.parts[Number(key)];
    if (part?.type !== "tool-call" || turn?.parentId === undefined) return;
    await this.#agent()?.[act](part, { chat: current.id, question: turn.parentId });
  }
}
