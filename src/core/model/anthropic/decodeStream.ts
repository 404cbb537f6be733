// Decodes what `/anthropic/v1/messages` answers (API document: Anthropic protocol) into the same events as the other
// wire. Unknown events, `ping` among them, say nothing.

import { decodeErrorPayload } from "../decodeError.ts";
import { type DecodeError, decodeReply, type ReplyDecoder } from "../decodeReply.ts";
import type { FinishReason, StreamEvent, Usage } from "../streamEvent.ts";
import { type OpenCall, ToolCalls } from "../toolCalls.ts";
import { type Fields, fields, list, number, text } from "../wireValue.ts";

/** Decodes the bytes of a reply, streamed or whole; see `decodeReply` for how it ends. */
export function decodeAnthropicStream(
  bytes: AsyncIterable<Uint8Array>,
  decodeError: DecodeError = (payload) => decodeErrorPayload(payload, { replyStarted: true }),
): AsyncIterable<StreamEvent> {
  return decodeReply(bytes, new AnthropicDecoder(decodeError));
}

const finishReasons: ReadonlyMap<string, FinishReason> = new Map([
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["max_tokens", "length"],
  ["tool_use", "tool-calls"],
  ["content_filter", "content-filter"],
  ["repetition_truncation", "repetition-truncation"],
]);

/** A tool_use block that is open. */
interface OpenBlock {
  readonly call: OpenCall;
  /** The input the block opened with, used if no fragment of it follows. */
  readonly input: unknown;
  fragments: number;
}

class AnthropicDecoder implements ReplyDecoder {
  readonly #decodeError: DecodeError;
  readonly #calls = new ToolCalls();
  readonly #blocks = new Map<number, OpenBlock>();
  #replyId = "";
  #usage: Fields = {};
  #rawReason: string | undefined;
  #closed = false;

  constructor(decodeError: DecodeError) {
    this.#decodeError = decodeError;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get finished(): boolean {
    return this.#rawReason !== undefined;
  }

  get usage(): Usage | undefined {
    return decodeUsage(this.#usage);
  }

  decode(value: unknown, name: string | undefined): readonly StreamEvent[] {
    const event = fields(value);
    const out: StreamEvent[] = [];
    switch (text(event.type) ?? name) {
      case "message_start":
        this.#decodeMessage(fields(event.message), out);
        break;
      case "message":
        this.#decodeMessage(event, out);
        // A whole message is complete by itself, so it is finished even if it does not say why.
        this.#rawReason ??= "";
        break;
      case "content_block_start":
        this.#openBlock(number(event.index) ?? 0, fields(event.content_block), out);
        break;
      case "content_block_delta":
        this.#decodeDelta(number(event.index) ?? 0, fields(event.delta), out);
        break;
      case "content_block_stop":
        this.#closeBlock(number(event.index) ?? 0, out);
        break;
      case "message_delta":
        this.#rawReason = text(fields(event.delta).stop_reason) ?? this.#rawReason;
        this.#addUsage(event.usage);
        break;
      case "message_stop":
        this.#closed = true;
        break;
      default:
        if (event.type === "error" || (event.error !== undefined && event.error !== null))
          throw this.#decodeError(event);
    }
    return out;
  }

  end(): readonly StreamEvent[] {
    const out: StreamEvent[] = [];
    for (const index of [...this.#blocks.keys()]) this.#closeBlock(index, out);
    this.#calls.end(out);
    const { usage } = this;
    if (usage !== undefined) out.push({ type: "usage", usage });
    const rawReason = this.#rawReason ?? "";
    const reason = rawReason === "" ? "stop" : (finishReasons.get(rawReason) ?? "other");
    out.push({ type: "finish", reason, rawReason });
    return out;
  }

  #decodeMessage(message: Fields, out: StreamEvent[]): void {
    this.#replyId = text(message.id) ?? this.#replyId;
    this.#addUsage(message.usage);
    list(message.content).forEach((block, index) => {
      this.#openBlock(index, fields(block), out);
      this.#closeBlock(index, out);
    });
    this.#rawReason = text(message.stop_reason) ?? this.#rawReason;
  }

  /**
   * `message_start` counts the input and `message_delta` the output; where both name a number the later one holds, unless it is
   * the 0 of a server that does not count again.
   */
  #addUsage(usage: unknown): void {
    const named = Object.entries(fields(usage)).filter(
      ([name, count]) => count !== null && !(count === 0 && number(this.#usage[name])),
    );
    this.#usage = { ...this.#usage, ...Object.fromEntries(named) };
  }

  #openBlock(index: number, block: Fields, out: StreamEvent[]): void {
    if (block.type === "tool_use") {
      const call = this.#calls.add(text(block.id), this.#replyId);
      this.#calls.receive(call, text(block.name), "", out);
      this.#blocks.set(index, { call, input: block.input, fragments: 0 });
      return;
    }
    pushText(out, block);
  }

  #decodeDelta(index: number, delta: Fields, out: StreamEvent[]): void {
    const open = this.#blocks.get(index);
    const json = text(delta.partial_json);
    if (open !== undefined && json !== undefined) {
      open.fragments++;
      this.#calls.receive(open.call, undefined, json, out);
      return;
    }
    pushText(out, delta);
  }

  #closeBlock(index: number, out: StreamEvent[]): void {
    const open = this.#blocks.get(index);
    if (open === undefined) return;
    this.#blocks.delete(index);
    if (open.fragments === 0 && Object.keys(fields(open.input)).length > 0) {
      this.#calls.receive(open.call, undefined, JSON.stringify(open.input), out);
    }
  }
}

/** A block that opens with text and a delta that adds some have the same fields. */
function pushText(out: StreamEvent[], block: Fields): void {
  const thinking = text(block.thinking);
  if (thinking !== undefined) out.push({ type: "reasoning-delta", text: thinking });
  const signature = text(block.signature);
  if (signature !== undefined) out.push({ type: "reasoning-signature", signature });
  const added = text(block.text);
  if (added !== undefined) out.push({ type: "text-delta", text: added });
}

/**
 * The API document calls `input_tokens` "the input tokens which were used", which includes the cached ones, as on the
 * other wire; Anthropic's own API leaves them out (docs.anthropic.com, Prompt caching). More cached tokens than input tokens prove the latter.
 */
function decodeUsage(usage: Fields): Usage | undefined {
  const input = number(usage.input_tokens);
  const output = number(usage.output_tokens);
  if (input === undefined && output === undefined) return undefined;
  const cached = number(usage.cache_read_input_tokens);
  const apart = cached !== undefined && cached > (input ?? 0);
  return {
    inputTokens: (input ?? 0) + (apart ? cached + (number(usage.cache_creation_input_tokens) ?? 0) : 0),
    ...(cached === undefined ? {} : { cachedInputTokens: cached }),
    outputTokens: output ?? 0,
  };
}
