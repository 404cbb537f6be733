// A script: what a test wants the next reply to be, down to the form of its bytes. It says the same on both protocols.
import { isObject, isStringArray } from "./json.ts";
import type { Match } from "./queue.ts";

/** API document: one of these on the OpenAI protocol; the Anthropic one has its own words for the first three. */
export type FinishReason = "stop" | "length" | "tool_calls" | "content_filter" | "repetition_truncation";

/** A web search source, as the service names its fields. */
export interface Source {
  type?: string;
  url: string;
  title?: string;
  summary?: string;
  site_name?: string;
  publish_time?: string;
  logo_url?: string;
}

/** A tool call of a script. */
export interface ScriptedToolCall {
  id?: string;
  /** Left out, the call comes without a name. */
  name?: string;
  /** An object is written as JSON; a string goes out as it is, valid JSON or not. */
  arguments?: string | { [key: string]: unknown };
  /** OpenAI protocol: the index to stream under. A second call with index 0 is a case the API document warns of. */
  index?: number;
  /** The pieces in which to stream the arguments, instead of `arguments` cut by size. */
  fragments?: string[];
}

/** Tokens to report instead of the estimate. */
export interface ScriptedUsage {
  promptTokens?: number;
  completionTokens?: number;
  reasoningTokens?: number;
  cachedTokens?: number;
}

/** Lawful but unusual forms of the same stream. */
export interface WireOptions {
  /** Lines end in CR LF. */
  crlf?: boolean;
  /** `: keep-alive` comment lines between events. */
  comments?: boolean;
  /** OpenAI protocol: every delta field that is not used is there, and null. */
  nullFields?: boolean;
  /** Bytes per write. */
  splitBytes?: number;
  /** OpenAI protocol: a chunk with `choices: []` first. */
  emptyChoices?: boolean;
  /** OpenAI protocol: usage in the finishing chunk instead of one of its own. */
  usageInFinish?: boolean;
  /** `data:{…}` without the space. */
  noSpaceAfterData?: boolean;
  /** Events (Anthropic) or chunks (OpenAI) of a kind the document does not know. */
  unknownEvents?: boolean;
}

/** The next reply, in full: what is left out is not in it. */
export interface Script {
  reasoning?: string;
  text?: string;
  toolCalls?: ScriptedToolCall[];
  /** Stream the fragments of all calls in turn instead of one call after the other. */
  interleaveToolCalls?: boolean;
  sources?: Source[];
  /** What the web search says went wrong (`error_message`). */
  searchError?: string;
  finish?: FinishReason;
  usage?: ScriptedUsage;
  /** Anthropic protocol: the signature of the thinking block. */
  signature?: string;
  /** How many pieces the text is cut into; otherwise `pieceSize`. */
  pieces?: number;
  /** UTF-16 units per piece. */
  pieceSize?: number;
  /** Pause before each piece, milliseconds. */
  delayMs?: number;
  /** Speech models: base64 of 24 kHz mono 16-bit samples, instead of the built-in voice. */
  audio?: string;
  /** The whole response body, byte for byte; nothing else of the script is used then. */
  raw?: string;
  /** Cuts `raw` into pieces of so many UTF-16 units, paced and struck by faults like those of a reply. */
  splitRaw?: number;
  /** Content type of `raw`; that of the request's usual reply by default. */
  rawContentType?: string;
  wire?: WireOptions;
  match?: Match;
  /** How many requests it answers; 1 by default. */
  times?: number;
}

/** Whether a value is wire options; every one is a flag but `splitBytes`. */
export function isWireOptions(value: unknown): value is WireOptions {
  if (!isObject(value)) return false;
  return Object.entries(value).every(([key, field]) =>
    key === "splitBytes" ? Number.isInteger(field) && Number(field) > 0 : typeof field === "boolean",
  );
}

const shapes: { [K in keyof Script]-?: (value: unknown) => boolean } = {
  reasoning: (value) => typeof value === "string",
  text: (value) => typeof value === "string",
  toolCalls: (value) =>
    Array.isArray(value) &&
    value.every(
      (call) =>
        isObject(call) &&
        (call.name === undefined || typeof call.name === "string") &&
        (call.id === undefined || typeof call.id === "string") &&
        (call.fragments === undefined || isStringArray(call.fragments)) &&
        (call.arguments === undefined || typeof call.arguments === "string" || isObject(call.arguments)),
    ),
  interleaveToolCalls: (value) => typeof value === "boolean",
  sources: (value) =>
    Array.isArray(value) && value.every((source) => isObject(source) && typeof source.url === "string"),
  searchError: (value) => typeof value === "string",
  finish: (value) =>
    ["stop", "length", "tool_calls", "content_filter", "repetition_truncation"].includes(String(value)),
  usage: isObject,
  signature: (value) => typeof value === "string",
  pieces: (value) => Number.isInteger(value) && Number(value) > 0,
  pieceSize: (value) => Number.isInteger(value) && Number(value) > 0,
  delayMs: (value) => typeof value === "number" && value >= 0,
  audio: (value) => typeof value === "string",
  raw: (value) => typeof value === "string",
  splitRaw: (value) => Number.isInteger(value) && Number(value) > 0,
  rawContentType: (value) => typeof value === "string",
  wire: isWireOptions,
  match: isObject,
  times: (value) => Number.isInteger(value) && Number(value) > 0,
};

/** Checks a script that came over HTTP; throws an Error that names the field that is wrong. */
export function parseScript(value: unknown): Script {
  if (!isObject(value)) throw new Error("a script is an object");
  for (const [key, field] of Object.entries(value)) {
    const shape = Object.hasOwn(shapes, key) ? shapes[key as keyof Script] : undefined;
    if (!shape) throw new Error(`a script has no field ${key}`);
    if (!shape(field)) throw new Error(`script.${key} is malformed`);
  }
  return value as Script;
}
