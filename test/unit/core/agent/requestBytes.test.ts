// What goes over the wire for a run: the beginning of a conversation is small, and each request begins with the one before,
// byte for byte, whatever happens in between. A cached token costs 1/121 of a new one.

import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { expect, test } from "vitest";
import { createAgentReply } from "../../../../src/core/agent/createAgentReply.ts";
import { ConversationService } from "../../../../src/core/conversation/conversationService.ts";
import type { AgentMode } from "../../../../src/core/conversation/userTurn.ts";
import { encodeAnthropicRequest } from "../../../../src/core/model/anthropic/encodeRequest.ts";
import type { ModelRequest } from "../../../../src/core/model/languageModel.ts";
import { findModel } from "../../../../src/core/model/modelTable.ts";
import { encodeOpenAiRequest } from "../../../../src/core/model/openai/encodeRequest.ts";
import { agentPrompt } from "../../../../src/core/prompts/agentPrompt.ts";
import { agentTools } from "../../../../src/core/tools/agentTools.ts";
import { createToolRunner } from "../../../../src/core/tools/createToolRunner.ts";
import { textResult } from "../../../../src/core/tools/toolRun.ts";
import { MemoryStore, settled, withBackground } from "../conversation/fakes.ts";
import { ListedModel, type Reply } from "./fakes.ts";

const id = "mimo-v2.6-pro";

/** A window: every call is answered with its key. */
function window(replies: readonly Reply[], store: MemoryStore, world: { mode: AgentMode; date: string }) {
  const model = new ListedModel(replies);
  let tokens = 0;
  const service = new ConversationService(
    withBackground({
      store,
      options: () => ({ model: id, thinking: true }),
      systemPrompt: () =>
        agentPrompt({ language: "en", instructions: "", shell: "bash", system: "Linux", folders: ["shop"] }),
      newId: () => crypto.randomUUID(),
      now: () => 1,
      circumstances: () => world,
      onError: () => {},
      createReply: createAgentReply({
        model,
        newToken: () => String(++tokens),
        maxSteps: () => 50,
        tools: (scope) => ({
          ...createToolRunner(agentTools, async () => [], scope),
          run: async ({ name, key }) => textResult(`${name} ${key}`),
        }),
        approvals: () => ({ judge: async () => ({ type: "runs" }), agreed: () => {} }),
        summaries: () => ({ isDue: () => false, make: async () => ({ text: "", keeps: 0, byModel: false }) }),
        news: () => [],
        onError: () => {},
      }),
    }),
  );
  return { model, service };
}

const read = (path: string, call?: string): readonly [name: string, input: unknown, id?: string] =>
  call === undefined ? ["read_file", { path }] : ["read_file", { path }, call];

/** Questions in all modes, with steps, malformed calls, a stop and a reload; the requests in order. */
async function conversation(): Promise<readonly ModelRequest[]> {
  const store = new MemoryStore();
  const world = { mode: "agent" as AgentMode, date: "2026-11-28" };
  const one = window(
    [
      ["I look.", read("a.ts")],
      [read("b.ts"), read("c.ts", "call_0b")],
      [["read_file", "{broken"]],
      ["It adds up."],
      [["edit_file", { path: "a.ts", old_text: "a", new_text: "b" }]],
      ["It is done."],
    ],
    store,
    world,
  );
  one.service.send("What does this do?");
  await settled(one.service);
  one.service.send("Change it.");
  await settled(one.service);
  world.mode = "plan";
  world.date = "2026-11-29";
  const two = window([[read("d.ts")], ["1. This."], ["What", new Error("broken")], ["Yes."]], store, world);
  await two.service.open(one.service.current.id);
  two.service.send("And a plan?");
  await settled(two.service);
  world.mode = "ask";
  two.service.send("Why?");
  await settled(two.service);
  two.service.send("Is that so?");
  await settled(two.service);
  return [...one.model.requests, ...two.model.requests];
}

/** What is cached of a request, in the order in which it is: all of it but what is said last, cut where messages end. */
function wire(body: { readonly messages: unknown; readonly tools?: unknown; readonly system?: unknown }) {
  const messages = (body.messages as readonly unknown[]).map((message) => JSON.stringify(message));
  return { head: JSON.stringify([body.tools, body.system]), messages };
}

test.each([
  ["openai", (request: ModelRequest) => wire(encodeOpenAiRequest(request, findModel(id)) as never)],
  ["anthropic", (request: ModelRequest) => wire(withoutMarks(encodeAnthropicRequest(request, findModel(id))) as never)],
])(
  "every request begins with the one before: across steps, questions, modes, days, a reload and a failure (%s)",
  async (_, encode) => {
    const bodies = (await conversation()).map(encode);
    expect(bodies.length).toBe(10);
    for (const [index, body] of bodies.entries()) {
      const before = bodies[index - 1];
      if (!before) continue;
      expect(body.head).toBe(before.head);
      expect(body.messages.slice(0, before.messages.length)).toEqual(before.messages);
    }
  },
);

/** Marks of what is to be cached move with the end, and are no part of the text. */
function withoutMarks(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body, (key, value) => (key === "cache_control" ? undefined : value)));
}

test("the first request is at most 14 KB and 3,000 tokens", async () => {
  const [first] = await conversation();
  if (!first) throw new Error("Nothing was asked.");
  const body = JSON.stringify(encodeOpenAiRequest(first, findModel(id)));
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(14 * 1024);
  expect(countTokens(body)).toBeLessThanOrEqual(3000);
});
