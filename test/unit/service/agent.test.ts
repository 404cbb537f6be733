// The agent's run against the emulator, over real sockets and on both wires: what it sends back is taken, comes from the
// cache, and no reply, however odd, ends it.

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createAnthropicModel } from "../../../src/core/model/anthropic/createAnthropicModel.ts";
import { systemClock } from "../../../src/core/model/clock.ts";
import type { LanguageModel, ModelRequest, Protocol } from "../../../src/core/model/languageModel.ts";
import { findModel } from "../../../src/core/model/modelTable.ts";
import { createOpenAiModel } from "../../../src/core/model/openai/createOpenAiModel.ts";
import { agentTools } from "../../../src/core/tools/agentTools.ts";
import type { ToolRunner } from "../../../src/core/tools/createToolRunner.ts";
import { type PreparedCall, prepareCall } from "../../../src/core/tools/prepareCall.ts";
import { toFunctionTool } from "../../../src/core/tools/tool.ts";
import type { AgentStep } from "../../emulator/agent/agentStep.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { makeRun } from "../core/agent/fakes.ts";
import { SampleTools } from "../emulator/sampleTools.ts";

let emulator: Emulator;
let sample: SampleTools | undefined;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterEach(() => {
  sample?.remove();
  emulator.reset();
});
afterAll(() => emulator.close());

const create = { openai: createOpenAiModel, anthropic: createAnthropicModel };

/** The question of the stand-in conversation is another one here. */
function modelThatIsAsked(protocol: Protocol, question: string): LanguageModel {
  const model = create[protocol]({
    connect: async () => ({ root: emulator.url, apiKey: "sk-agent-test" }),
    fetch: globalThis.fetch,
    models: findModel,
    clock: systemClock,
  });
  const stream = (request: ModelRequest, signal: AbortSignal) => {
    const [, ...rest] = request.messages;
    const messages = [{ role: "user" as const, content: [{ type: "text" as const, text: question }] }, ...rest];
    return model.stream({ ...request, model: "mimo-v2.6-pro", messages }, signal);
  };
  return { stream };
}

function toolsOn(folder: SampleTools): ToolRunner {
  return {
    definitions: agentTools.map(toFunctionTool),
    prepare: (name, json) => prepareCall(agentTools, name, json),
    run: async ({ name, input }: PreparedCall) => {
      const { text, failed = false } = folder.run({ id: "", name, arguments: JSON.stringify(input) });
      return { outcome: failed ? "failed" : "done", content: [{ type: "text", text }] };
    },
  };
}

async function ask(protocol: Protocol, question: string) {
  sample = new SampleTools();
  const run = makeRun([], { model: modelThatIsAsked(protocol, question), tools: toolsOn(sample) });
  await run.ended;
  return { ...run, sample };
}

interface Body {
  system?: unknown;
  tools: unknown;
  messages: unknown[];
}
const bodies = () => emulator.requests.map(({ body }) => body as Body);

describe.each<Protocol>(["openai", "anthropic"])("%s", (protocol) => {
  test("the sample's test is mended, from the cache but for what is new", async () => {
    const { turn, errors, sample: folder } = await ask(protocol, "Fix the failing test");
    expect(errors).toEqual([]);
    expect(turn().state).toBe("done");
    expect(turn().parts.at(-1)).toMatchObject({ type: "text", text: expect.stringContaining("All 3 tests pass now.") });
    expect(folder.read("src/duration.js")).toContain("Math.round(hours * 60)");
    const { inputTokens = 0, cachedInputTokens = 0 } = turn().usage ?? {};
    expect(cachedInputTokens / inputTokens).toBeGreaterThan(0.75);
    for (const [index, body] of bodies().entries()) {
      const before = bodies()[index - 1];
      if (!before) continue;
      const written = (part: unknown) => JSON.stringify(part);
      expect(written([body.system, body.tools])).toBe(written([before.system, before.tools]));
      expect(body.messages.slice(0, before.messages.length).map(written)).toEqual(before.messages.map(written));
    }
  });

  const read = (path: string, id?: string) => ({ name: "read_file", arguments: { path }, id });
  test.each<[string, AgentStep]>([
    ["a flood", { calls: [read("src/{{n}}.ts")], flood: 40 }],
    ["half its JSON", { calls: [read("README.md"), { name: "read_file", arguments: '{"path": "REA' }] }],
    ["no JSON", { calls: [{ name: "run_command", arguments: "ls -la" }] }],
    ["no name", { calls: [{ arguments: { path: "README.md" } }] }],
    ["an empty name", { calls: [{ name: "", arguments: {} }] }],
    [
      "a name the service would not take",
      { calls: [{ name: "functions.read_file:0", arguments: { path: "README.md" } }] },
    ],
    ["a name that is far too long", { calls: [{ name: "读".repeat(200), arguments: {} }] }],
    ["a name nobody knows", { calls: [{ name: "apply_patch", arguments: { patch: "*** Begin" } }] }],
    ["one id for two calls", { calls: [read("README.md", "same"), read("hikes.csv", "same")] }],
    [
      "one index for two calls",
      {
        calls: [
          { ...read("README.md"), index: 0 },
          { ...read("hikes.csv"), index: 0 },
        ],
      },
    ],
    ["calls in turn", { calls: [read("README.md"), read("hikes.csv")], interleave: true }],
    ["finish length", { calls: [read("README.md"), { name: "write_file", arguments: '{"pa' }], finish: "length" }],
  ])("%s does not end a run", async (_name, step) => {
    emulator.addAgent({
      question: "go",
      steps: [
        { reasoning: "hm", ...step },
        { reasoning: "so", text: "The end." },
      ],
    });
    const { turn, errors } = await ask(protocol, "go on");
    expect(errors).toEqual([]);
    expect(turn().parts.at(-1)).toMatchObject({ type: "text", text: "The end." });
    expect(emulator.requests.map(({ status }) => status)).toEqual([200, 200]);
  });
});
