import { expect, test } from "vitest";
import type { JsonObject } from "../../emulator/json.ts";
import { ask, chatPath, type Loose, messagesPath, postJson, useEmulator } from "./client.ts";

const emulator = useEmulator();
const replayError = "The reasoning_content in the thinking mode must be passed back to the API.";
const step = { reasoning: "First I look.", toolCalls: [{ name: "f", arguments: {} }], signature: "seal" };

/** What the emulator says to a call of its own that comes back changed so. */
async function openai(change: JsonObject, more: JsonObject = {}): Promise<string> {
  emulator().setScript(step);
  const { message } = (await postJson(emulator(), chatPath, ask("go"))).body.choices[0];
  const result = { role: "tool", tool_call_id: message.tool_calls[0].id, content: "ok" };
  const messages = [{ role: "user", content: "go" }, { ...message, ...change }, result];
  const { status, body } = await postJson(emulator(), chatPath, { ...ask(""), messages, ...more });
  return status === 200 ? "taken" : body.error.message;
}

async function anthropic(change: (blocks: Loose[]) => Loose[], more: JsonObject = {}): Promise<string> {
  emulator().setScript(step);
  const { content } = (await postJson(emulator(), messagesPath, ask("go"))).body;
  const result = { type: "tool_result", tool_use_id: content.at(-1).id, content: "ok" };
  const messages = [
    { role: "user", content: "go" },
    { role: "assistant", content: change(content) },
    { role: "user", content: [result] },
  ];
  const { status, body } = await postJson(emulator(), messagesPath, { ...ask(""), messages, ...more });
  return status === 200 ? "taken" : body.error.message;
}

const disabled = { thinking: { type: "disabled" } };

test("OpenAI protocol: reasoning goes back whole", async () => {
  expect(await openai({})).toBe("taken");
  for (const lost of [undefined, null, "", " ", "First I", "First I look. ", "first I look."])
    expect(await openai({ reasoning_content: lost }), String(lost)).toBe(replayError);
  expect(await openai({ reasoning_content: "" }, disabled)).toBe("taken");
});

test("Anthropic protocol: thinking goes back whole, first, under its seal", async () => {
  expect(await anthropic((blocks) => blocks)).toBe("taken");
  const thinking = (fields: JsonObject) => (blocks: Loose[]) => [{ ...blocks[0], ...fields }, ...blocks.slice(1)];
  expect(await anthropic((blocks) => blocks.slice(1))).toContain(replayError);
  expect(await anthropic((blocks) => blocks.toReversed())).toContain(replayError);
  expect(await anthropic(thinking({ thinking: "First I" }))).toContain(replayError);
  expect(await anthropic(thinking({ thinking: " " }))).toContain(replayError);
  expect(await anthropic(thinking({ signature: undefined }))).toContain(replayError);
  expect(await anthropic(thinking({ signature: "other" }))).toContain(replayError);
  expect(await anthropic(thinking({ thinking: "other" }), disabled)).toBe("taken");
});

test("a reply made without any reasoning comes back with a single space", async () => {
  emulator().setScript({ toolCalls: [{ id: "quiet", name: "f" }] });
  await postJson(emulator(), chatPath, ask("go"));
  const call = { id: "quiet", type: "function", function: { name: "f", arguments: "{}" } };
  const messages = [
    { role: "user", content: "go" },
    { role: "assistant", content: "", reasoning_content: " ", tool_calls: [call] },
    { role: "tool", tool_call_id: "quiet", content: "ok" },
  ];
  expect((await postJson(emulator(), chatPath, { ...ask(""), messages })).status).toBe(200);
});
