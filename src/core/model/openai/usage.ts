import type { Usage } from "../streamEvent.ts";
import { fields, number } from "../wireValue.ts";

/** The `usage` object of a chunk (API document: Stream chunks); undefined if it counts nothing. */
export function decodeUsage(value: unknown): Usage | undefined {
  const usage = fields(value);
  const total = number(usage.total_tokens);
  const output = number(usage.completion_tokens);
  const input = number(usage.prompt_tokens) ?? (total === undefined ? undefined : total - (output ?? 0));
  if (input === undefined && output === undefined) return undefined;
  const search = fields(usage.web_search_usage);
  return defined({
    inputTokens: input ?? 0,
    cachedInputTokens: number(fields(usage.prompt_tokens_details).cached_tokens),
    outputTokens: output ?? 0,
    reasoningTokens: number(fields(usage.completion_tokens_details).reasoning_tokens),
    webSearchCalls: number(search.tool_usage),
    webSearchPages: number(search.page_usage),
  });
}

/** Without the fields that are undefined, so that equal usages are deeply equal. */
function defined(usage: Usage): Usage {
  return Object.fromEntries(Object.entries(usage).filter(([, count]) => count !== undefined)) as unknown as Usage;
}
