// Which of two models sums up a conversation for less. What the model of the chat was sent before costs it next to nothing
// again; another one has to read all of it anew.
//
// With the prices of 2026-05 (a million tokens, in dollars; pro 0.0036 cached, 0.435 new, 0.87 out; flash 0.14 new, 0.28 out),
// a summary of 4,000 tokens and a conversation of N:
//   pro, cached   N · 0.0036 + 0.0035   800,000: $0.0064   100,000: $0.0038   10,000: $0.0035
//   flash         N · 0.14   + 0.0011   800,000: $0.1131   100,000: $0.0151   10,000: $0.0025
//   pro, cold     N · 0.435  + 0.0035   800,000: $0.3515   100,000: $0.0470   10,000: $0.0078
// So where the cache holds, the chat's own model is cheaper from 17,300 tokens on, 18 times for a full window; where it does
// not, the fast one is cheaper by two thirds. Credits of a Token Plan stand in the same proportions.

import type { Message } from "../conversation/message.ts";
import type { Usage } from "../model/streamEvent.ts";

/** How long what was sent is taken to stay in the cache, in ms. No document says; hits were seen within minutes. */
const cacheLasts = 60 * 60 * 1000;

/** A request as far as its price goes. */
export type PriceOf = (
  model: string,
  usage: Required<Pick<Usage, "inputTokens" | "cachedInputTokens" | "outputTokens">>,
) => number | undefined;

/** Whether `fast` sums up `tokens` for less than `main`. What has no price leaves it to `main`. */
export function isFastCheaper(
  models: { readonly main: string; readonly fast: string },
  sizes: { readonly tokens: number; readonly cached: boolean; readonly summary: number },
  priceOf: PriceOf,
): boolean {
  const used = { inputTokens: sizes.tokens, outputTokens: sizes.summary };
  const main = priceOf(models.main, { ...used, cachedInputTokens: sizes.cached ? sizes.tokens : 0 });
  const fast = priceOf(models.fast, { ...used, cachedInputTokens: 0 });
  return main !== undefined && fast !== undefined && fast < main;
}

/**
 * Whether what `path` says is in the cache of `model`, which was sent it last at `sentAt` (ms). Some hosts were reported to
 * have no cache: where a request followed another and hit nothing, nothing is expected.
 */
export function isCached(path: readonly Message[], model: string, sentAt: number, now: number): boolean {
  const replies = path.filter((message) => message.role === "assistant").filter((reply) => reply.model === model);
  if (replies.length === 0 || now - sentAt > cacheLasts) return false;
  const requests = replies.reduce(
    (sum, { parts, finish }) => sum + parts.filter(({ type }) => type === "step").length + (finish ? 1 : 0),
    0,
  );
  // The first of all requests has nothing to hit.
  return requests < 2 || (replies.findLast(({ usage }) => usage)?.usage?.cachedInputTokens ?? 0) > 0;
}
