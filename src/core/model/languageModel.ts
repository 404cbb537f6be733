// The one port to the service. Chat, editor actions, speech and VS Code's own chat all speak through it; the two
// protocols (openai/, anthropic/) stand behind it.

import type { StreamEvent } from "./streamEvent.ts";

/** Streams one reply. */
export interface LanguageModel {
  /**
   * Sends `request` and yields what comes back, in the order it came.
   *
   * Ends normally after exactly one `finish` event. Throws a `ModelError` when the request is refused, the connection
   * breaks, an error arrives inside the stream, or the stream ends without a finish reason; events yielded before
   * that stay valid. When `signal` aborts, the socket is closed and the iterator throws the signal's reason (never a
   * `ModelError`): a stop is not an error.
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<StreamEvent>;
}

/** The wire in use; see `mimo.protocol`. */
export type Protocol = "openai" | "anthropic";

/** All that both protocols take, in neither's words. What one cannot carry is refused by `encodeRequest`. */
export interface ModelRequest {
  /** A model id as the service knows it. */
  readonly model: string;
  /** The system prompt, sent as it is. */
  readonly system?: string;
  readonly messages: readonly ModelMessage[];
  readonly tools?: readonly FunctionTool[];
  /** false asks for one tool call at a time. Only the Anthropic protocol can carry it; the service may ignore it. */
  readonly parallelToolCalls?: boolean;
  readonly webSearch?: WebSearchOptions;
  /** undefined leaves the model's default. */
  readonly thinking?: boolean;
  /** [0, 1.5]; dropped by the encoders while thinking is on, where the service forces 1.0. */
  readonly temperature?: number;
  /** [0.01, 1]; dropped by the encoders while thinking is on. */
  readonly topP?: number;
  /** [-2, 2], OpenAI protocol only. */
  readonly frequencyPenalty?: number;
  /** [-2, 2], OpenAI protocol only. */
  readonly presencePenalty?: number;
  /** Up to four strings that end the reply. */
  readonly stop?: readonly string[];
  /** Tokens of the reply, reasoning included; at most the model's `maxOutputTokens`. */
  readonly maxOutputTokens?: number;
  /** `json_object` needs a message that asks for JSON; OpenAI protocol only. */
  readonly responseFormat?: "text" | "json_object";
  /** Asks a speech model for sound; OpenAI protocol only. */
  readonly audio?: AudioOutput;
}

export type ModelMessage = UserMessage | AssistantMessage | ToolMessage;

export interface UserMessage {
  readonly role: "user";
  readonly content: readonly UserPart[];
}

/** A turn of the model, replayed as it was received. For a speech model: the text to speak. */
export interface AssistantMessage {
  readonly role: "assistant";
  /** In the order received: reasoning first, then text and tool calls. */
  readonly content: readonly AssistantPart[];
}

/** The results of the tool calls of the assistant message before it. */
export interface ToolMessage {
  readonly role: "tool";
  readonly content: readonly ToolResultPart[];
}

export type UserPart = TextPart | ImagePart | AudioPart | VideoPart;
export type AssistantPart = ReasoningPart | TextPart | ToolCallPart;

export interface TextPart {
  readonly type: "text";
  readonly text: string;
}

/** jpeg, png, gif, webp or bmp. */
export interface ImagePart {
  readonly type: "image";
  readonly source: MediaSource;
}

/** OpenAI protocol only; at most 50 MB encoded. */
export interface AudioPart {
  readonly type: "audio";
  readonly source: MediaSource;
}

/** OpenAI protocol only; at most 50 MB encoded. */
export interface VideoPart {
  readonly type: "video";
  readonly source: MediaSource;
  /** Frames sampled a second, [0.1, 10]; the service's default is 2. */
  readonly fps?: number;
  readonly mediaResolution?: "default" | "max";
}

/** An address the service fetches, or the bytes themselves in base64 without a prefix, or a reference to them. */
export type MediaSource =
  | { readonly type: "url"; readonly url: string }
  | { readonly type: "base64"; readonly mimeType: string; readonly data: string }
  /** Bytes kept beside the conversations. `withStoredMedia` reads them; no encoder gets to see this. */
  | { readonly type: "stored"; readonly hash: string; readonly mimeType: string; readonly name: string };

export interface ReasoningPart {
  readonly type: "reasoning";
  readonly text: string;
  /** The Anthropic protocol's seal over a thinking block, sent back unread. */
  readonly signature?: string;
}

export interface ToolCallPart {
  readonly type: "tool-call";
  readonly id: string;
  readonly name: string;
  /** JSON as the model wrote it: possibly invalid, possibly empty. */
  readonly arguments: string;
}

export interface ToolResultPart {
  readonly type: "tool-result";
  readonly toolCallId: string;
  readonly content: readonly (TextPart | ImagePart)[];
  readonly isError?: boolean;
}

export interface FunctionTool {
  /** `[a-zA-Z0-9_-]{1,64}` */
  readonly name: string;
  readonly description?: string;
  /** A JSON Schema of type object; left out for a tool without parameters. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface WebSearchOptions {
  /** true searches always, false lets the model decide. */
  readonly force: boolean;
  /** [1, 50] */
  readonly maxKeywords?: number;
  /** [1, 50] */
  readonly limit?: number;
  readonly userLocation?: { readonly country?: string; readonly region?: string; readonly city?: string };
}

export interface AudioOutput {
  /** Streaming allows `pcm16` alone: 24 kHz, mono, signed 16-bit little-endian. */
  readonly format: "wav" | "mp3" | "pcm16";
  /** A voice id, or a `data:audio/…;base64,…` sample for the voice clone model. */
  readonly voice?: string;
  readonly optimizeTextPreview?: boolean;
}
