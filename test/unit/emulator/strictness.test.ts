import { expect, test } from "vitest";
import { startEmulator } from "../../emulator/emulator.ts";
import type { JsonObject } from "../../emulator/json.ts";
import { ask, chatPath, type Loose, post, postJson, useEmulator } from "./client.ts";

const emulator = useEmulator({ bodyLimit: 100_000 });
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });
const replayError = "The reasoning_content in the thinking mode must be passed back to the API.";

/** What is said of a refusal: its status, message and param. */
async function refusal(body: JsonObject): Promise<[number, string, string]> {
  const answer = await postJson(emulator(), chatPath, body);
  const { error } = answer.body;
  if (answer.status !== 200) {
    expect(error.code).toBe(String(answer.status));
    expect(error.type).toBeTypeOf("string");
  }
  return [answer.status, error?.message ?? "", error?.param ?? ""];
}

test.each([
  ["no key", {}, "Please provide"],
  ["a malformed key", bearer("hello"), "Please provide"],
  ["a key marked invalid", bearer("sk-invalid-key"), "Please provide"],
  ["x-api-key", { "x-api-key": "sk-test" }, "Please provide"],
  ["a Token Plan key in api-key alone", { "api-key": "tp-test" }, "Bearer"],
])("401 for %s", async (_name, headers, param) => {
  const { status, body } = await postJson(emulator(), chatPath, ask("hi"), headers as Record<string, string>);
  expect(status).toBe(401);
  expect(body.error).toMatchObject({ code: "401", message: "Invalid API Key" });
  expect(body.error.param).toContain(param);
});

test.each([bearer("sk-test"), bearer("tp-test"), bearer("ttp-test"), { "api-key": "sk-test" }])(
  "accepts %o",
  async (headers) => {
    const response = await post(emulator(), chatPath, ask("hi"), headers as Record<string, string>);
    expect(response.status).toBe(200);
    await response.text();
  },
);

test("a host takes its own kind of key, or exactly the keys it is given", async () => {
  const check = async (options: object, key: string) => {
    emulator().setOptions(options);
    const response = await post(emulator(), chatPath, ask("hi"), bearer(key));
    await response.text();
    return response.status;
  };
  expect(await check({ keyKind: "payAsYouGo" }, "tp-test")).toBe(401);
  expect(await check({ keyKind: "tokenPlan" }, "sk-test")).toBe(401);
  expect(await check({ keyKind: "tokenPlan" }, "ttp-test")).toBe(200);
  expect(await check({ keys: ["my-key"] }, "ttp-test")).toBe(401);
  expect(await check({ keys: ["my-key"] }, "my-key")).toBe(200);
});

test("unknown and retired models answer 400, retired ones are served before their day or when allowed", async () => {
  expect(await refusal(ask("hi", { model: "gpt" }))).toEqual([400, "Unsupported model gpt", ""]);
  expect((await refusal(ask("hi", { model: "mimo-v2.5-pro" })))[1]).toBe("Unsupported model mimo-v2.5-pro");
  emulator().setOptions({ allowRetired: true });
  expect((await refusal(ask("hi", { model: "mimo-v2.5-pro" })))[0]).toBe(200);
  const earlier = await startEmulator({ now: () => Date.parse("2026-10-20T23:00:00Z") });
  const response = await post(earlier, chatPath, ask("hi", { model: "mimo-v2.5-pro" }));
  expect(response.status).toBe(200);
  await response.text();
  await earlier.close();
});

test.each([
  ["temperature", 1.6],
  ["temperature", -0.1],
  ["temperature", "1"],
  ["top_p", 0],
  ["top_p", 1.1],
  ["frequency_penalty", 2.5],
  ["presence_penalty", -3],
  ["max_completion_tokens", 0],
  ["max_completion_tokens", 1.5],
  ["max_completion_tokens", 131_073],
  ["max_tokens", 100],
  ["extra_body", {}],
  ["stop", ["1", "2", "3", "4", "5"]],
  ["stop", [1]],
  ["stream", "yes"],
  ["thinking", { type: "maybe" }],
  ["thinking", true],
  ["response_format", { type: "json_schema" }],
  ["parallel_tool_calls", false],
  ["tools", {}],
  ["audio", { format: "wav" }],
  ["messages", []],
  ["messages", "hi"],
  ["model", 3],
])("400 for %s %o", async (name, value) => {
  const [status, message, param] = await refusal(ask("hi", { [name]: value }));
  expect(status).toBe(400);
  expect(message).toBe("Param Incorrect");
  expect(param).toContain(name);
});

