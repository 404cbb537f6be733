// Decodes what `/v1/chat/completions` answers (API document: OpenAI protocol). Chunks and a whole message have the
// same fields under `delta` and `message`, so one reading serves both.

import { decodeErrorPayload } from "../decodeError.ts";
import { type DecodeError, decodeReply, type ReplyDecoder } from "../decodeReply.ts";
import type { FinishReason, StreamEvent, Usage } from "../streamEvent.ts";
import { type OpenCall, ToolCalls } from "../toolCalls.ts";
import { type Fields, fields, list, number, text } from "../wireValue.ts";
import { SourceList } from "./sources.ts";
import { decodeUsage } from "./usage.ts";

/** Decodes the bytes of a reply, streamed or whole; see `decodeReply` for how it ends. */
export function decodeOpenAiStream(
  bytes: AsyncIterable<Uint8Array>,
  decodeError: DecodeError = (payload) => decodeErrorPayload(payload, { replyStarted: true }),
): AsyncIterable<StreamEvent> {
  return decodeReply(bytes, new OpenAiDecoder(decodeError));
}

const finishReasons: ReadonlyMap<string, FinishReason> = new Map([
  ["stop", "stop"],
  ["length", "length"],
  ["tool_calls", "tool-calls"],
  ["content_filter", "content-filter"],
  ["repetition_truncation", "repetition-truncation"],
]);

class OpenAiDecoder implements ReplyDecoder {
  readonly closed = false;
  readonly #decodeError: DecodeError;
  readonly #calls = new ToolCalls();
  /** The call that each index means at present. */
  readonly #byIndex = new Map<number, OpenCall>();
  readonly #sources = new SourceList();
  #replyId = "";
  #rawReason: string | undefined;
  #usage: unknown;

  constructor(decodeError: DecodeError) {
    this.#decodeError = decodeError;
  }

  get finished(): boolean {
    return this.#rawReason !== undefined;
  }

  get usage(): Usage | undefined {
    return decodeUsage(this.#usage);
  }

  decode(event: unknown, name: string | undefined): readonly StreamEvent[] {
    const chunk = fields(event);
    if (isError(chunk.error) || name === "error") throw this.#decodeError(chunk);
    this.#replyId = text(chunk.id) ?? this.#replyId;
    this.#usage = chunk.usage ?? this.#usage;
    const choice = fields(list(chunk.choices)[0]);
    const whole = choice.message !== undefined && choice.message !== null && !choice.delta;
    const delta = fields(whole ? choice.message : choice.delta);
    if (isError(delta.error)) throw this.#decodeError(delta);
    const out: StreamEvent[] = [];
    this.#decodeDelta(delta, out);
    // A whole message is complete by itself, so it is finished even if it does not say why.
    this.#rawReason = text(choice.finish_reason) ?? this.#rawReason ?? (whole ? "" : undefined);
    return out;
  }

  end(): readonly StreamEvent[] {
    const out: StreamEvent[] = [];
    this.#calls.end(out);
    const { usage } = this;
    if (usage !== undefined) out.push({ type: "usage", usage });
    const rawReason = this.#rawReason ?? "";
    const reason = rawReason === "" ? "stop" : (finishReasons.get(rawReason) ?? "other");
    out.push({ type: "finish", reason, rawReason });
    return out;
  }

  #decodeDelta(delta: Fields, out: StreamEvent[]): void {
    const sources = this.#sources.add(delta.annotations);
    if (sources !== undefined) out.push({ type: "sources", sources });
    const searchError = text(delta.error_message);
    if (searchError !== undefined) out.push({ type: "sources-error", message: searchError });
    // Gateways in front of the service write `reasoning`.
    const reasoning = text(delta.reasoning_content) ?? text(delta.reasoning);
    if (reasoning !== undefined) out.push({ type: "reasoning-delta", text: reasoning });
    const content = contentText(delta.content);
    if (content !== undefined) out.push({ type: "text-delta", text: content });
    for (const entry of list(delta.tool_calls)) this.#decodeCall(fields(entry), out);
    const audio = text(fields(delta.audio).data);
    if (audio !== undefined) out.push({ type: "audio-delta", data: audio });
    const spoken = text(delta.final_text_preview);
    if (spoken !== undefined) out.push({ type: "audio-text", text: spoken });
  }

  #decodeCall(entry: Fields, out: StreamEvent[]): void {
    const called = fields(entry.function);
    const call = this.#callFor(number(entry.index), text(entry.id));
    this.#calls.receive(call, text(called.name), argumentsText(called.arguments), out);
  }

  /** Fragments name their call by index; a new id under a known index is a new call (API document: Tool calls in pieces). */
  #callFor(index: number | undefined, wireId: string | undefined): OpenCall {
    const current = index === undefined ? this.#calls.last : this.#byIndex.get(index);
    if (current !== undefined && (wireId === undefined || wireId === current.wireId)) return current;
    const call = this.#calls.add(wireId, this.#replyId);
    if (index !== undefined) this.#byIndex.set(index, call);
    return call;
  }
}

/** Some servers write `error: null`, or an empty string, into every chunk. */
function isError(error: unknown): boolean {
  return (typeof error === "object" && error !== null) || text(error) !== undefined;
}

/** Content as a string, or as the list of text parts that newer servers write. */
function contentText(content: unknown): string | undefined {
  if (typeof content === "string") return text(content);
  return text(
    list(content)
      .map((part) => text(fields(part).text) ?? "")
      .join(""),
  );
}

/** Arguments are JSON in a string; a server that sends them parsed loses nothing here. */
function argumentsText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null ? JSON.stringify(value) : "";
}
