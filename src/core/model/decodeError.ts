// The one place that reads what the service says about a failure. Everything above decides by `ModelError.reason`.

import { parseJson } from "../util/parseJson.ts";
import { modelsTaking } from "./capability.ts";
import { ModelError, type ModelErrorOptions, type ModelErrorReason, type UnsupportedInput } from "./modelError.ts";
import { successorOf } from "./modelTable.ts";

/** An answer with an error status, its body read whole. The body must be redacted already. */
export interface ErrorResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: string;
}

/** What helps to explain a failure. */
export interface ErrorContext {
  /** The model asked for; its successor is offered when it is gone. */
  readonly model?: string;
  /** Whether the request carried images; without any, a 404 cannot be about them. */
  readonly images?: boolean;
  /** Milliseconds since the epoch, for a `Retry-After` that names a date. */
  readonly now?: number;
}

/** Turns an answer with an error status into a ModelError. */
export function decodeErrorResponse(response: ErrorResponse, context: ErrorContext = {}): ModelError {
  const { status, headers, body } = response;
  const retryAfterMs = parseRetryAfter(headers, context.now ?? Date.now());
  if (status >= 300 && status < 400) {
    return new ModelError("invalid-request", {
      message: `The address redirects to ${redirectTarget(headers)}. Nothing was sent there; set the base URL to it if you trust it.`,
      status,
    });
  }
  const payload = parsePayload(body);
  if (payload !== undefined) return decodeErrorPayload(payload, { ...context, status, retryAfterMs });
  // A gateway, a proxy or a wrong address answers in HTML or not at all.
  const message = `HTTP ${status}: ${summarize(body)}`;
  const reason = status === 404 || status === 405 ? "malformed-response" : reasonOfStatus(status);
  return new ModelError(reason, { message, status, retryAfterMs });
}

/**
 * Turns an error object of the service into a ModelError: `{error: {code, message, param, type}}`,
 * `{type: "error", error: {…}}`, or the inner object alone. Without a status (an error inside a stream) the
 * object's own code or type stands in for it.
 */
export function decodeErrorPayload(
  payload: unknown,
  context: ErrorContext & {
    readonly status?: number;
    readonly retryAfterMs?: number;
    readonly replyStarted?: boolean;
  } = {},
): ModelError {
  const error = fieldsOf(payload);
  const status = context.status ?? statusOf(error);
  const options: ModelErrorOptions = {
    message: describe(error) || `The service reported an error${status === undefined ? "" : ` (${status})`}.`,
    status,
    retryAfterMs: context.retryAfterMs,
    param: error.param,
    replyStarted: context.replyStarted,
  };
  const reason = reasonOf(error, status, context.images ?? true);
  if (reason === "unsupported-model") {
    return new ModelError(reason, { ...options, successor: context.model && successorOf(context.model) });
  }
  const what = reason === "unsupported-input" ? refusedInput(error) : undefined;
  return what === undefined
    ? new ModelError(reason, options)
    : new ModelError(reason, { ...options, unsupported: { what, models: modelsTaking(what, context.model) } });
}

interface ErrorFields {
  readonly code: string;
  readonly type: string;
  readonly message: string;
  readonly param?: string;
}

function fieldsOf(payload: unknown): ErrorFields {
  const outer = payload as { error?: unknown } | null;
  const inner = (outer?.error ?? outer ?? {}) as Record<string, unknown> | string;
  if (typeof inner === "string") return { code: "", type: "", message: clip(inner) };
  const param = text(inner.param);
  return {
    code: text(inner.code),
    type: text(inner.type),
    message: clip(text(inner.message)),
    param: param === "" ? undefined : clip(param),
  };
}

/**
 * MiMo puts its sentence into `param` and leaves `message` at "Param Incorrect" (NousResearch/hermes-agent #24603), so a
 * param that reads like a sentence is part of the message.
 */
function describe({ message, param }: ErrorFields): string {
  return param !== undefined && /\s/.test(param.trim()) && !message.includes(param)
    ? [message, param].filter(Boolean).join(": ")
    : message;
}

function reasonOf(error: ErrorFields, status: number | undefined, images: boolean): ModelErrorReason {
  const said = `${error.message} ${error.param ?? ""}`;
  // 421, or 400 with this code in the body (API document: Errors).
  if (status === 421 || error.code === "421" || error.code === "441") return "content-filtered";
  if (status !== undefined && status !== 400 && status !== 404 && status !== 422) return reasonOfStatus(status);
  // The Anthropic form of the body has no code, only the platform's words for 421 (API document: Errors).
  if (/content (moderation|filter)|content_filter/i.test(`${said} ${error.type}`)) return "content-filtered";
  // "webSearchEnabled is false" (API document: Web search).
  if (/webSearchEnabled is false/i.test(said)) return "web-search-inactive";
  // "Unsupported model …" under 400 (API document: Models); OpenAI's code `model_not_found`.
  if (/unsupported model|model[_ ]not[_ ](found|exist)|not supported model/i.test(`${said} ${error.code}`))
    return "unsupported-model";
  if (!outputLimit.test(said) && tooLong.test(`${said} ${error.code}`)) return "context-too-long";
  // The platform's sentence for every 404 speaks of image input (API document: Errors), also when the model is gone.
  if (refusedInput(error) !== undefined && (status !== 404 || images)) return "unsupported-input";
  if (status === 404) return "unsupported-model";
  return status === undefined ? "server" : "invalid-request";
}

