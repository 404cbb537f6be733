// Who asks which model: the fast one first, the chat's where the fast one cannot be had.

import { expect, test } from "vitest";
import { createFastModel } from "../../../../src/core/conversation/fastModel.ts";
import type { LanguageModel, ModelRequest } from "../../../../src/core/model/languageModel.ts";
import { ModelError, type ModelErrorReason } from "../../../../src/core/model/modelError.ts";
import { findModel } from "../../../../src/core/model/modelTable.ts";
import type { StreamEvent } from "../../../../src/core/model/streamEvent.ts";
import { finish } from "./fakes.ts";

const main = { model: "mimo-v2.6-pro", thinking: true, temperature: 0.7, webSearch: { force: true } };

/** Fails for the models named, after so many events. */
class Picky implements LanguageModel {
  readonly requests: ModelRequest[] = [];
  readonly #refuses: Readonly<Record<string, Error>>;
  readonly #before: readonly StreamEvent[];

  constructor(refuses: Readonly<Record<string, Error>> = {}, before: readonly StreamEvent[] = []) {
    this.#refuses = refuses;
    this.#before = before;
  }

  async *stream(request: ModelRequest): AsyncIterable<StreamEvent> {
    this.requests.push(request);
    const refusal = this.#refuses[request.model];
    if (refusal) {
      yield* this.#before;
      throw refusal;
    }
    yield { type: "text-delta", text: request.model };
    yield finish;
  }

  get asked(): readonly string[] {
    return this.requests.map(({ model }) => model);
  }
}

async function ask(
  model: LanguageModel,
  id = "mimo-v2.6-flash",
  options = main,
  signal = new AbortController().signal,
) {
  const fast = createFastModel({ model, id: () => id, main: () => options, find: findModel });
  let text = "";
  for await (const event of fast.model.stream({ ...fast.options(), messages: [] }, signal)) {
    if (event.type === "text-delta") text += event.text;
  }
  return text;
}

const refused = (reason: ModelErrorReason) => new ModelError(reason, { message: reason });

test("the fast model is asked, without thinking and search, with what else the settings say", async () => {
  const model = new Picky();
  expect(await ask(model)).toBe("mimo-v2.6-flash");
  expect(model.requests).toEqual([{ model: "mimo-v2.6-flash", thinking: false, temperature: 0.7, messages: [] }]);
});

test("empty means the chat's model, and one that has no thinking is not told not to", async () => {
  const model = new Picky();
  expect(await ask(model, "")).toBe("mimo-v2.6-pro");
  expect(await ask(model, "mimo-v2.5-tts")).toBe("mimo-v2.5-tts");
  expect(model.requests.map(({ thinking }) => thinking)).toEqual([false, undefined]);
});

test.each<ModelErrorReason>(["unsupported-model", "forbidden", "context-too-long", "unsupported-input"])(
  "%s: the chat's model is asked instead, once",
  async (reason) => {
    const model = new Picky({ "mimo-v2.6-flash": refused(reason) }, [
      { type: "retry", attempt: 2, delayMs: 1, reason: "network" },
    ]);
    expect(await ask(model)).toBe("mimo-v2.6-pro");
    expect(model.asked).toEqual(["mimo-v2.6-flash", "mimo-v2.6-pro"]);
    expect(model.requests[1]).toMatchObject({ thinking: false, temperature: 0.7 });
  },
);

test.each<ModelErrorReason>([
  "unauthorized",
  "insufficient-balance",
  "rate-limited",
  "content-filtered",
  "network",
  "timeout",
  "server",
  "invalid-request",
  "incomplete-response",
  "missing-key",
])("%s: the other one would say the same, and is not asked", async (reason) => {
  const model = new Picky({ "mimo-v2.6-flash": refused(reason) });
  await expect(ask(model)).rejects.toMatchObject({ reason });
  expect(model.asked).toEqual(["mimo-v2.6-flash"]);
});

test("what has begun, was stopped, or is the chat's own model is not asked again", async () => {
  const begun = new Picky({ "mimo-v2.6-flash": refused("unsupported-model") }, [{ type: "text-delta", text: "a" }]);
  await expect(ask(begun)).rejects.toMatchObject({ reason: "unsupported-model" });
  const stopped = new Picky({ "mimo-v2.6-flash": refused("unsupported-model") });
  await expect(ask(stopped, "mimo-v2.6-flash", main, AbortSignal.abort())).rejects.toBeDefined();
  const same = new Picky({ "mimo-v2.6-pro": refused("unsupported-model") });
  await expect(ask(same, "mimo-v2.6-pro")).rejects.toMatchObject({ reason: "unsupported-model" });
  for (const { asked } of [begun, stopped, same]) expect(asked).toHaveLength(1);
});
