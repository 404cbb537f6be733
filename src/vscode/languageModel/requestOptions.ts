import type { ReplyOptions } from "../../core/conversation/buildRequest.ts";
import type { ModelInfo } from "../../core/model/modelTable.ts";
import { replyOptions } from "../chat/replyOptions.ts";
import type { Settings } from "../settings/settings.ts";

/**
 * How a request of VS Code's chat is answered: as the settings say, but for the model, which is chosen there, and for what the asking
 * extension names in `modelOptions` (the OpenAI names). No web search: the asking extension has tools of its own.
 */
export function requestOptions(
  model: string,
  info: ModelInfo | undefined,
  settings: Settings,
  asked: Readonly<Record<string, unknown>> = {},
): ReplyOptions {
  const { webSearch: _, ...options } = replyOptions({ ...settings, model }, info);
  const number = (...names: string[]) => names.map((name) => asked[name]).find((value) => typeof value === "number");
  return {
    ...options,
    temperature: number("temperature") ?? options.temperature,
    maxOutputTokens: number("max_completion_tokens", "max_tokens") ?? options.maxOutputTokens,
  };
}
