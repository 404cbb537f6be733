import type { Usage } from "./streamEvent.ts";

/** The tokens of two replies together, `usage` being the later. What only one of them counted is what that one says. */
export function addUsage(before: Usage | undefined, usage: Usage): Usage {
  if (!before) return usage;
  const sum = (a: number | undefined, b: number | undefined) => (a === undefined ? b : a + (b ?? 0));
  const optional = {
    cachedInputTokens: sum(before.cachedInputTokens, usage.cachedInputTokens),
    reasoningTokens: sum(before.reasoningTokens, usage.reasoningTokens),
    webSearchCalls: sum(before.webSearchCalls, usage.webSearchCalls),
    webSearchPages: sum(before.webSearchPages, usage.webSearchPages),
  };
  const billing = usage.billing ?? before.billing;
  return {
    inputTokens: before.inputTokens + usage.inputTokens,
    outputTokens: before.outputTokens + usage.outputTokens,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    ...(usage.isPartial && { isPartial: true }),
    ...(billing && { billing }),
  };
}
