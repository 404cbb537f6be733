// The service's paths: reads a request, lets faults strike, judges it, and has it answered.
import type { IncomingMessage, ServerResponse } from "node:http";
import { readAnthropicRequest } from "./anthropic/readRequest.ts";
import { ApiError, type Protocol, statusMessages } from "./apiError.ts";
import { authenticate } from "./auth.ts";
import { answerChat, type Exchange, strikeFirst } from "./chat.ts";
import { control, controlPrefix } from "./control.ts";
import { isLoopbackHost, readBody, sendError, sendJson } from "./http.ts";
import { isObject, type JsonObject } from "./json.ts";
import { isServed, models } from "./models.ts";
import { readOpenAIRequest } from "./openai/readRequest.ts";
import { preciseNow } from "./options.ts";
import { checkModel } from "./parameters.ts";
import type { Candidate } from "./queue.ts";
import { markHeaders } from "./requestLog.ts";
import { answerSpeech } from "./speech/answer.ts";
import { readSpeechRequest } from "./speech/readRequest.ts";
import type { EmulatorState } from "./state.ts";

const routes: { [path: string]: { method: string; protocol: Protocol; generates: boolean } } = {
  "/v1/chat/completions": { method: "POST", protocol: "openai", generates: true },
  "/anthropic/v1/messages": { method: "POST", protocol: "anthropic", generates: true },
  "/v1/models": { method: "GET", protocol: "openai", generates: false },
};

function parseJson(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

function listModels(state: EmulatorState): JsonObject {
  const { options } = state;
  // API document: "200 with a key; may omit speech models". It does here, so that clients do not rely on them.
  const data = models
    .filter((model) => !model.speech && (options.allowRetired || isServed(model, options.now())))
    .map((model) => ({ id: model.id, object: "model", created: 1_790_000_000, owned_by: "xiaomi" }));
  return { object: "list", data };
}

function candidateOf(path: string, generates: boolean, rawBody: string, body: unknown): Candidate {
  const { model, stream } = isObject(body) ? body : {};
  return { path, generates, model: typeof model === "string" ? model : undefined, stream: stream === true, rawBody };
}

async function answer(exchange: Exchange, path: string, protocol: Protocol, state: EmulatorState, contentType: string) {
  const { record, response, options } = exchange;
  exchange.owner = authenticate(record.headers, options);
  if (!state.admit(exchange.owner)) throw new ApiError(429, statusMessages[429] ?? "");
  if (path === "/v1/models") return sendJson(response, 200, listModels(state));
  if (!/^application\/json\b/i.test(contentType))
    throw new ApiError(400, statusMessages[400] ?? "", "Content-Type must be application/json");
  const { body } = record;
  if (!isObject(body)) throw new ApiError(400, statusMessages[400] ?? "", "the body must be a JSON object");
  const model = checkModel(body, options);
  if (protocol === "anthropic") return answerChat(readAnthropicRequest(body, model, options), exchange);
  if (model.speech) return answerSpeech(readSpeechRequest(body, model, options), exchange);
  return answerChat(readOpenAIRequest(body, model, options), exchange);
}

async function serve(request: IncomingMessage, response: ServerResponse, state: EmulatorState): Promise<void> {
  const record = state.log.start(request, response);
  const { path } = record;
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  const protocol = route?.protocol ?? (path.startsWith("/anthropic/") ? "anthropic" : "openai");
  try {
    const rawBody = await readBody(request, state.options.bodyLimit);
    record.body = parseJson(rawBody);
    const candidate = candidateOf(path, route?.generates ?? false, rawBody, record.body);
    const faults = state.faults.take(candidate) ?? [];
    record.faults = faults.map((fault) => fault.kind);
    const { options, meter, thoughts, agents } = state;
    // Only a request that is in order uses a script up; scripts of sounds are for speech models alone.
    const speech = models.some((model) => model.speech && model.id === candidate.model);
    const takeScript = () =>
      state.scripts.take(candidate, (script) => script.raw !== undefined || (script.audio !== undefined) === speech);
    const exchange: Exchange = { response, record, options, faults, takeScript, owner: "", meter, thoughts, agents };
    if (faults.length > 0 && (await strikeFirst(exchange, protocol))) return;
    if (route?.method !== request.method) throw new ApiError(404, "Not Found", `${request.method} ${path}`);
    await answer(exchange, path, protocol, state, request.headers["content-type"] ?? "");
  } catch (error) {
    if (response.headersSent || response.destroyed || !request.complete) {
      response.destroy();
      return;
    }
    const known = error instanceof ApiError;
    if (!known) console.error("MiMo emulator:", error);
    sendError(response, known ? error : new ApiError(500, statusMessages[500] ?? ""), protocol);
  } finally {
    if (response.headersSent) markHeaders(record, response);
    if (response.writableEnded) {
      record.firstByteAt ??= preciseNow();
      record.lastByteAt ??= preciseNow();
    }
  }
}

/** Handles one request of any kind; never rejects. */
export async function handle(request: IncomingMessage, response: ServerResponse, state: EmulatorState): Promise<void> {
  response.on("error", () => undefined);
  request.on("error", () => undefined);
  if (!isLoopbackHost(request.headers.host)) {
    sendJson(response, 403, { error: "only for this machine: the Host header must name it" });
    return;
  }
  if (request.url?.startsWith(controlPrefix)) await control(request, response, state);
  else await serve(request, response, state);
}
