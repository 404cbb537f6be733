import { type Cost, replyCost, sumCosts } from "../model/cost.ts";
import type { Currency } from "../model/prices.ts";
import type { Usage } from "../model/streamEvent.ts";
import type { Message } from "./message.ts";
import { uncountedSteps } from "./stepUsage.ts";

/** What a conversation used. */
export interface ConversationUsage {
  /** Replies whose tokens are known. */
  readonly replies: number;
  readonly usage: Usage;
  /** Estimated, by unit; empty when no price is known. */
  readonly costs: readonly Cost[];
  /** How many of `replies` are in no cost: their model has no known price. */
  readonly unpriced: number;
  /** Steps of replies that are over of which the service did not say what they used: in no number and no cost. */
  readonly uncounted: number;
}

/** Adds up all replies of `messages`, the versions that are not shown included; undefined when none was counted. */
export function conversationUsage(messages: Iterable<Message>, currency: Currency): ConversationUsage | undefined {
  const total = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0, webSearchCalls: 0 };
  const costs: Cost[] = [];
  let replies = 0;
  let uncounted = 0;
  for (const message of messages) {
    if (message.role !== "assistant") continue;
    uncounted += uncountedSteps(message);
    if (message.usage === undefined) continue;
    const { usage, model, createdAt } = message;
    replies++;
    total.inputTokens += usage.inputTokens;
    total.cachedInputTokens += usage.cachedInputTokens ?? 0;
    total.outputTokens += usage.outputTokens;
    total.reasoningTokens += usage.reasoningTokens ?? 0;
    total.webSearchCalls += usage.webSearchCalls ?? 0;
    const cost = replyCost(usage, model, createdAt, currency);
    if (cost) costs.push(cost);
  }
  if (replies === 0) return undefined;
  return { replies, usage: total, costs: sumCosts(costs), unpriced: replies - costs.length, uncounted };
}
