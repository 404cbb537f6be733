// Writes a request in the words of `/anthropic/v1/messages` (API document: Anthropic protocol). Pure; refuses what cannot be sent.

import type { MessageCreateParamsStreaming } from "@anthropic-ai/sdk/resources/messages";
import { checkRequest } from "../checkRequest.ts";
import type { FunctionTool, ModelRequest } from "../languageModel.ts";
import type { ModelInfo } from "../modelTable.ts";
import { plainSchema } from "../plainSchema.ts";
import { refusedByProtocol } from "../refusal.ts";
import { encodeMessages } from "./encodeMessages.ts";

/** For a model without a known limit: below every limit of the family. */
const fallbackMaxTokens = 32 * 1024;

/**
 * The body of the request, which always streams. Throws a ModelError for what this protocol or the model cannot take: audio, video, web search,
 * speech, `json_object` and penalties go through the other protocol only.
 */
export function encodeAnthropicRequest(
  request: ModelRequest,
  info: ModelInfo | undefined,
): MessageCreateParamsStreaming {
  checkProtocol(request);
  const options = checkRequest(request, info);
  const known = info?.lifecycle.state === "unlisted" ? undefined : info;
  const body = {
    model: request.model,
    messages: encodeMessages(request.messages, options.replayReasoning),
    // Optional here, but hosts that imitate the original protocol require it; so the service's own default is named.
    max_tokens: options.maxOutputTokens ?? known?.defaultMaxOutputTokens ?? known?.maxOutputTokens ?? fallbackMaxTokens,
    stream: true,
    ...(request.system && { system: request.system }),
    ...(options.thinking && { thinking: options.thinking }),
    ...(options.temperature !== undefined && { temperature: options.temperature }),
    ...(options.topP !== undefined && { top_p: options.topP }),
    ...(options.stop && { stop_sequences: options.stop }),
    ...encodeTools(request),
  };
  // `thinking` without a budget and unsigned thinking blocks are not in the SDK's types.
  return body as unknown as MessageCreateParamsStreaming;
}

function checkProtocol(request: ModelRequest): void {
  const refuse = (what: Parameters<typeof refusedByProtocol>[0], param?: string) =>
    refusedByProtocol(what, request.model, "anthropic", param);
  if (request.audio !== undefined) throw refuse("speech");
  for (const message of request.messages) {
    for (const part of message.content) {
      if (part.type === "audio" || part.type === "video") throw refuse(part.type);
    }
  }
  if (request.webSearch !== undefined) throw refuse("web-search");
  if (request.responseFormat === "json_object") throw refuse("json-object");
  if (request.frequencyPenalty !== undefined) throw refuse("parameter", "frequencyPenalty");
  if (request.presencePenalty !== undefined) throw refuse("parameter", "presencePenalty");
}

function encodeTools({ tools = [], parallelToolCalls }: ModelRequest): object {
  if (tools.length === 0) return {};
  return {
    tools: tools.map(encodeTool),
    ...(parallelToolCalls === false && { tool_choice: { type: "auto", disable_parallel_tool_use: true } }),
  };
}

/** `input_schema` is required and of type object, also for a tool without parameters. */
function encodeTool({ name, description, parameters }: FunctionTool): object {
  return {
    name,
    ...(description !== undefined && { description }),
    input_schema: { properties: {}, ...(parameters && plainSchema(parameters)), type: "object" },
  };
}
