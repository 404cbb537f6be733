// Writes a request in the words of `/v1/chat/completions` (API document: OpenAI protocol). Pure; refuses what cannot be sent.

import type { ChatCompletionCreateParams } from "openai/resources/chat/completions";
import { checkRequest } from "../checkRequest.ts";
import type { FunctionTool, ModelRequest, WebSearchOptions } from "../languageModel.ts";
import type { ModelInfo } from "../modelTable.ts";
import { plainSchema } from "../plainSchema.ts";
import { encodeMessages } from "./encodeMessages.ts";

/**
 * The body of the request. Streams, except for sound in a container or from a model that cannot stream it.
 * `parallelToolCalls` has no field on this wire and is dropped. Throws a ModelError for what the model cannot take.
 */
export function encodeOpenAiRequest(request: ModelRequest, info: ModelInfo | undefined): ChatCompletionCreateParams {
  const options = checkRequest(request, info);
  const stream = request.audio === undefined || (request.audio.format === "pcm16" && info?.streamsSpeech !== false);
  const body = {
    model: request.model,
    messages: encodeMessages(request.system, request.messages, options.replayReasoning),
    stream,
    ...(stream && { stream_options: { include_usage: true } }),
    ...given("thinking", options.thinking),
    ...given("max_completion_tokens", options.maxOutputTokens),
    ...given("temperature", options.temperature),
    ...given("top_p", options.topP),
    ...given("frequency_penalty", request.frequencyPenalty),
    ...given("presence_penalty", request.presencePenalty),
    ...given("stop", options.stop),
    ...given("tools", encodeTools(request)),
    ...(request.responseFormat === "json_object" && { response_format: { type: "json_object" } }),
    ...given("audio", encodeAudio(request)),
  };
  // The service's own fields (thinking, reasoning_content, video_url, web_search) are not in the SDK's types.
  return body as unknown as ChatCompletionCreateParams;
}

function encodeTools({ tools = [], webSearch }: ModelRequest): object[] | undefined {
  const encoded = [...tools.map(encodeTool), ...(webSearch ? [encodeWebSearch(webSearch)] : [])];
  return encoded.length > 0 ? encoded : undefined;
}

function encodeTool({ name, description, parameters }: FunctionTool): object {
  return {
    type: "function",
    function: {
      name,
      ...given("description", description),
      ...given("parameters", parameters && plainSchema(parameters)),
    },
  };
}

function encodeWebSearch({ force, maxKeywords, limit, userLocation }: WebSearchOptions): object {
  return {
    type: "web_search",
    force_search: force,
    ...given("max_keyword", maxKeywords),
    ...given("limit", limit),
    ...(userLocation && { user_location: { type: "approximate", ...userLocation } }),
  };
}

function encodeAudio({ audio }: ModelRequest): object | undefined {
  if (audio === undefined) return undefined;
  return {
    format: audio.format,
    ...given("voice", audio.voice),
    ...given("optimize_text_preview", audio.optimizeTextPreview),
  };
}

/** A field only if it has a value: the service refuses some nulls. */
function given<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
