import { expect, test } from "vitest";
import type { JsonObject } from "../../emulator/json.ts";
import { ask, messagesPath, postJson, useEmulator } from "./client.ts";

const emulator = useEmulator();
const replayError = "The reasoning_content in the thinking mode must be passed back to the API.";

async function refusal(body: JsonObject): Promise<[number, string]> {
  const answer = await postJson(emulator(), messagesPath, body);
  if (answer.status === 200) return [200, ""];
  expect(answer.body).toMatchObject({ type: "error", error: { type: expect.any(String) } });
  return [answer.status, answer.body.error.message];
}

test("errors have the protocol's own form and types", async () => {
  const { status, body } = await postJson(emulator(), messagesPath, ask("hi"), {});
  expect(status).toBe(401);
  expect(body).toMatchObject({ type: "error", error: { type: "authentication_error" } });
});

test.each([
  ["max_tokens", 0],
  ["max_tokens", 131_073],
  ["max_completion_tokens", 10],
  ["temperature", 2],
  ["top_p", 0],
  ["stop_sequences", "x"],
  ["stop_sequences", ["1", "2", "3", "4", "5"]],
  ["thinking", { type: "enabled", budget_tokens: 1024 }],
  ["thinking", { type: "auto" }],
  ["system", 4],
  ["system", [{ type: "image" }]],
  ["tools", [{ name: "f" }]],
  ["tools", [{ name: "f", input_schema: { type: "string" } }]],
  ["tools", [{ name: "bad name", input_schema: { type: "object" } }]],
  ["tools", [{ name: "f", strict: true, input_schema: { type: "object" } }]],
  ["tools", [{ name: "f", input_schema: { type: "object", additionalProperties: false } }]],
  ["parallel_tool_calls", false],
  ["tools", [{ type: "web_search_20250305", name: "web_search" }]],
  ["messages", [{ role: "system", content: "x" }]],
  ["messages", [{ role: "user", content: [] }]],
  ["messages", [{ role: "user", content: "" }]],
  ["messages", [{ role: "user", content: [{ type: "text", text: "" }] }]],
  ["model", "mimo-v2.5-tts"],
  ["model", "claude"],
])("400 for %s %o", async (name, value) => {
  expect((await refusal(ask("hi", { [name]: value })))[0]).toBe(400);
});

test.each([
  ["system", "be brief"],
  ["system", [{ type: "text", text: "be brief" }]],
  ["stop_sequences", null],
  ["tool_choice", { type: "any" }],
  ["thinking", { type: "disabled" }],
])("takes %s %o", async (name, value) => {
  expect((await refusal(ask("hi", { [name]: value })))[0]).toBe(200);
});

const use = { type: "tool_use", id: "t1", name: "f", input: {} };
const result = { type: "tool_result", tool_use_id: "t1", content: "ok" };
const history = (assistant: object[], user: object[] = [result]) => ({
  model: "mimo-v2.6-pro",
  messages: [
    { role: "user", content: "go" },
    { role: "assistant", content: assistant },
    { role: "user", content: user },
  ],
});

test("a replayed tool use needs its thinking block, first, signed or not", async () => {
  expect((await refusal(history([{ type: "thinking", thinking: "r" }, use])))[0]).toBe(200);
  expect((await refusal(history([{ type: "thinking", thinking: "r", signature: "s" }, use])))[0]).toBe(200);
  expect((await refusal(history([use])))[1]).toContain(replayError);
  expect((await refusal(history([use, { type: "thinking", thinking: "r" }])))[1]).toContain(replayError);
  expect((await refusal(history([{ type: "thinking", thinking: "" }, use])))[1]).toContain(replayError);
  expect((await refusal({ ...history([use]), thinking: { type: "disabled" } }))[0]).toBe(200);
});

test("tool results pair with tool uses", async () => {
  const thought = { type: "thinking", thinking: "r" };
  expect((await refusal(history([thought, use], [{ ...result, tool_use_id: "zzz" }])))[0]).toBe(400);
  expect((await refusal(history([thought, use], [{ type: "text", text: "well?" }])))[0]).toBe(400);
  expect((await refusal(history([thought, use], [result, { type: "text", text: "well?" }])))[0]).toBe(200);
});

test("images go to models that take them", async () => {
  const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } };
  const body = (model: string, block: object) => ({ model, messages: [{ role: "user", content: [block] }] });
  expect((await refusal(body("mimo-v2.6-pro", image)))[0]).toBe(200);
  const tiff = { ...image, source: { ...image.source, media_type: "image/tiff" } };
  expect((await refusal(body("mimo-v2.6-pro", tiff)))[0]).toBe(400);
  emulator().setOptions({ allowRetired: true });
  expect((await refusal(body("mimo-v2.5-pro", image)))[0]).toBe(404);
});
