// A turn as the webview draws it.

import type { Conversation } from "../../core/conversation/conversation.ts";
import { type Message, reasoningOf, textOf } from "../../core/conversation/message.ts";
import { replyCost } from "../../core/model/cost.ts";
import type { Currency } from "../../core/model/prices.ts";
import type { MessageSnapshot, RetryWait } from "../../protocol/snapshot.ts";
import type { Description } from "../errors/describeError.ts";

/** Everything but the two texts: what an `update` patch carries. */
export function messageHead(
  conversation: Conversation,
  message: Message,
  description: Description | undefined,
  retrying: RetryWait | undefined,
  currency: () => Currency,
): Omit<MessageSnapshot, "content" | "reasoning"> {
  const versions = conversation.versionsOf(message.id);
  const version = versions.length > 1 ? { index: versions.indexOf(message.id) + 1, count: versions.length } : undefined;
  if (message.role === "user") {
    const references = message.references?.map(({ label }) => label);
    return {
      id: message.id,
      role: "user",
      state: "done",
      sources: [],
      version,
      references,
      attachments: message.attachments,
    };
  }
  return {
    id: message.id,
    role: "assistant",
    state: message.state,
    reasoningMs: message.reasoningMs,
    model: message.model,
    sources: message.sources,
    usage: message.usage,
    cost: message.usage && replyCost(message.usage, message.model, message.createdAt, currency()),
    notice: description && {
      severity: message.error ? "error" : "info",
      text: description.text,
      detail: [message.searchError, message.error?.message].filter(Boolean).join("\n") || undefined,
      actions: description.actions.map(({ label }) => label),
    },
    retrying,
    version,
  };
}

/** The whole turn. */
export function messageSnapshot(
  head: Omit<MessageSnapshot, "content" | "reasoning">,
  message: Message,
): MessageSnapshot {
  return { ...head, content: textOf(message), reasoning: reasoningOf(message) };
}