test.each([
  ["temperature", 0],
  ["temperature", 1.5],
  ["top_p", 0.01],
  ["max_completion_tokens", 131_072],
  ["max_completion_tokens", null],
  ["stop", null],
  ["stop", "x"],
  ["presence_penalty", null],
  ["tool_choice", "required"],
  ["tool_choice", { type: "function" }],
  ["response_format", { type: "text" }],
])("takes %s %o", async (name, value) => {
  expect((await refusal(ask("hi", { [name]: value })))[0]).toBe(200);
});

test.each(["", "a b", "a.b", "x".repeat(65), 4])("tool name %o is refused", async (name) => {
  expect((await refusal(ask("hi", { tools: [{ type: "function", function: { name } }] })))[0]).toBe(400);
});

const offering = (fields: object) => ask("hi", { tools: [{ type: "function", function: { name: "f", ...fields } }] });
const closed = { type: "object", properties: {}, additionalProperties: false };

test("strict tools and schemas that forbid more are refused, a property of that name is not", async () => {
  expect((await refusal(offering({ strict: false })))[2]).toContain("strict");
  expect((await refusal(offering({ parameters: closed })))[2]).toContain("additionalProperties");
  const deep = { type: "object", properties: { list: { type: "array", items: closed } } };
  expect((await refusal(offering({ parameters: deep })))[2]).toContain("properties.list.items.additionalProperties");
  const named = { type: "object", properties: { additionalProperties: { type: "boolean" }, strict: {} } };
  expect((await refusal(offering({ parameters: named })))[0]).toBe(200);
  expect((await refusal(offering({ parameters: { ...closed, additionalProperties: true } })))[0]).toBe(200);
});

const call = { id: "c1", type: "function", function: { name: "f", arguments: "{}" } };
const withCall = (assistant: object, after: object[] = [{ role: "tool", tool_call_id: "c1", content: "ok" }]) => ({
  model: "mimo-v2.6-pro",
  messages: [
    { role: "user", content: "go" },
    { role: "assistant", content: "", reasoning_content: " ", tool_calls: [call], ...assistant },
    ...after,
  ],
});

test("a replayed tool call needs its reasoning while thinking is on", async () => {
  expect((await refusal(withCall({})))[0]).toBe(200);
  expect((await refusal(withCall({ reasoning_content: undefined })))[1]).toBe(replayError);
  expect((await refusal(withCall({ reasoning_content: "" })))[1]).toBe(replayError);
  const off = { ...withCall({ reasoning_content: undefined }), thinking: { type: "disabled" } };
  expect((await refusal(off))[0]).toBe(200);
});

test("content null is refused", async () => {
  expect((await refusal(withCall({ content: null })))[2]).toContain("messages[1].content must be a string, never null");
  expect((await refusal(withCall({ content: undefined })))[0]).toBe(400);
  const plain = { ...ask("x"), messages: [{ role: "assistant", content: null }] };
  expect((await refusal(plain))[0]).toBe(400);
});

test("tool messages pair with calls and hold text only", async () => {
  const image = { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } };
  const inTool = withCall({}, [{ role: "tool", tool_call_id: "c1", content: [image] }]);
  expect((await refusal(inTool))[2]).toContain("a tool message takes text only");
  expect((await refusal(withCall({}, [{ role: "tool", tool_call_id: "zzz", content: "ok" }])))[2]).toContain("zzz");
  expect((await refusal(withCall({}, [{ role: "user", content: "and?" }])))[2]).toContain("no tool message answers c1");
  expect((await refusal({ ...ask("x"), messages: [{ role: "tool", tool_call_id: "c1", content: "ok" }] }))[0]).toBe(
    400,
  );
});

