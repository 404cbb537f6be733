import type { ReplyOptions } from "../../core/conversation/buildRequest.ts";
import type { ModelInfo } from "../../core/model/modelTable.ts";
import type { Settings } from "../settings/settings.ts";

/** What the settings mean for the next reply of `model`, which is undefined for an id nobody knows. */
export function replyOptions(settings: Settings, model: ModelInfo | undefined): ReplyOptions {
  const searches = settings.webSearch !== "off" && settings.protocol === "openai" && model?.webSearch !== false;
  return {
    model: settings.model,
    thinking: model?.thinkingByDefault === "none" ? undefined : settings.thinking,
    temperature: settings.temperature,
    maxOutputTokens: settings.maxCompletionTokens,
    webSearch: searches ? { force: settings.webSearch === "always" } : undefined,
  };
}
