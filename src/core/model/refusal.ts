// How an encoder refuses: before anything is sent, with the reason and a way out.

import { modelsFor, modelsTaking } from "./capability.ts";
import type { Protocol } from "./languageModel.ts";
import { ModelError, type UnsupportedInput } from "./modelError.ts";

type What = UnsupportedInput["what"];

/** The model takes no such input: other models are the way out. */
export function refusedByModel(what: What, model: string, sentence: string): ModelError {
  return new ModelError("unsupported-input", {
    message: `${model} ${sentence}`,
    unsupported: { what, models: modelsTaking(what, model) },
  });
}

/** The protocol cannot carry it: the other protocol is the way out, with a model that takes it. */
export function refusedByProtocol(what: What, model: string, protocol: Protocol, param?: string): ModelError {
  const [name, other] = protocol === "openai" ? ["OpenAI", "anthropic" as const] : ["Anthropic", "openai" as const];
  return new ModelError("unsupported-input", {
    message: `The ${name} protocol cannot carry ${param ?? words[what]}.`,
    param,
    unsupported: { what, models: modelsFor(what, model), protocol: other },
  });
}

/** A value outside what the service documents. */
export function refusedValue(param: string, allowed: string): ModelError {
  return new ModelError("unsupported-input", {
    message: `${param} must be ${allowed}.`,
    param,
    unsupported: { what: "parameter", models: [] },
  });
}

/** Stored media reached an encoder unread: a mistake of ours, said rather than sent. */
export function unreadMedia(name: string): ModelError {
  return new ModelError("invalid-request", { message: `"${name}" was not read before sending.`, param: "messages" });
}

/** Throws unless `value` is undefined or lies in [min, max]. */
export function checkRange(param: string, value: number | undefined, min: number, max: number, integer = false): void {
  if (value === undefined) return;
  if (value >= min && value <= max && (!integer || Number.isInteger(value))) return;
  throw refusedValue(param, `${integer ? "a whole number" : "a number"} from ${min} to ${max}`);
}

const words: Readonly<Record<What, string>> = {
  image: "images",
  audio: "audio",
  video: "video",
  tools: "tools",
  "web-search": "web search",
  "json-object": "the JSON response format",
  thinking: "thinking",
  speech: "speech",
  parameter: "this parameter",
};
