// Judges a request body of `POST /v1/chat/completions` for a chat model. API document, "OpenAI protocol".
import { ApiError, paramError } from "../apiError.ts";
import type { ChatRequest } from "../chatRequest.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { Model } from "../models.ts";
import type { ResolvedOptions } from "../options.ts";
import {
  checkBoolean,
  checkContext,
  checkFields,
  checkNumber,
  checkThinking,
  checkToolName,
  readStop,
} from "../parameters.ts";
import { checkNotStrict, checkSchema } from "../plainSchema.ts";
import { readPrompt } from "../prompt.ts";
import { checkToolPairs } from "../replay.ts";
import { readMessages } from "./messages.ts";

// The schema's fields, and `user` of the OpenAI protocol. `max_tokens` is not among them ("use `max_completion_tokens`,
// never `max_tokens`"), nor is `extra_body` (`thinking` is top-level), nor `parallel_tool_calls`, which was seen refused.
const fields = [
  "messages",
  "model",
  "audio",
  "frequency_penalty",
  "max_completion_tokens",
  "presence_penalty",
  "response_format",
  "stop",
  "stream",
  "stream_options",
  "thinking",
  "temperature",
  "tool_choice",
  "tools",
  "top_p",
  "user",
];

/** Checks the parameters that chat and speech share; gives the limit if the request sets one. */
export function checkSampling(body: JsonObject, model: Model): number | undefined {
  if ("max_tokens" in body) throw paramError("max_tokens is not supported, use max_completion_tokens");
  checkFields(body, fields);
  checkNumber(body, "temperature", 0, 1.5);
  checkNumber(body, "top_p", 0.01, 1);
  checkNumber(body, "frequency_penalty", -2, 2, { nullable: true });
  checkNumber(body, "presence_penalty", -2, 2, { nullable: true });
  return checkNumber(body, "max_completion_tokens", 1, model.maxOutput, { integer: true, nullable: true });
}

function readSearch(tool: JsonObject, options: ResolvedOptions): { forced: boolean; limit: number } {
  if (!options.webSearchActive)
    throw new ApiError(400, "web search tool found in the request but webSearchEnabled is false");
  checkNumber(tool, "max_keyword", 1, 50, { integer: true });
  const limit = checkNumber(tool, "limit", 1, 50, { integer: true }) ?? 5;
  // The schema calls it a string, the examples send a boolean: both pass.
  const forced = tool.force_search ?? false;
  if (![true, false, "true", "false"].includes(forced as boolean)) throw paramError("force_search must be a boolean");
  const { user_location: location } = tool;
  if (location !== undefined && (!isObject(location) || location.type !== "approximate"))
    throw paramError("user_location.type must be approximate");
  return { forced: String(forced) === "true", limit };
}

function readTools(body: JsonObject, options: ResolvedOptions): Pick<ChatRequest, "toolNames" | "search"> {
  const { tools } = body;
  if (tools === undefined || tools === null) return { toolNames: [] };
  if (!Array.isArray(tools)) throw paramError("tools must be an array");
  const toolNames: string[] = [];
  let search: ChatRequest["search"];
  for (const [index, tool] of tools.entries()) {
    const where = `tools[${index}]`;
    if (isObject(tool) && tool.type === "web_search") search = readSearch(tool, options);
    else if (isObject(tool) && tool.type === "function" && isObject(tool.function)) {
      toolNames.push(checkToolName(tool.function.name, `${where}.function.name`));
      if (tool.function.parameters !== undefined && !isObject(tool.function.parameters))
        throw paramError(`${where}.function.parameters must be an object`);
      checkNotStrict(tool.function, `${where}.function`);
      checkSchema(tool.function.parameters, `${where}.function.parameters`);
    } else throw paramError(`${where}.type must be function or web_search`);
  }
  return { toolNames, search };
}

function readFormat(body: JsonObject): boolean {
  const { response_format: format } = body;
  if (format === undefined || format === null) return false;
  if (!isObject(format) || (format.type !== "text" && format.type !== "json_object"))
    throw paramError("response_format.type must be text or json_object");
  return format.type === "json_object";
}

/** Reads `stream_options`: whether usage was asked for. */
export function readIncludeUsage(body: JsonObject, stream: boolean): boolean {
  const { stream_options: streamOptions } = body;
  if (streamOptions === undefined || streamOptions === null) return false;
  if (!isObject(streamOptions)) throw paramError("stream_options must be an object");
  if (!stream) throw paramError("stream_options needs stream: true");
  return checkBoolean(streamOptions, "include_usage");
}

/** The request as turns and choices; throws the documented error if anything is wrong with it. */
export function readOpenAIRequest(body: JsonObject, model: Model, options: ResolvedOptions): ChatRequest {
  const maxTokens = checkSampling(body, model);
  if (body.audio !== undefined) throw paramError(`${model.id} does not support audio`);
  const thinking = checkThinking(body, model);
  const turns = readMessages(body, model, thinking);
  checkToolPairs(turns);
  const stream = checkBoolean(body, "stream");
  const request: ChatRequest = {
    protocol: "openai",
    model,
    stream,
    includeUsage: readIncludeUsage(body, stream),
    thinking,
    turns,
    prompt: readPrompt(body),
    // `tool_choice`: "only `auto`, anything else is dropped", so it is not even looked at.
    ...readTools(body, options),
    jsonMode: readFormat(body),
    stop: readStop(body.stop, "stop"),
    maxTokens,
  };
  checkContext(request, options);
  return request;
}