/** OpenAI's code and sentence, vLLM's and SGLang's sentences, Anthropic's "prompt is too long". */
const tooLong =
  /context_length_exceeded|maximum context length|context (length|window)|(prompt|input|request) (is )?too (long|large)|exceeds? the (max|limit|context)[^.]*token/i;

/**
 * The reply asked for is too long, not what was sent; vLLM then names the context too ("max_tokens is too large: …. This model's
 * maximum context length is …"). A shorter conversation would not help.
 */
const outputLimit =
  /\bmax_(completion_|output_|new_)?tokens\b[^.;]{0,60}?(too (large|big|high)|exceed|must (be|not)|(less|greater|larger|more) than|at most|out of range|invalid)/i;

function reasonOfStatus(status: number): ModelErrorReason {
  switch (status) {
    case 401:
      return "unauthorized";
    case 402:
      return "insufficient-balance";
    case 403:
      return "forbidden";
    case 404:
      return "unsupported-model";
    case 407:
      return "network";
    case 408:
    case 504:
      return "timeout";
    case 409:
      return "web-search-quota";
    case 413:
      return "context-too-long";
    case 421:
      return "content-filtered";
    case 429:
      return "rate-limited";
    default:
      return status >= 500 ? "server" : "invalid-request";
  }
}

/**
 * The input a model refuses, by the sentences that serving stacks use: OpenRouter's "No endpoints found that support image input",
 * vLLM's "… is not a multimodal model" and "does not support image input", and "unknown variant `image_url`".
 */
function refusedInput({ message, param = "" }: ErrorFields): UnsupportedInput["what"] | undefined {
  const said = `${message} ${param}`.toLowerCase();
  if (/not a multimodal model/.test(said)) return "image";
  if (aboutForm.test(said)) return undefined;
  const refusal = /support|unknown variant|not allowed|invalid (content )?type/;
  if (!refusal.test(said)) return undefined;
  const found = /\b(image|audio|video)(_url)?\b/.exec(said.replace("input_audio", "audio"));
  return found?.[1] as UnsupportedInput["what"] | undefined;
}

/** About the kind of file, or about the sound that was asked for: another model does not help. */
const aboutForm =
  /\b(format|mime|media type|codec|encoding|extension|dimension|resolution|voice|speech|timbre)s?\b|\b(image|audio|video)('s)? (file|size|length|duration|sample|url is)|too (large|long|big|small)|audio\.(voice|format)|audio output/;

/** Anthropic's error types and the statuses they stand for (docs.anthropic.com, Errors); OpenAI's words where they differ. */
const statusOfType: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  insufficient_quota: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  server_error: 500,
  timeout_error: 504,
  overloaded_error: 503,
};

function statusOf(error: ErrorFields): number | undefined {
  const code = Number(error.code);
  if (Number.isInteger(code) && code >= 400 && code < 600) return code;
  return statusOfType[error.type] ?? statusOfType[error.code];
}

/** The body's JSON; the service may write it as one server-sent event, `data:{…}`, under an error status. */
function parsePayload(body: string): unknown {
  for (const candidate of [body, /^data:(.*)$/m.exec(body)?.[1]]) {
    const parsed = candidate === undefined ? undefined : parseJson(candidate);
    if (typeof parsed === "object" && parsed !== null) return parsed;
  }
  return undefined;
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3); milliseconds from now, never negative. */
function parseRetryAfter(headers: ErrorResponse["headers"], now: number): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.round(Number(value) * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function redirectTarget(headers: ErrorResponse["headers"]): string {
  try {
    return new URL(headers.get("location") ?? "").origin;
  } catch {
    return "another address";
  }
}

/** The title of an HTML page, else the beginning of the text. */
function summarize(body: string): string {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(body)?.[1];
  const plain = (title ?? (body.trimStart().startsWith("<") ? "" : body)).replace(/\s+/g, " ").trim();
  return plain === "" ? "no explanation was given." : clip(plain, 200);
}

function clip(value: string, length = 1000): string {
  return value.length > length ? `${value.slice(0, length)}…` : value;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}
