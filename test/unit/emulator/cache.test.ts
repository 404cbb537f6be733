import { expect, test } from "vitest";
import type { JsonObject } from "../../emulator/json.ts";
import { chatPath, type Loose, messagesPath, postJson, useEmulator } from "./client.ts";

const emulator = useEmulator();
const words = (count: number, word = "word") => `${word} `.repeat(count);
const tools = ["alpha", "beta"].map((name) => ({
  type: "function",
  function: { name, description: words(120), parameters: { type: "object", properties: {} } },
}));
const call = (args = '{"a":1}') => ({ id: "x1", type: "function", function: { name: "alpha", arguments: args } });
const opening = [
  { role: "system", content: words(100) },
  { role: "user", content: words(100) },
];
const step = (fields: JsonObject = {}, result = words(100)) => [
  { role: "assistant", content: "", reasoning_content: words(100), tool_calls: [call()], ...fields },
  { role: "tool", tool_call_id: "x1", content: result },
];

async function usage(body: JsonObject, path = chatPath): Promise<{ prompt: number; cached: number }> {
  const answer = await postJson(emulator(), path, { model: "mimo-v2.6-pro", tools, ...body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const { usage: seen }: Loose = answer.body;
  return {
    prompt: seen.prompt_tokens ?? seen.input_tokens,
    cached: seen.prompt_tokens_details?.cached_tokens ?? seen.cache_read_input_tokens ?? 0,
  };
}

const blocks = (tokens: number) => Math.floor(tokens / 64) * 64;

test("tools, reasoning, calls and results are counted", async () => {
  const bare = await usage({ messages: opening, tools: undefined });
  const withTools = await usage({ messages: opening });
  expect(withTools.prompt - bare.prompt).toBeGreaterThan(300);
  const whole = await usage({ messages: [...opening, ...step()] });
  expect(whole.prompt - withTools.prompt).toBeGreaterThanOrEqual(250);
});

test("what goes on is read from the cache as far as it was sent, in whole blocks", async () => {
  const first = await usage({ messages: opening });
  expect(first.cached).toBe(0);
  const second = await usage({ messages: [...opening, ...step()] });
  expect(second.cached).toBe(blocks(first.prompt));
  const third = await usage({ messages: [...opening, ...step(), { role: "user", content: "and now?" }] });
  expect(third.cached).toBe(blocks(second.prompt));
});

test.each<[string, JsonObject]>([
  ["reasoning", { messages: [...opening, ...step({ reasoning_content: words(100, "wird") })] }],
  ["arguments", { messages: [...opening, ...step({ tool_calls: [call('{"a": 1}')] })] }],
  ["a result", { messages: [...opening, ...step({}, words(100, "wird"))] }],
  ["the system prompt", { messages: [{ role: "system", content: words(101) }, ...opening.slice(1), ...step()] }],
  ["a tool", { tools: [tools[0], { ...tools[1], function: { name: "gamma" } }] }],
  ["the order of tools", { tools: [tools[1], tools[0]] }],
])("other %s ends the hit there", async (_name, changed) => {
  const whole = { messages: [...opening, ...step()] };
  const { prompt } = await usage(whole);
  const { cached } = await usage({ ...whole, ...changed });
  expect(cached).toBeLessThan(prompt - 64);
  if (!("tools" in changed)) expect(cached).toBeGreaterThan(200);
  else expect(cached).toBe(0);
  expect((await usage(whole)).cached).toBe(blocks(prompt));
});

test("on the Anthropic protocol a message that grows by a block keeps its beginning", async () => {
  const anthropicTools = tools.map(({ function: { name, description, parameters } }) => ({
    name,
    description,
    input_schema: parameters,
  }));
  const body = (more: object[] = [], result = words(100)) => ({
    tools: anthropicTools,
    system: words(100),
    messages: [
      { role: "user", content: [{ type: "text", text: words(100) }] },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: words(100) },
          { type: "tool_use", id: "x1", name: "alpha", input: { a: 1 } },
        ],
      },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "x1", content: result }, ...more] },
    ],
  });
  const first = await usage(body(), messagesPath);
  const grown = await usage(body([{ type: "text", text: words(100) }]), messagesPath);
  expect(grown).toEqual({ prompt: first.prompt + 125, cached: blocks(first.prompt) });
  expect((await usage(body([], words(100, "wird")), messagesPath)).cached).toBeLessThan(first.prompt - 100);
});

test("the window counts tools and reasoning, and lets the list of models be", async () => {
  const { prompt } = await usage({ messages: [...opening, ...step()] });
  emulator().setOptions({ contextTokens: prompt });
  await usage({ messages: [...opening, ...step()] });
  emulator().setOptions({ contextTokens: prompt - 1 });
  const body = { model: "mimo-v2.6-pro", tools, messages: [...opening, ...step()] };
  const refused = await postJson(emulator(), chatPath, body);
  expect(refused.status).toBe(400);
  expect(refused.body.error.message).toContain(`maximum context length is ${prompt - 1} tokens`);
  const headers = { Authorization: "Bearer sk-test" };
  expect((await fetch(`${emulator().url}/v1/models`, { headers })).status).toBe(200);
});
