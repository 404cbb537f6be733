// What both encoders refuse or adjust before they write a request. The ranges are the API document's (Models; OpenAI
// protocol), and hold on both wires.

import { mayTake } from "./capability.ts";
import type { ModelRequest, ToolResultPart, UserPart } from "./languageModel.ts";
import type { ModelError, UnsupportedInput } from "./modelError.ts";
import { defaultModelId, type ModelInfo } from "./modelTable.ts";
import { checkRange, refusedByModel, refusedValue } from "./refusal.ts";

/** A request's options after the rules. What is undefined is left out. */
export interface CheckedOptions {
  /** The switch to send. */
  readonly thinking: { readonly type: "enabled" | "disabled" } | undefined;
  /** Whether replies will reason as far as anybody knows; then tool calls must be replayed with reasoning. */
  readonly replayReasoning: boolean;
  readonly temperature: number | undefined;
  readonly topP: number | undefined;
  /** Clamped to what the model can write. */
  readonly maxOutputTokens: number | undefined;
  readonly stop: readonly string[] | undefined;
}

const imageTypes = /^image\/(jpeg|png|gif|webp|bmp)$/;
/** 50 MB, encoded (API document: OpenAI protocol). */
const maxMediaLength = 50 * 1024 * 1024;
const toolName = /^[a-zA-Z0-9_-]{1,64}$/;
const maxStops = 4;

/**
 * Throws `unsupported-input` for what the model cannot take or the service does not accept. Without `info` nothing is
 * refused on the model's account.
 */
export function checkRequest(request: ModelRequest, info: ModelInfo | undefined): CheckedOptions {
  checkKind(request, info);
  for (const message of request.messages) {
    if (message.role !== "assistant") for (const part of message.content) checkPart(part, request.model, info);
  }
  if (request.tools?.length) {
    demand(info, "tools", request.model, "cannot use tools.");
    for (const tool of request.tools) {
      if (!toolName.test(tool.name))
        throw refusedValue(`tools.${tool.name}`, "named with 1 to 64 of a-z, A-Z, 0-9, _ and -");
    }
  }
  if (request.webSearch) {
    demand(info, "web-search", request.model, "cannot search the web.");
    checkRange("webSearch.maxKeywords", request.webSearch.maxKeywords, 1, 50, true);
    checkRange("webSearch.limit", request.webSearch.limit, 1, 50, true);
  }
  if (request.responseFormat === "json_object") demand(info, "json-object", request.model, "cannot be held to JSON.");
  if (request.stop !== undefined && request.stop.length > maxStops)
    throw refusedValue("stop", `at most ${maxStops} strings`);
  checkRange("frequencyPenalty", request.frequencyPenalty, -2, 2);
  checkRange("presencePenalty", request.presencePenalty, -2, 2);
  return {
    ...checkThinking(request, info),
    maxOutputTokens: limitTokens(request, info),
    stop: request.stop?.length ? request.stop : undefined,
  };
}

function checkKind({ model, audio }: ModelRequest, info: ModelInfo | undefined): void {
  if (audio !== undefined) demand(info, "speech", model, "cannot speak.");
  else if (info?.kind === "speech" && info.lifecycle.state !== "unlisted") {
    const error = refusedByModel("speech", model, "only speaks; a conversation needs a chat model.");
    throw withModels(error, [defaultModelId]);
  }
}

function withModels(error: ModelError, models: readonly string[]): ModelError {
  const unsupported: UnsupportedInput = { what: error.unsupported?.what ?? "parameter", models };
  return Object.assign(error, { unsupported });
}

function checkPart(part: UserPart | ToolResultPart, model: string, info: ModelInfo | undefined): void {
  switch (part.type) {
    case "text":
      return;
    case "tool-result":
      for (const inner of part.content) checkPart(inner, model, info);
      return;
    case "image":
      if (part.source.type === "base64" && !imageTypes.test(part.source.mimeType)) {
        throw refusedByModel(
          "image",
          model,
          `takes images as JPEG, PNG, GIF, WebP or BMP, not ${part.source.mimeType}.`,
        );
      }
      break;
    case "video":
      checkRange("fps", part.fps, 0.1, 10);
      break;
    case "audio":
  }
  demand(info, part.type, model, `takes no ${part.type} input.`);
  if (part.source.type === "base64" && part.source.data.length > maxMediaLength) {
    throw refusedByModel(part.type, model, `takes ${part.type} of at most 50 MB after encoding.`);
  }
}

/**
 * With thinking on the service forces temperature and top_p, so they are not sent. Where neither request nor table says whether it is on,
 * both are sent, and reasoning is replayed as if it were: either does no harm.
 */
function checkThinking(request: ModelRequest, info: ModelInfo | undefined) {
  const byDefault = info?.lifecycle.state === "unlisted" ? undefined : info?.thinkingByDefault;
  if (byDefault === "none") {
    if (request.thinking) throw refusedByModel("thinking", request.model, "does not think.");
    return { thinking: undefined, replayReasoning: false, ...sampling(request) };
  }
  const on = request.thinking ?? byDefault;
  const type: "enabled" | "disabled" = request.thinking ? "enabled" : "disabled";
  return {
    thinking: request.thinking === undefined ? undefined : { type },
    replayReasoning: on ?? true,
    ...(on ? { temperature: undefined, topP: undefined } : sampling(request)),
  };
}

function sampling({ temperature, topP }: ModelRequest) {
  checkRange("temperature", temperature, 0, 1.5);
  checkRange("topP", topP, 0.01, 1);
  return { temperature, topP };
}

/** Asking for more than the model can write means as much as it can; the service would answer 400. */
function limitTokens({ maxOutputTokens }: ModelRequest, info: ModelInfo | undefined): number | undefined {
  if (maxOutputTokens === undefined) return undefined;
  const limit =
    info === undefined || info.lifecycle.state === "unlisted" ? Number.MAX_SAFE_INTEGER : info.maxOutputTokens;
  checkRange("maxOutputTokens", maxOutputTokens, 1, Number.MAX_SAFE_INTEGER, true);
  return Math.min(maxOutputTokens, limit);
}

function demand(info: ModelInfo | undefined, what: UnsupportedInput["what"], model: string, sentence: string): void {
  if (!mayTake(info, what)) throw refusedByModel(what, model, sentence);
}
