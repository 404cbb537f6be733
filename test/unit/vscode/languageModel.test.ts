// What crosses between VS Code's chat and the port, both ways, without VS Code.

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ModelCatalogue } from "../../../src/core/model/modelCatalogue.ts";
import type { StreamEvent } from "../../../src/core/model/streamEvent.ts";
import { ReasoningMemory } from "../../../src/core/tools/reasoningMemory.ts";
import { FileReasoningLog } from "../../../src/vscode/languageModel/fileReasoningLog.ts";
import type { HostMessage, HostPart } from "../../../src/vscode/languageModel/hostMessage.ts";
import { modelInformation, offeredModels } from "../../../src/vscode/languageModel/modelInformation.ts";
import { ReplyParts } from "../../../src/vscode/languageModel/replyParts.ts";
import { toModelMessages } from "../../../src/vscode/languageModel/toModelMessages.ts";

const text = (value: string): HostPart => ({ type: "text", text: value });
const data = (mimeType: string, bytes: string): HostPart => ({
  type: "data",
  mimeType,
  data: new TextEncoder().encode(bytes),
});
const call = (id: string, input: unknown = {}): HostPart => ({ type: "tool-call", id, name: "read", input });
const result = (callId: string, ...content: HostPart[]): HostPart => ({ type: "tool-result", callId, content });
const nothing = () => undefined;

describe("messages", () => {
  test("system messages become the system prompt, others keep their order", () => {
    const host: HostMessage[] = [
      { role: "system", parts: [text("Be "), text("brief.")] },
      { role: "user", parts: [text("hi")] },
      { role: "assistant", parts: [text("hello")] },
      { role: "system", parts: [text("In French.")] },
    ];
    expect(toModelMessages(host, nothing)).toEqual({
      system: "Be brief.\n\nIn French.",
      messages: [
        { role: "user", content: [{ type: "text", text: "hi" }] },
        { role: "assistant", content: [{ type: "text", text: "hello" }] },
      ],
    });
  });

  test("the reasoning of a tool call comes from the memory, then from the host, then from nowhere", () => {
    const host: HostMessage[] = [
      { role: "assistant", parts: [{ type: "thinking", text: "host's" }, call("a", { path: "x" }), call("b")] },
      { role: "assistant", parts: [{ type: "thinking", text: "host's" }, call("c")] },
      { role: "assistant", parts: [call("d")] },
    ];
    const remembered = { calls: ["a", "b"], text: "ours", signature: "seal" };
    const { messages } = toModelMessages(host, (ids) => (ids.includes("b") ? remembered : undefined));
    expect(messages.map(({ content }) => content[0])).toEqual([
      { type: "reasoning", text: "ours", signature: "seal" },
      { type: "reasoning", text: "host's" },
      { type: "tool-call", id: "d", name: "read", arguments: "{}" },
    ]);
    expect(messages[0]?.content[1]).toEqual({ type: "tool-call", id: "a", name: "read", arguments: '{"path":"x"}' });
  });

  test("results go before what else the message says, and pictures keep their place in a result", () => {
    const host: HostMessage[] = [
      { role: "assistant", parts: [call("a")] },
      { role: "user", parts: [text("and now?"), result("a", text("seen"), data("image/png", "PNG"))] },
    ];
    expect(toModelMessages(host, nothing).messages.slice(1)).toEqual([
      {
        role: "tool",
        content: [
          {
            type: "tool-result",
            toolCallId: "a",
            content: [
              { type: "text", text: "seen" },
              { type: "image", source: { type: "base64", mimeType: "image/png", data: "UE5H" } },
            ],
          },
        ],
      },
      { role: "user", content: [{ type: "text", text: "and now?" }] },
    ]);
  });

  test("a result whose call the host left out is told as text", () => {
    const host: HostMessage[] = [
      { role: "user", parts: [result("gone", text("42"))] },
      { role: "assistant", parts: [call("a")] },
      { role: "user", parts: [result("a", text("1"))] },
      { role: "user", parts: [result("a", text("again"))] },
    ];
    const { messages } = toModelMessages(host, nothing);
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "tool", "user"]);
    expect(messages[0]?.content.at(-1)).toEqual({ type: "text", text: "42" });
  });

  test("text and JSON data are read, media are sent, what is meant for others is left out", () => {
    const parts = [
      data("text/plain", "a"),
      data("application/json", "{}"),
      data("image/jpeg", "J"),
      data("cache_control", "ephemeral"),
      data("stateful_marker", "x"),
    ];
    const [message] = toModelMessages([{ role: "user", parts }], nothing).messages;
    expect(message?.content).toEqual([
      { type: "text", text: "a" },
      { type: "text", text: "{}" },
      { type: "image", source: { type: "base64", mimeType: "image/jpeg", data: "Sg==" } },
    ]);
  });

  test("a message that holds nothing is left out", () => {
    const host: HostMessage[] = [
      { role: "user", parts: [text("")] },
      { role: "assistant", parts: [{ type: "thinking", text: "hm" }] },
      { role: "assistant", parts: [] },
    ];
    expect(toModelMessages(host, nothing)).toEqual({ system: undefined, messages: [] });
  });
});

