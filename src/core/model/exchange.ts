// One request and its reply, from the host's fetch to events: cancellation, silence, failures and the key's secrecy
// are the same on both protocols and live here. The SDKs build and send; what comes back is decoded by us.

import { authHeaders, type Connection, type Fetch } from "./connection.ts";
import { decodeErrorPayload, decodeErrorResponse } from "./decodeError.ts";
import type { DecodeError } from "./decodeReply.ts";
import { IdleTimeout } from "./idleTimeout.ts";
import type { ModelRequest } from "./languageModel.ts";
import type { ModelDeps } from "./modelDeps.ts";
import { ModelError } from "./modelError.ts";
import { decodeNetworkError } from "./networkError.ts";
import { keyRedactor, type Redact, redactedCause } from "./redact.ts";
import type { StreamEvent } from "./streamEvent.ts";

/** The protocol's part of an exchange. */
export interface Exchange {
  /** Sends the request through the SDK with the given fetch, which throws for every status but 2xx. */
  send(connection: Connection, fetch: Fetch): Promise<Response>;
  decode(bytes: AsyncIterable<Uint8Array>, decodeError: DecodeError): AsyncIterable<StreamEvent>;
}

const defaultIdleTimeoutMs = 120_000;
/** How long the end of a reply that is whole is waited for, in ms: with it the connection can serve the next request. */
const endWaitMs = 1000;

/**
 * Runs one exchange. After a stop nothing more is yielded but what was counted. Throws ModelErrors, or the signal's reason when `signal` aborts. The socket is closed however it ends, also when
 * the consumer leaves early; one whose reply was read to its end is left to the next request, which finds it open.
 */
