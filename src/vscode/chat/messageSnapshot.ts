// A turn as the webview draws it.

import type { Conversation } from "../../core/conversation/conversation.ts";
import type { Message } from "../../core/conversation/message.ts";
import { replyCost } from "../../core/model/cost.ts";
import type { Currency } from "../../core/model/prices.ts";
import type { PartSnapshot } from "../../protocol/parts.ts";
import type { MessageHead, RetryWait } from "../../protocol/snapshot.ts";
import type { Description } from "../errors/describeError.ts";

/** Everything but the parts: what an `update` patch carries. */
export function messageHead(
  conversation: Conversation,
  message: Message,
  description: Description | undefined,
  retrying: RetryWait | undefined,
  currency: () => Currency,
): MessageHead {
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

/** What is drawn of a turn, in order. */
export function partSnapshots(message: Message): PartSnapshot[] {
  return message.parts.flatMap((_, index) => partSnapshot(message, index) ?? []);
}

/** The part at `index` of a turn; undefined for one that is not drawn. A part's index is its key: none ever goes. */
export function partSnapshot(message: Message, index: number): PartSnapshot | undefined {
  const part = message.parts[index];
  const key = String(index);
  switch (part?.type) {
    case "text":
      return { key, head: { kind: "text" }, text: part.text };
    case "reasoning":
      return { key, head: { kind: "reasoning", milliseconds: reasoningTime(message, index) }, text: part.text };
    default:
      return undefined;
  }
}

/** The time is that of the first piece of reasoning: what is thought between texts is not timed. */
function reasoningTime(message: Message, index: number): number | undefined {
  const isFirst = message.parts.findIndex(({ type }) => type === "reasoning") === index;
  return isFirst && message.role === "assistant" ? message.reasoningMs : undefined;
}
