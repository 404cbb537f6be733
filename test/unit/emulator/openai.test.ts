import { expect, test } from "vitest";
import { ask, chatPath, joined, type Loose, postJson, streamChunks, useEmulator } from "./client.ts";

const emulator = useEmulator();
const tool = (name: string) => ({ type: "function", function: { name, parameters: { type: "object" } } });

test("a whole reply has the documented shape", async () => {
  const { status, body } = await postJson(emulator(), chatPath, ask("/think hm\n/echo Hi, 世界!\n"));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    object: "chat.completion",
    model: "mimo-v2.6-pro",
    choices: [
      {
        finish_reason: "stop",
        index: 0,
        message: { role: "assistant", content: "Hi, 世界!\n", reasoning_content: "hm", tool_calls: null },
      },
    ],
  });
  expect(body.usage.total_tokens).toBe(body.usage.prompt_tokens + body.usage.completion_tokens);
  expect(body.usage.completion_tokens_details.reasoning_tokens).toBe(1);
});

test("a stream says the same as the whole reply, role first, usage last when asked for", async () => {
  const question = "Explain closures in TypeScript code, please";
  const whole = (await postJson(emulator(), chatPath, ask(question))).body;
  const chunks = await streamChunks(emulator(), ask(question, { stream_options: { include_usage: true } }));
  expect(joined(chunks, "content")).toBe(whole.choices[0].message.content);
  expect(joined(chunks, "reasoning_content")).toBe(whole.choices[0].message.reasoning_content);
  expect(chunks[0].choices[0].delta.role).toBe("assistant");
  expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1);
  expect(chunks.at(-2).choices[0].finish_reason).toBe("stop");
  expect(chunks.at(-1).choices).toEqual([]);
  expect(chunks.at(-1).usage.completion_tokens).toBe(whole.usage.completion_tokens);
  const plain = await streamChunks(emulator(), ask("hi"));
  expect(plain.every((chunk) => chunk.usage === undefined && chunk.choices.length === 1)).toBe(true);
});

test("thinking follows the model's default and the request", async () => {
  const reasoning = async (more: object) =>
    (await postJson(emulator(), chatPath, ask("hi", { ...more }))).body.choices[0].message.reasoning_content;
  expect(await reasoning({})).toBeTypeOf("string");
  expect(await reasoning({ thinking: { type: "disabled" } })).toBeUndefined();
  emulator().setOptions({ allowRetired: true });
  expect(await reasoning({ model: "mimo-v2-flash" })).toBeUndefined();
  expect(await reasoning({ model: "mimo-v2-flash", thinking: { type: "enabled" } })).toBeTypeOf("string");
});

test("tool calls stream as an id and fragments, and finish with tool_calls", async () => {
  const args = '{"path":"src/index.ts","line":12}';
  const chunks = await streamChunks(emulator(), ask(`/tool read_file ${args}`, { tools: [tool("read_file")] }));
  const calls = chunks.flatMap((chunk) => chunk.choices[0].delta.tool_calls ?? []);
  expect(calls[0]).toMatchObject({ index: 0, type: "function", function: { name: "read_file", arguments: "" } });
  expect(calls[0].id).toMatch(/^call_/);
  expect(calls.length).toBeGreaterThan(3);
  expect(calls.slice(1).every((call) => call.id === undefined)).toBe(true);
  expect(calls.map((call) => call.function.arguments).join("")).toBe(args);
  expect(chunks.at(-1).choices[0].finish_reason).toBe("tool_calls");
});

test("a tool that was not offered is not called", async () => {
  const { body } = await postJson(emulator(), chatPath, ask("/tool nope {}"));
  expect(body.choices[0]).toMatchObject({ finish_reason: "stop", message: { tool_calls: null } });
});