export async function* streamExchange(
  deps: ModelDeps,
  request: ModelRequest,
  exchange: Exchange,
  signal: AbortSignal,
): AsyncIterable<StreamEvent> {
  signal.throwIfAborted();
  const connection = await deps.connect();
  signal.throwIfAborted();
  const redact = keyRedactor(connection.apiKey);
  const socket = new AbortController();
  const stop = () => socket.abort(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  const idle = new IdleTimeout(deps.clock, deps.idleTimeoutMs ?? defaultIdleTimeoutMs, () => socket.abort());
  const wire = new Wire(deps, connection, request, redact, socket.signal, idle);
  let isWhole = false;
  let isCounted = false;
  try {
    idle.wait();
    const response = await exchange.send(connection, wire.fetch);
    const decodeError: DecodeError = (payload) =>
      decodeErrorPayload(JSON.parse(redact(JSON.stringify(payload))), { ...errorContext(request), replyStarted: true });
    for await (const event of exchange.decode(wire.read(response), decodeError)) {
      const counts = event.type === "usage" || event.type === "cut-off";
      // What is left is what had come before the stop: reading ends with it.
      if (signal.aborted && !counts) continue;
      isCounted ||= counts;
      if (isCall(event)) deps.expectRequest?.();
      isWhole = event.type === "finish";
      yield event;
    }
    signal.throwIfAborted();
  } catch (error) {
    const failure = wire.failure ?? (ModelError.is(error) ? error : unexpected(error, redact));
    if (!isCounted && wire.isTaken && (signal.aborted || wire.brokeOff(failure))) yield { type: "cut-off" };
    signal.throwIfAborted();
    throw failure;
  } finally {
    signal.removeEventListener("abort", stop);
    idle.dispose();
    if (isWhole) wire.takeEnd(() => socket.abort());
    else socket.abort();
  }
}

/** Whether another request will follow this reply. */
function isCall(event: StreamEvent): boolean {
  return event.type === "tool-call-start" || (event.type === "finish" && event.reason === "tool-calls");
}

/** The host's fetch for one request, and the bytes it answers. Remembers its failure, which an SDK would wrap. */
class Wire {
  failure: ModelError | undefined;
  readonly #deps: ModelDeps;
  readonly #connection: Connection;
  readonly #request: ModelRequest;
  readonly #redact: Redact;
  readonly #signal: AbortSignal;
  readonly #idle: IdleTimeout;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #replyStarted = false;
  #isSent = false;

  constructor(
    deps: ModelDeps,
    connection: Connection,
    request: ModelRequest,
    redact: Redact,
    signal: AbortSignal,
    idle: IdleTimeout,
  ) {
    this.#deps = deps;
    this.#connection = connection;
    this.#request = request;
    this.#redact = redact;
    this.#signal = signal;
    this.#idle = idle;
  }

  /** Whether the request is out, as far as is known here, and was not refused. */
  get isTaken(): boolean {
    return this.#isSent && this.failure?.status === undefined;
  }

  /** Whether `failure` ended a reply that the service had begun, or was waited for too long. */
  brokeOff({ reason, replyStarted }: ModelError): boolean {
    return reason === "timeout" || (reason === "network" && replyStarted);
  }

  /**
   * Sends what an SDK built, with our signal and our headers: an SDK adds headers about the machine, and some from the
   * environment, that are nobody's business.
   */
  readonly fetch: Fetch = async (input, init) => {
    this.#isSent = true;
    try {
      const response = await this.#deps.fetch(input, {
        method: init?.method,
        body: init?.body,
        headers: exactHeaders(new Headers(init?.headers), this.#connection.apiKey),
        // The service never redirects, and a redirect would carry the api-key header to another origin.
        redirect: "manual",
        signal: this.#signal,
      });
      if (response.ok) return response;
      const body = this.#redact(await response.text());
      const { status, headers } = response;
      const context = { ...errorContext(this.#request), now: this.#deps.clock.now() };
      throw decodeErrorResponse({ status, headers, body }, context);
    } catch (error) {
      this.failure = this.#decodeFailure(error);
      throw this.failure;
    }
  };

  /**
   * The body's bytes, for as long as the signal does not abort: that ends a pending read at once, whether or not the
   * host's fetch minds its signal.
   */
  async *read(response: Response): AsyncIterable<Uint8Array> {
    const reader = response.body?.getReader();
    if (reader === undefined) return;
    this.#reader = reader;
    this.#signal.addEventListener("abort", () => void reader.cancel().catch(() => {}), { once: true });
    try {
      for (;;) {
        this.#signal.throwIfAborted();
        this.#idle.wait();
        const { done, value } = await reader.read();
        this.#idle.pause();
        this.#signal.throwIfAborted();
        if (done) return;
        if (value.length > 0) this.#replyStarted = true;
        yield value;
      }
    } catch (error) {
      throw this.#decodeFailure(error);
    }
  }

  /** Takes what still comes of a reply of which all was read that counts; calls `giveUp` when that takes too long. */
  takeEnd(giveUp: () => void): void {
    const reader = this.#reader;
    const cancel = this.#deps.clock.after(endWaitMs, giveUp);
    const take = async () => {
      while (reader && !(await reader.read()).done);
    };
    take().catch(giveUp).finally(cancel);
  }

  #decodeFailure(error: unknown): ModelError {
    if (ModelError.is(error)) return error;
    if (this.#idle.expired) {
      const message = `Nothing arrived for ${Math.round(this.#idle.limitMs / 1000)} s.`;
      return new ModelError("timeout", { message, replyStarted: this.#replyStarted });
    }
    return decodeNetworkError(error, this.#redact, this.#replyStarted);
  }
}

/** What an SDK may say in headers; the rest is left out. */
const passedHeaders = ["accept", "anthropic-version", "content-type"];

function exactHeaders(built: Headers, apiKey: string): Record<string, string> {
  const headers: Record<string, string> = { ...authHeaders(apiKey), "user-agent": "mimo-assistant" };
  for (const name of passedHeaders) {
    const value = built.get(name);
    if (value !== null) headers[name] = value;
  }
  return headers;
}

function errorContext(request: ModelRequest): { model: string; images: boolean } {
  const images = request.messages.some((message) =>
    message.content.some(
      (part) => part.type === "image" || (part.type === "tool-result" && part.content.some(isImage)),
    ),
  );
  return { model: request.model, images };
}

function isImage(part: { readonly type: string }): boolean {
  return part.type === "image";
}

/** A fault of ours or of an SDK: nothing was received, so the request is named as the culprit. */
function unexpected(error: unknown, redact: Redact): ModelError {
  const cause = redactedCause(error, redact);
  return new ModelError("invalid-request", { message: `The request could not be sent: ${cause?.message}`, cause });
}
