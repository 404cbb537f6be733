// How many tokens are free for what goes with a question.

import type { ModelInfo } from "../model/modelTable.ts";

/** A reply without a named limit is planned with this. */
const usualReply = 32_768;

/**
 * Tokens left in the window of `model` when `base` (system prompt, conversation, question) goes out and a reply of
 * `maxOutputTokens` is to fit. A quarter of the window is the most that is kept free for the reply. Never negative.
 */
export function contextRoom(
  model: Pick<ModelInfo, "contextWindow" | "defaultMaxOutputTokens">,
  maxOutputTokens: number | undefined,
  base: number,
): number {
  const reply = Math.min(maxOutputTokens ?? model.defaultMaxOutputTokens ?? usualReply, model.contextWindow / 4);
  return Math.max(0, Math.floor(model.contextWindow - reply - base));
}

/** The chat model in use today with the smallest window that is larger than `current` and holds `needed` tokens. */
export function roomierModel<M extends ModelInfo>(
  models: readonly M[],
  current: ModelInfo,
  needed: number,
): M | undefined {
  return models
    .filter((model) => model.kind === "chat" && model.lifecycle.state === "current")
    .filter((model) => model.contextWindow > current.contextWindow && contextRoom(model, undefined, 0) >= needed)
    .sort((a, b) => a.contextWindow - b.contextWindow)[0];
}
