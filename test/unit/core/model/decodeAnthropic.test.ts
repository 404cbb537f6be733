import { describe, expect, it } from "vitest";
import { decodeAnthropicStream } from "../../../../src/core/model/anthropic/decodeStream.ts";
import { collect, whole } from "./support.ts";

type Event = { type: string; [field: string]: unknown };
const sse = (...events: Event[]) => events.map((e) => `event: ${e.type}\ndata: ${JSON.stringify(e)}\n\n`).join("");
const decode = (text: string) => collect(decodeAnthropicStream(whole(text)));
const start = { type: "message_start", message: { id: "m1", usage: { input_tokens: 7 } } };
const block = (index: number, content_block: object) => ({ type: "content_block_start", index, content_block });
const delta = (index: number, fields: object) => ({ type: "content_block_delta", index, delta: fields });
const end = (index: number) => ({ type: "content_block_stop", index });
const done = [
  { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 3 } },
  { type: "message_stop" },
];

describe("decodeAnthropicStream", () => {
  it("decodes signatures, text that opens a block, and inputs that come whole", async () => {
    const { events, error } = await decode(
      sse(
        start,
        block(0, { type: "thinking", thinking: "" }),
        delta(0, { type: "thinking_delta", thinking: "Hm" }),
        delta(0, { type: "signature_delta", signature: "s1" }),
        end(0),
        block(1, { type: "text", text: "Hi" }),
        end(1),
        block(2, { type: "tool_use", id: "t1", name: "f", input: { a: 1 } }),
        end(2),
        ...done,
      ),
    );
    expect(error).toBeUndefined();
    expect(events).toEqual([
      { type: "reasoning-delta", text: "Hm" },
      { type: "reasoning-signature", signature: "s1" },
      { type: "text-delta", text: "Hi" },
      { type: "tool-call-start", id: "t1", name: "f" },
      { type: "tool-call-delta", id: "t1", arguments: '{"a":1}' },
      { type: "usage", usage: { inputTokens: 7, outputTokens: 3 } },
      { type: "finish", reason: "stop", rawReason: "end_turn" },
    ]);
  });

  it("keeps interleaved blocks apart and makes missing ids", async () => {
    const { events } = await decode(
      sse(
        start,
        block(0, { type: "tool_use", name: "f", input: {} }),
        block(1, { type: "tool_use", id: "t", name: "g", input: {} }),
        delta(1, { type: "input_json_delta", partial_json: "1" }),
        delta(0, { type: "input_json_delta", partial_json: "0" }),
        ...done,
      ),
    );
    expect(events.slice(0, 4)).toEqual([
      { type: "tool-call-start", id: "call_m1_0", name: "f" },
      { type: "tool-call-start", id: "t", name: "g" },
      { type: "tool-call-delta", id: "t", arguments: "1" },
      { type: "tool-call-delta", id: "call_m1_0", arguments: "0" },
    ]);
  });

  it("ignores pings, unknown events and null fields, and names events by their field if need be", async () => {
    const { events, error } = await decode(
      `event: content_block_delta\ndata: {"index":0,"delta":{"text":"a"}}\n\n${sse(
        { type: "ping" },
        { type: "novel", error: null },
        delta(0, { type: "text_delta", text: null }),
        block(0, { type: "text", text: null }),
        { type: "message_delta", delta: null, usage: null },
        ...done,
      )}`,
    );
    expect(error).toBeUndefined();
    expect(events.map((event) => event.type)).toEqual(["text-delta", "usage", "finish"]);
  });

  it("counts cached tokens within the input, however the service does", async () => {
    const usage = (input: number, cached: number) =>
      decode(sse({ ...start, message: { usage: { input_tokens: input, cache_read_input_tokens: cached } } }, ...done));
    const all = { type: "usage", usage: { inputTokens: 1000, cachedInputTokens: 900, outputTokens: 3 } };
    expect((await usage(1000, 900)).events[0]).toEqual(all);
    expect((await usage(100, 900)).events[0]).toEqual(all);
  });

  it("keeps what message_start counted when message_delta counts nothing anew", async () => {
    const { events } = await decode(
      sse(
        { ...start, message: { usage: { input_tokens: 1000, cache_read_input_tokens: 900, output_tokens: 1 } } },
        {
          type: "message_delta",
          delta: { stop_reason: "end_turn" },
          usage: { input_tokens: 0, output_tokens: 7, cache_read_input_tokens: 0 },
        },
        { type: "message_stop" },
      ),
    );
    expect(events[0]).toEqual({
      type: "usage",
      usage: { inputTokens: 1000, cachedInputTokens: 900, outputTokens: 7 },
    });
  });

  it("decodes a whole message", async () => {
    const { events, error } = await decode(
      JSON.stringify({
        type: "message",
        id: "m",
        content: [
          { type: "thinking", thinking: "Hm", signature: "s" },
          { type: "text", text: "Hi" },
          { type: "tool_use", id: "t", name: "f", input: {} },
        ],
        stop_reason: "tool_use",
        usage: { input_tokens: 1, output_tokens: 2 },
      }),
    );
    expect(error).toBeUndefined();
    expect(events.map((event) => event.type)).toEqual([
      "reasoning-delta",
      "reasoning-signature",
      "text-delta",
      "tool-call-start",
      "usage",
      "finish",
    ]);
  });

  it.each([
    [{ type: "error", error: { type: "overloaded_error", message: "busy" } }, "server"],
    [{ type: "error", error: { type: "rate_limit_error", message: "slow" } }, "rate-limited"],
    [
      { type: "error", error: { type: "invalid_request_error", message: "prompt is too long: 9 tokens" } },
      "context-too-long",
    ],
  ])("throws the error event %j after what came", async (event, reason) => {
    const { events, error } = await decode(sse(start, delta(0, { type: "text_delta", text: "a" }), event));
    const usage = { inputTokens: 7, outputTokens: 0, isPartial: true };
    expect(events).toEqual([
      { type: "text-delta", text: "a" },
      { type: "cut-off", usage },
    ]);
    expect(error).toMatchObject({ reason, replyStarted: true });
  });

  it("of a reply that was cut off, the zeros of a server that counts later are no figures", async () => {
    const zeros = { ...start, message: { usage: { input_tokens: 0, output_tokens: 0 } } };
    expect((await decode(sse(zeros, delta(0, { type: "text_delta", text: "a" })))).events.at(-1)).toEqual({
      type: "cut-off",
    });
  });

  it("reads nothing after message_stop, and needs a stop reason", async () => {
    expect((await decode(sse(start, ...done, delta(0, { text: "late" })))).events.at(-1)?.type).toBe("finish");
    expect((await decode(sse(start, { type: "message_stop" }))).error).toMatchObject({ reason: "incomplete-response" });
  });
});
