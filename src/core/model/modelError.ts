// The one error of the model client. Its reason decides the words and the button a person sees (core/model knows
// neither); only decodeError.ts reads messages of the service.

/** What went wrong, in the terms a person can act on. */
export type ModelErrorReason =
  /** No key is stored for the endpoint. Never comes from the wire. */
  | "missing-key"
  /** The person has not agreed that a key goes to this host. Never comes from the wire. */
  | "host-not-allowed"
  | "unauthorized"
  | "insufficient-balance"
  /** 403: the region is not served or the key is restricted. */
  | "forbidden"
  | "rate-limited"
  | "content-filtered"
  | "context-too-long"
  /** The id is retired or unknown: see `successorOf`. */
  | "unsupported-model"
  /** The model or the protocol takes no such input; `unsupported` says which. */
  | "unsupported-input"
  /** 400 `webSearchEnabled is false`: the plugin is not activated in the console. */
  | "web-search-inactive"
  /** 409: the web search quota is used up. */
  | "web-search-quota"
  /** 400 of any other kind. */
  | "invalid-request"
  | "network"
  | "timeout"
  /** The stream ended without a finish reason. */
  | "incomplete-response"
  | "malformed-response"
  | "server";

export interface ModelErrorOptions {
  /** The service's own sentence, or ours for what never reached it. English; shown as detail, never alone. */
  readonly message: string;
  readonly status?: number;
  /** Milliseconds, from `Retry-After`. */
  readonly retryAfterMs?: number;
  /** The request parameter the service complains about. */
  readonly param?: string;
  /** For `unsupported-input`: what cannot be sent, and what would take it. */
  readonly unsupported?: UnsupportedInput;
  /** For `unsupported-model`: the id to offer instead. */
  readonly successor?: string;
  /** The failure came after the first byte of a reply; such a request is never sent again by itself. */
  readonly replyStarted?: boolean;
  readonly cause?: unknown;
}

/** What a model or protocol cannot carry, and the ways out. */
export interface UnsupportedInput {
  readonly what:
    | "image"
    | "audio"
    | "video"
    | "tools"
    | "web-search"
    | "json-object"
    | "thinking"
    | "speech"
    | "parameter";
  /** Models that could take it, best first. */
  readonly models: readonly string[];
  /** The protocol that could carry it, where the protocol is the obstacle. */
  readonly protocol?: "openai" | "anthropic";
}

/** Thrown by `LanguageModel.stream`, and by nothing below it. */
export class ModelError extends Error {
  readonly reason: ModelErrorReason;
  readonly status?: number;
  readonly retryAfterMs?: number;
  readonly param?: string;
  readonly unsupported?: UnsupportedInput;
  readonly successor?: string;
  readonly replyStarted: boolean;

  constructor(reason: ModelErrorReason, options: ModelErrorOptions) {
    super(options.message, { cause: options.cause });
    this.name = "ModelError";
    this.reason = reason;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.param = options.param;
    this.unsupported = options.unsupported;
    this.successor = options.successor;
    this.replyStarted = options.replyStarted ?? false;
  }

  /** True for a ModelError of any bundle: each lazily loaded bundle has its own copy of the class. */
  static is(value: unknown): value is ModelError {
    return value instanceof Error && value.name === "ModelError" && "reason" in value;
  }
}
