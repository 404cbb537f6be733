// Judges a request body of `POST /anthropic/v1/messages`. API document, "Anthropic protocol".
import { paramError } from "../apiError.ts";
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
import { readMessages, readSystem } from "./messages.ts";

const fields = [
  "messages",
  "model",
  "max_tokens",
  "metadata",
  "stop_sequences",
  "stream",
  "system",
  "temperature",
  "thinking",
  "tool_choice",
  "tools",
  "top_p",
];

function readTools(body: JsonObject): string[] {
  const { tools } = body;
  if (tools === undefined || tools === null) return [];
  if (!Array.isArray(tools)) throw paramError("tools must be an array");
  return tools.map((tool, index) => {
    const where = `tools[${index}]`;
    if (!isObject(tool)) throw paramError(`${where} must be an object`);
    // "Web search: not available on the Anthropic protocol."
    if (tool.type !== undefined && tool.type !== "custom")
      throw paramError(`${where}.type ${JSON.stringify(tool.type)} is not supported`);
    if (!isObject(tool.input_schema) || tool.input_schema.type !== "object")
      throw paramError(`${where}.input_schema.type must be object`);
    checkNotStrict(tool, where);
    checkSchema(tool.input_schema, `${where}.input_schema`);
    return checkToolName(tool.name, `${where}.name`);
  });
}

/** The request as turns and choices; throws the documented error if anything is wrong with it. */
export function readAnthropicRequest(body: JsonObject, model: Model, options: ResolvedOptions): ChatRequest {
  // "Audio, video, web search and speech: OpenAI protocol only."
  if (model.speech) throw paramError(`${model.id} is not available on the Anthropic protocol`);
  checkFields(body, fields);
  checkNumber(body, "temperature", 0, 1.5);
  checkNumber(body, "top_p", 0.01, 1);
  const maxTokens = checkNumber(body, "max_tokens", 1, model.maxOutput, { integer: true });
  if (isObject(body.thinking) && "budget_tokens" in body.thinking)
    throw paramError("thinking takes a type and no budget");
  const thinking = checkThinking(body, model);
  if (typeof body.stop_sequences === "string") throw paramError("stop_sequences must be an array");
  const turns = [...readSystem(body.system), ...readMessages(body, model, thinking)];
  checkToolPairs(turns);
  const request: ChatRequest = {
    protocol: "anthropic",
    model,
    stream: checkBoolean(body, "stream"),
    includeUsage: true,
    thinking,
    turns,
    prompt: readPrompt(body),
    toolNames: readTools(body),
    jsonMode: false,
    stop: readStop(body.stop_sequences, "stop_sequences"),
    maxTokens,
  };
  checkContext(request, options);
  return request;
}
