// The models as the API document describes them. A table and not a query: `/v1/models` names ids alone, and the
// limits and inputs decide what is refused before it is sent.

/** What is known of one model. */
export interface ModelInfo {
  readonly id: string;
  /** As shown to a person; product names are not translated. */
  readonly name: string;
  /** A speech model turns text into sound and cannot hold a conversation. */
  readonly kind: "chat" | "speech";
  /** Tokens of input and reply together. */
  readonly contextWindow: number;
  /** Tokens of a reply, reasoning included; the service answers 400 above it. */
  readonly maxOutputTokens: number;
  /** What the service assumes when a request names no limit; undefined where no document says. */
  readonly defaultMaxOutputTokens?: number;
  readonly defaultTemperature: number;
  /** `none`: the model has no thinking to switch. */
  readonly thinkingByDefault: boolean | "none";
  readonly input: InputSupport;
  readonly tools: boolean;
  readonly webSearch: boolean;
  readonly jsonObject: boolean;
  /** Whether sound can be streamed; false asks for it in one piece. Undefined for chat models. */
  readonly streamsSpeech?: boolean;
  readonly lifecycle: Lifecycle;
  /** The id to offer in place of a retired one. */
  readonly successor?: string;
}

/** `unknown`: sources disagree or say nothing, so the service decides. Only `false` is refused before sending. */
export type Support = boolean | "unknown";

/** Inputs besides text. */
export interface InputSupport {
  readonly image: Support;
  readonly audio: Support;
  readonly video: Support;
}

/** `unlisted` is an id that the service names and this table does not; nothing is refused for it. */
export type Lifecycle =
  | { readonly state: "current"; readonly since?: string }
  /** `since` is an ISO date. Another host may still serve the id. */
  | { readonly state: "retired"; readonly since?: string }
  | { readonly state: "unlisted" };

/** What `mimo.model` starts with. */
export const defaultModelId = "mimo-v2.6-pro";

const million = 1_048_576;
const k = 1024;
const textOnly: InputSupport = { image: false, audio: false, video: false };
const everything: InputSupport = { image: true, audio: true, video: true };

const chat = {
  kind: "chat",
  contextWindow: million,
  maxOutputTokens: 128 * k,
  defaultTemperature: 1,
  thinkingByDefault: true,
  tools: true,
  webSearch: true,
  jsonObject: true,
} as const;

const speech = {
  kind: "speech",
  contextWindow: 8 * k,
  maxOutputTokens: 8 * k,
  defaultMaxOutputTokens: 8 * k,
  defaultTemperature: 0.6,
  thinkingByDefault: "none",
  input: textOnly,
  tools: false,
  webSearch: false,
  jsonObject: false,
  // Streaming may be limited to mimo-v2.5-tts (API document: Speech).
  streamsSpeech: false,
} as const;

/** All ids of the API document (section Models), the ones to offer first in front. */
export const modelTable: readonly ModelInfo[] = [
  {
    ...chat,
    id: "mimo-v2.6-pro",
    name: "MiMo V2.6 Pro",
    // Sources disagree on audio and video.
    input: { image: true, audio: "unknown", video: "unknown" },
    lifecycle: { state: "current", since: "2026-09-22" },
  },
  {
    ...chat,
    id: "mimo-v2.6-flash",
    name: "MiMo V2.6 Flash",
    input: everything,
    lifecycle: { state: "current" },
  },
  {
    ...chat,
    id: "mimo-v2.6-pro-ultraspeed",
    name: "MiMo V2.6 Pro UltraSpeed",
    input: { image: true, audio: false, video: false },
    lifecycle: { state: "current" },
  },
  {
    ...chat,
    id: "mimo-v2.5-pro",
    name: "MiMo V2.5 Pro",
    defaultMaxOutputTokens: 128 * k,
    input: textOnly,
    lifecycle: { state: "retired", since: "2026-10-21" },
    successor: "mimo-v2.6-pro",
  },
  {
    ...chat,
    id: "mimo-v2.5",
    name: "MiMo V2.5",
    defaultMaxOutputTokens: 32 * k,
    input: everything,
    lifecycle: { state: "retired", since: "2026-10-21" },
    successor: "mimo-v2.6-flash",
  },
  {
    ...chat,
    id: "mimo-v2-pro",
    name: "MiMo V2 Pro",
    defaultMaxOutputTokens: 128 * k,
    input: textOnly,
    lifecycle: { state: "retired", since: "2026-06-30" },
    successor: "mimo-v2.6-pro",
  },
  {
    ...chat,
    id: "mimo-v2-omni",
    name: "MiMo V2 Omni",
    contextWindow: 256 * k,
    defaultMaxOutputTokens: 32 * k,
    input: everything,
    lifecycle: { state: "retired" },
    successor: "mimo-v2.6-flash",
  },
  {
    ...chat,
    id: "mimo-v2-flash",
    name: "MiMo V2 Flash",
    contextWindow: 256 * k,
    maxOutputTokens: 64 * k,
    defaultMaxOutputTokens: 64 * k,
    defaultTemperature: 0.3,
    thinkingByDefault: false,
    input: textOnly,
    lifecycle: { state: "retired" },
    successor: "mimo-v2.6-flash",
  },
  {
    ...speech,
    id: "mimo-v2.5-tts",
    name: "MiMo V2.5 TTS",
    streamsSpeech: true,
    lifecycle: { state: "current" },
  },
  { ...speech, id: "mimo-v2.5-tts-voicedesign", name: "MiMo V2.5 TTS Voice Design", lifecycle: { state: "current" } },
  { ...speech, id: "mimo-v2.5-tts-voiceclone", name: "MiMo V2.5 TTS Voice Clone", lifecycle: { state: "current" } },
  {
    ...speech,
    id: "mimo-v2-tts",
    name: "MiMo V2 TTS",
    lifecycle: { state: "retired" },
    successor: "mimo-v2.5-tts",
  },
];

/** The table's entry for `id`; undefined for an id the table does not know, which may still be served. */
export function findModel(id: string): ModelInfo | undefined {
  return modelTable.find((model) => model.id === id);
}

/**
 * The id to offer when the service no longer knows `id`: the table's successor, else the default model; undefined when
 * `id` is the default model itself or a speech model without a successor.
 */
export function successorOf(id: string): string | undefined {
  const known = findModel(id);
  if (known?.successor !== undefined) return known.successor;
  return id === defaultModelId || known?.kind === "speech" ? undefined : defaultModelId;
}

/** An entry for an id that the table does not know. The limits are the smallest of the family; nothing is refused on their account. */
export function unlistedModel(id: string): ModelInfo {
  return {
    ...chat,
    id,
    name: id,
    kind: /(^|[-_/])tts([-_]|$)/.test(id) ? "speech" : "chat",
    contextWindow: 256 * k,
    maxOutputTokens: 64 * k,
    input: { image: "unknown", audio: "unknown", video: "unknown" },
    lifecycle: { state: "unlisted" },
  };
}