test("two /tool lines are parallel calls; scripts interleave them or repeat an index", async () => {
  const collect = (chunks: Loose[]) => chunks.flatMap((chunk) => chunk.choices[0].delta.tool_calls ?? []);
  const tools = [tool("a"), tool("b")];
  const parallel = collect(await streamChunks(emulator(), ask('/tool a {"x":1}\n/tool b {}', { tools })));
  expect(parallel.filter((call) => call.id).map((call) => call.index)).toEqual([0, 1]);
  emulator().setScript({
    toolCalls: [
      { id: "one", name: "a", fragments: ["{", "}"] },
      { id: "two", name: "b", index: 0, arguments: { y: 2 } },
    ],
  });
  const repeated = collect(await streamChunks(emulator(), ask("go", { tools })));
  expect(repeated.filter((call) => call.id).map((call) => [call.index, call.id])).toEqual([
    [0, "one"],
    [0, "two"],
  ]);
  emulator().setScript({
    interleaveToolCalls: true,
    toolCalls: [
      { name: "a", fragments: ["1", "2"] },
      { name: "b", fragments: ["3", "4"] },
    ],
  });
  const mixed = collect(await streamChunks(emulator(), ask("go", { tools })));
  expect(mixed.map((call) => call.index)).toEqual([0, 1, 0, 1, 0, 1]);
});

test("web search: every source in the first packet, and its usage", async () => {
  const search = { type: "web_search", force_search: true, limit: 2 };
  const chunks = await streamChunks(
    emulator(),
    ask("what is new", { tools: [search], stream_options: { include_usage: true } }),
  );
  const { annotations } = chunks[0].choices[0].delta;
  expect(annotations).toHaveLength(2);
  expect(Object.keys(annotations[0]).sort()).toEqual(
    ["logo_url", "publish_time", "site_name", "summary", "title", "type", "url"].sort(),
  );
  expect(chunks.slice(1).some((chunk) => chunk.choices[0]?.delta.annotations)).toBe(false);
  expect(chunks.at(-1).usage.web_search_usage).toEqual({ tool_usage: 1, page_usage: 2 });
  const idle = await postJson(emulator(), chatPath, ask("Hello", { tools: [{ type: "web_search" }] }));
  expect(idle.body.choices[0].message.annotations).toBeUndefined();
});

test("a failed search says so in error_message", async () => {
  emulator().setScript({ text: "no search", searchError: "search timed out" });
  const chunks = await streamChunks(emulator(), ask("x"));
  expect(chunks[0].choices[0].delta.error_message).toBe("search timed out");
});

test("max_completion_tokens cuts and finishes with length, reasoning counted", async () => {
  const { body } = await postJson(
    emulator(),
    chatPath,
    ask("/think 12345678\n/echo abcdefghijkl", { max_completion_tokens: 4 }),
  );
  expect(body.choices[0]).toMatchObject({
    finish_reason: "length",
    message: { reasoning_content: "12345678", content: "abcdefgh" },
  });
  expect(body.usage.completion_tokens).toBe(4);
});

test("stop strings end the text before them", async () => {
  const { body } = await postJson(emulator(), chatPath, ask("/echo one END two", { stop: ["END", "two"] }));
  expect(body.choices[0]).toMatchObject({ finish_reason: "stop", message: { content: "one " } });
});

test("json_object answers JSON", async () => {
  const { body } = await postJson(emulator(), chatPath, ask("Hello", { response_format: { type: "json_object" } }));
  expect(JSON.parse(body.choices[0].message.content)).toMatchObject({ emulator: true });
});

test("a growing conversation reports cached tokens, another key does not", async () => {
  const first = { role: "user", content: "word ".repeat(200) };
  const second = { role: "assistant", content: "fine" };
  const next = { model: "mimo-v2.6-pro", messages: [first, second, { role: "user", content: "and now?" }] };
  await postJson(emulator(), chatPath, { model: "mimo-v2.6-pro", messages: [first] });
  const { usage } = (await postJson(emulator(), chatPath, next)).body;
  expect(usage.prompt_tokens_details.cached_tokens).toBe(192);
  const other = await postJson(emulator(), chatPath, next, { Authorization: "Bearer sk-other" });
  expect(other.body.usage.prompt_tokens_details).toBeNull();
});

test("the list of models holds the chat models served now, with a key", async () => {
  const list = async (headers: Record<string, string>) => {
    const response = await fetch(`${emulator().url}/v1/models`, { headers });
    return { status: response.status, body: (await response.json()) as Loose };
  };
  const { body } = await list({ "api-key": "sk-test" });
  expect(body.object).toBe("list");
  expect(body.data.map((model: Loose) => model.id)).toEqual([
    "mimo-v2.6-pro",
    "mimo-v2.6-flash",
    "mimo-v2.6-pro-ultraspeed",
  ]);
  expect((await list({})).status).toBe(401);
});
