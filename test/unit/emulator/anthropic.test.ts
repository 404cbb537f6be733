import { expect, test } from "vitest";
import { ask, chatPath, type Loose, messagesPath, postJson, streamMessages, useEmulator } from "./client.ts";

const emulator = useEmulator();
const tool = { name: "read_file", input_schema: { type: "object", properties: {} } };
const deltas = (events: Loose[], field: string) => events.map((event) => event.delta?.[field] ?? "").join("");

test("a whole message has the documented shape", async () => {
  const { status, body } = await postJson(
    emulator(),
    messagesPath,
    ask("/think hm\n/echo Hi 世界", { max_tokens: 100 }),
  );
  expect(status).toBe(200);
  expect(body).toEqual({
    id: expect.any(String),
    type: "message",
    role: "assistant",
    model: "mimo-v2.6-pro",
    content: [
      { type: "thinking", thinking: "hm" },
      { type: "text", text: "Hi 世界" },
    ],
    stop_reason: "end_turn",
    usage: { input_tokens: expect.any(Number), output_tokens: 4, cache_read_input_tokens: null },
  });
});

test("a stream opens, fills and closes each block in order", async () => {
  const events = await streamMessages(
    emulator(),
    ask('/think let me see what this needs\n/tool read_file {"path":"a.ts"}', { tools: [tool] }),
  );
  const types = events.map((event) => event.type);
  expect(types[0]).toBe("message_start");
  expect(types.slice(-2)).toEqual(["message_delta", "message_stop"]);
  const blocks = events.filter((event) => event.type === "content_block_start");
  expect(blocks.map((event) => [event.index, event.content_block.type])).toEqual([
    [0, "thinking"],
    [1, "tool_use"],
  ]);
  expect(blocks[1].content_block).toMatchObject({ name: "read_file", input: {} });
  expect(types.filter((type) => type === "content_block_stop")).toHaveLength(2);
  expect(deltas(events, "thinking")).toBe("let me see what this needs");
  expect(deltas(events, "partial_json")).toBe('{"path":"a.ts"}');
  expect(events.at(-2)).toMatchObject({
    delta: { stop_reason: "tool_use" },
    usage: { input_tokens: expect.any(Number) },
  });
});

test("one script says the same on both protocols", async () => {
  const script = {
    reasoning: "because",
    text: "The **answer**",
    toolCalls: [{ id: "c1", name: "f", arguments: { a: 1 } }],
  };
  emulator().setScript([script, script]);
  const openai = (await postJson(emulator(), chatPath, ask("x"))).body;
  const anthropic = (await postJson(emulator(), messagesPath, ask("x"))).body;
  expect(anthropic.content).toEqual([
    { type: "thinking", thinking: "because" },
    { type: "text", text: "The **answer**" },
    { type: "tool_use", id: "c1", name: "f", input: { a: 1 } },
  ]);
  expect(openai.choices[0].message).toMatchObject({
    reasoning_content: "because",
    content: "The **answer**",
    tool_calls: [{ id: "c1", type: "function", function: { name: "f", arguments: '{"a":1}' } }],
  });
  expect(anthropic.usage.output_tokens).toBe(openai.usage.completion_tokens);
});

test("a signature comes as the last delta of the thinking block", async () => {
  emulator().setScript({ reasoning: "r", text: "t", signature: "sig" }, { sticky: true });
  const events = await streamMessages(emulator(), ask("x"));
  const at = events.findIndex((event) => event.delta?.type === "signature_delta");
  expect(events[at]).toMatchObject({ index: 0, delta: { signature: "sig" } });
  expect(events[at + 1]).toMatchObject({ type: "content_block_stop", index: 0 });
  const { body } = await postJson(emulator(), messagesPath, ask("x"));
  expect(body.content[0]).toEqual({ type: "thinking", thinking: "r", signature: "sig" });
});

test.each([
  ["stop", "end_turn"],
  ["length", "max_tokens"],
  ["tool_calls", "tool_use"],
  ["content_filter", "content_filter"],
  ["repetition_truncation", "repetition_truncation"],
] as const)("finish %s is the stop reason %s", async (finish, reason) => {
  emulator().setScript({ text: "x", finish });
  const { body } = await postJson(emulator(), messagesPath, ask("x"));
  expect(body.stop_reason).toBe(reason);
});

test("tool results may hold text and images; the answer speaks of them", async () => {
  const messages = [
    { role: "user", content: "read it" },
    {
      role: "assistant",
      content: [
        { type: "thinking", thinking: " " },
        { type: "tool_use", id: "t1", name: "read_file", input: {} },
      ],
    },
    {
      role: "user",
      content: [
        {
          type: "tool_result",
          tool_use_id: "t1",
          content: [
            { type: "text", text: "forty-two" },
            { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } },
          ],
        },
      ],
    },
  ];
  const { status, body } = await postJson(emulator(), messagesPath, { ...ask("x"), messages, tools: [tool] });
  expect(status).toBe(200);
  expect(body.content.at(-1).text).toContain("`read_file` returned: forty-two");
});

test("max_tokens and stop_sequences end the text", async () => {
  const short = await postJson(emulator(), messagesPath, ask("/think \n/echo abcdefgh", { max_tokens: 1 }));
  expect(short.body).toMatchObject({ stop_reason: "max_tokens", content: [{ type: "text", text: "abcd" }] });
  const stopped = await postJson(emulator(), messagesPath, ask("/echo one END", { stop_sequences: [" END"] }));
  expect(stopped.body).toMatchObject({ stop_reason: "end_turn" });
  expect(stopped.body.content.at(-1).text).toBe("one");
});
