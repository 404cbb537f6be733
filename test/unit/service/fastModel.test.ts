// The second model against the emulator, on both wires: who is asked, and that the first one's cache stays whole.

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createFastModel } from "../../../src/core/conversation/fastModel.ts";
import { createAnthropicModel } from "../../../src/core/model/anthropic/createAnthropicModel.ts";
import { systemClock } from "../../../src/core/model/clock.ts";
import type { LanguageModel, ModelRequest, Protocol } from "../../../src/core/model/languageModel.ts";
import { findModel } from "../../../src/core/model/modelTable.ts";
import { createOpenAiModel } from "../../../src/core/model/openai/createOpenAiModel.ts";
import type { Usage } from "../../../src/core/model/streamEvent.ts";
import { titlePrompt } from "../../../src/core/prompts/titlePrompt.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.reset());
afterAll(() => emulator.close());

const create = { openai: createOpenAiModel, anthropic: createAnthropicModel };
const main = { model: "mimo-v2.6-pro", thinking: true };

async function usageOf(model: LanguageModel, request: ModelRequest): Promise<Usage | undefined> {
  let usage: Usage | undefined;
  for await (const event of model.stream(request, new AbortController().signal)) {
    if (event.type === "usage") usage = event.usage;
  }
  return usage;
}

const said = (text: string) => ({ role: "user", content: [{ type: "text", text }] }) as const;
const models = () => emulator.requests.map(({ body }) => (body as { model: string }).model);

describe.each<Protocol>(["openai", "anthropic"])("%s", (protocol) => {
  const set = (id = "mimo-v2.6-flash") => {
    const model = create[protocol]({
      connect: async () => ({ root: emulator.url, apiKey: "sk-fast-test" }),
      fetch: globalThis.fetch,
      models: findModel,
      clock: systemClock,
    });
    const fast = createFastModel({ model, id: () => id, main: () => main, find: findModel });
    const title = () => usageOf(fast.model, { ...fast.options(), maxOutputTokens: 64, ...titlePrompt("Why?", "So.") });
    return { model, title };
  };

  test("a title between two questions takes nothing from the cache of the second", async () => {
    const long = "What does this say? ".repeat(400);
    const ask = async (withTitle: boolean) => {
      emulator.reset();
      const { model, title } = set();
      const first: ModelRequest = { ...main, system: `You are MiMo ${withTitle}.`, messages: [said(long)] };
      await usageOf(model, first);
      if (withTitle) await title();
      const answer = { role: "assistant", content: [{ type: "text", text: "It says so." }] } as const;
      return usageOf(model, { ...first, messages: [...first.messages, answer, said("And that?")] });
    };
    const [without, between] = [await ask(false), await ask(true)];
    expect(models()).toEqual(["mimo-v2.6-pro", "mimo-v2.6-flash", "mimo-v2.6-pro"]);
    expect(without?.cachedInputTokens).toBeGreaterThan(1000);
    expect(between?.cachedInputTokens).toBe(without?.cachedInputTokens);
  });

  test.each(["mimo-v2-flash", "nobody-knows"])("%s is not served: the chat's model is asked", async (id) => {
    const { title } = set(id);
    expect(await title()).toBeDefined();
    expect(models()).toEqual([id, "mimo-v2.6-pro"]);
    expect(emulator.requests.map(({ status }) => status)).toEqual([expect.any(Number), 200]);
  });
});