const withPart = (part: object, model = "mimo-v2.6-flash") => ({
  model,
  messages: [{ role: "user", content: [{ type: "text", text: "see" }, part] }],
});
const png = "data:image/png;base64,iVBORw0KGgo=";

test.each([
  ["an image", { type: "image_url", image_url: { url: png } }],
  ["an image by address", { type: "image_url", image_url: { url: "https://example.com/a.png" } }],
  ["a sound", { type: "input_audio", input_audio: { data: "data:audio/wav;base64,UklGRg==" } }],
  ["a video", { type: "video_url", video_url: { url: "https://example.com/a.mp4" }, fps: 10, media_resolution: "max" }],
])("takes %s", async (_name, part) => {
  expect((await refusal(withPart(part)))[0]).toBe(200);
});

test.each([
  ["a type that is no image", { type: "image_url", image_url: { url: "data:image/tiff;base64,AAAA" } }],
  ["an address that is none", { type: "image_url", image_url: { url: "file:///etc/passwd" } }],
  ["broken base64", { type: "image_url", image_url: { url: "data:image/png;base64,@@@" } }],
  ["fps out of range", { type: "video_url", video_url: { url: "https://example.com/a.mp4" }, fps: 11 }],
  ["an unknown resolution", { type: "video_url", video_url: { url: "https://example.com/a" }, media_resolution: "hd" }],
  ["an unknown part", { type: "file", file: {} }],
])("400 for %s", async (_name, part) => {
  expect((await refusal(withPart(part)))[0]).toBe(400);
});

test("a model that takes no image answers 404, other media 400", async () => {
  emulator().setOptions({ allowRetired: true });
  const image = withPart({ type: "image_url", image_url: { url: png } }, "mimo-v2.5-pro");
  const [status, message] = await refusal(image);
  expect(status).toBe(404);
  expect(message).toBe("The requested endpoint or model does not support image input capability");
  const sound = withPart({ type: "input_audio", input_audio: { data: "https://example.com/a" } }, "mimo-v2.6-pro");
  expect((await refusal(sound))[0]).toBe(400);
});

test("web search needs the plugin and keeps to its ranges", async () => {
  const search = (more: object) => ask("hi", { tools: [{ type: "web_search", ...more }] });
  expect((await refusal(search({ limit: 51 })))[2]).toContain("limit");
  expect((await refusal(search({ max_keyword: 0 })))[2]).toContain("max_keyword");
  expect((await refusal(search({ user_location: { type: "exact" } })))[0]).toBe(400);
  expect((await refusal(search({ user_location: { type: "approximate", country: "China" } })))[0]).toBe(200);
  emulator().setOptions({ webSearchActive: false });
  expect((await refusal(search({})))[1]).toContain("webSearchEnabled is false");
});

test("a prompt beyond the context answers 400, a body beyond the limit 413", async () => {
  emulator().setOptions({ contextTokens: 100 });
  const [status, message] = await refusal(ask("word ".repeat(100)));
  expect(status).toBe(400);
  expect(message).toContain("maximum context length is 100 tokens");
  expect((await refusal(ask("x".repeat(200_000))))[0]).toBe(413);
});

test("what is no request at all gets an answer", async () => {
  const raw = async (body: string, headers?: Record<string, string>) => {
    const response = await post(emulator(), chatPath, body, headers);
    return [response.status, ((await response.json()) as Loose).error.param];
  };
  expect(await raw("{not json")).toEqual([400, "the body must be a JSON object"]);
  expect(await raw("[]")).toEqual([400, "the body must be a JSON object"]);
  expect(await raw("null")).toEqual([400, "the body must be a JSON object"]);
  expect(await raw("{}", { ...bearer("sk-test"), "Content-Type": "text/plain" })).toEqual([
    400,
    "Content-Type must be application/json",
  ]);
  expect((await post(emulator(), "/v1/nothing", {})).status).toBe(404);
  expect((await fetch(emulator().url + chatPath)).status).toBe(404);
});

test("with a rate limit, one request too many answers 429", async () => {
  emulator().setOptions({ requestsPerMinute: 2 });
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push((await refusal(ask("hi")))[0]);
  expect(statuses).toEqual([200, 200, 429]);
});