describe("replies", () => {
  const gather = (...events: StreamEvent[]) => {
    const reply = new ReplyParts();
    for (const event of events) reply.add(event);
    return reply;
  };
  const start = (id: string, name = "read"): StreamEvent => ({ type: "tool-call-start", id, name });
  const args = (id: string, json: string): StreamEvent => ({ type: "tool-call-delta", id, arguments: json });
  const free = () => false;

  test("calls are whole, repaired, and without parameters the tool forbids", () => {
    const reply = gather(start("a"), args("a", '{"x":'), start("b"), args("a", "1,}"), args("b", '{"x":2,"y":3}'));
    const strict = { name: "read", parameters: { properties: { x: {} }, additionalProperties: false } };
    expect(reply.calls([strict], free)).toEqual([
      { id: "a", name: "read", input: { x: 1 } },
      { id: "b", name: "read", input: { x: 2 } },
    ]);
  });

  test("arguments that cannot be read are shown to the tool; cut off ones are never run", () => {
    const reply = gather(start("a"), args("a", '{"x":"half'));
    expect(reply.calls([], free)).toEqual([{ id: "a", name: "read", input: { invalid_json: '{"x":"half' } }]);
    reply.add({ type: "finish", reason: "length", rawReason: "length" });
    expect(reply.calls([], free)).toEqual([]);
  });

  test("an id that another reply has used is changed, and its reasoning goes with the new one", () => {
    const reply = gather({ type: "reasoning-delta", text: "be" }, { type: "reasoning-delta", text: "cause" });
    reply.add({ type: "reasoning-signature", signature: "seal" });
    reply.add(start("call_0"));
    const calls = reply.calls([], (id) => id === "call_0");
    expect(calls.map(({ id }) => id)).toEqual(["call_0_2"]);
    expect(reply.reasoningOf(calls)).toEqual({ calls: ["call_0_2"], text: "because", signature: "seal" });
  });
});

test("blocks of reasoning go back each under its own seal, also from the file", async () => {
  const reply = new ReplyParts();
  const events: StreamEvent[] = [
    { type: "reasoning-delta", text: "First " },
    { type: "reasoning-delta", text: "this." },
    { type: "reasoning-signature", signature: "one" },
    { type: "reasoning-delta", text: "Then that." },
    { type: "reasoning-signature", signature: "two" },
    { type: "tool-call-start", id: "c", name: "read" },
  ];
  for (const event of events) reply.add(event);
  const lines: string[] = [];
  const log = {
    read: async () => lines,
    append: async (line: string) => void lines.push(line),
    replace: async () => {},
  };
  const memory = () =>
    new ReasoningMemory(log, (error) => {
      throw error;
    });
  await memory().remember(reply.reasoningOf(reply.calls([], () => false)));
  const later = memory();
  await later.ready();
  const { messages } = toModelMessages([{ role: "assistant", parts: [call("c")] }], (ids) => later.find(ids));
  expect(messages[0]?.content.slice(0, 2)).toEqual([
    { type: "reasoning", text: "First this.", signature: "one" },
    { type: "reasoning", text: "Then that.", signature: "two" },
  ]);
});

describe("models", () => {
  const ids = (served: readonly string[] | undefined, chosen: string) =>
    offeredModels(new ModelCatalogue(served).chatModels, chosen).map(({ id }) => id);

  test("current ones are offered, retired ones if served or chosen, and the chosen one always", () => {
    expect(ids(undefined, "mimo-v2.6-pro")).toEqual(["mimo-v2.6-pro", "mimo-v2.6-flash", "mimo-v2.6-pro-ultraspeed"]);
    expect(ids(["mimo-v2-pro", "brand-new", "mimo-v2.5-tts"], "mimo-v2.6-pro")).toEqual(
      expect.arrayContaining(["mimo-v2-pro", "brand-new", "mimo-v2.6-pro"]),
    );
    expect(ids(undefined, "mimo-v2.5")).toContain("mimo-v2.5");
    expect(ids(undefined, "own-model")[0]).toBe("own-model");
    expect(ids(undefined, "mimo-v2.6-pro")).not.toContain("mimo-v2.5-tts");
  });

  test.each(["mimo-v2.6-pro", "mimo-v2.6-flash", "mimo-v2.6-pro-ultraspeed", "own-model", "zeta"])(
    "%s is the first by name when it is the chosen one, as it is drawn",
    (chosen) => {
      const names = offeredModels(new ModelCatalogue().chatModels, chosen).map((model) => {
        const { id, name } = modelInformation(model, chosen, (words) => words);
        expect(name.replace(/\s+/, " ").trim()).toBe(model.name);
        return { id, name };
      });
      expect(names.toSorted((a, b) => a.name.localeCompare(b.name))[0]?.id).toBe(chosen);
    },
  );

  test("limits add up to the context window, and inputs are those of the table", () => {
    for (const model of new ModelCatalogue().chatModels) {
      const info = modelInformation(model, "", (words) => words);
      expect(info.maxInputTokens + info.maxOutputTokens).toBe(model.contextWindow);
      expect(info.capabilities).toEqual({ imageInput: model.input.image !== false, toolCalling: true });
    }
  });
});

describe("the file of reasoning", () => {
  const folder = mkdtempSync(join(tmpdir(), "mimo-reasoning-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const fail = (error: unknown) => {
    throw error;
  };

  test("outlives the process, is for its owner alone, and stays small", async () => {
    const path = join(folder, "made", "reasoning.jsonl");
    const limits = { replies: 10, size: 10_000 };
    const memory = new ReasoningMemory(new FileReasoningLog(path), fail, limits);
    for (let n = 0; n < 100; n++) await memory.remember({ calls: [`c${n}`], text: `why\n${n}` });
    const later = new ReasoningMemory(new FileReasoningLog(path), fail, limits);
    await later.ready();
    expect(later.find(["c99"])?.text).toBe("why\n99");
    expect(later.has("c89")).toBe(false);
    expect((await new FileReasoningLog(path).read()).length).toBeLessThanOrEqual(40);
    expect(readdirSync(join(folder, "made"))).toEqual(["reasoning.jsonl"]);
  });
});
