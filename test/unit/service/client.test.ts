// The client against the emulator, over real sockets: both wires say the same, every fault comes out as its reason, and
// nothing that arrived is lost.

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createAnthropicModel } from "../../../src/core/model/anthropic/createAnthropicModel.ts";
import { systemClock } from "../../../src/core/model/clock.ts";
import type { LanguageModel, ModelRequest, Protocol } from "../../../src/core/model/languageModel.ts";
import type { ModelDeps } from "../../../src/core/model/modelDeps.ts";
import { ModelError } from "../../../src/core/model/modelError.ts";
import { findModel } from "../../../src/core/model/modelTable.ts";
import { createOpenAiModel } from "../../../src/core/model/openai/createOpenAiModel.ts";
import { withRetry } from "../../../src/core/model/retry.ts";
import type { StreamEvent } from "../../../src/core/model/streamEvent.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.reset());
afterAll(() => emulator.close());

const key = "sk-client-test-0123456789abcdef";
const create = { openai: createOpenAiModel, anthropic: createAnthropicModel };

function makeModel(protocol: Protocol, options: Partial<ModelDeps> = {}): LanguageModel {
  return create[protocol]({
    connect: async () => ({ root: emulator.url, apiKey: key }),
    fetch: globalThis.fetch,
    models: findModel,
    clock: systemClock,
    ...options,
  });
}

const ask: ModelRequest = {
  model: "mimo-v2.6-pro",
  system: "Be brief.",
  messages: [{ role: "user", content: [{ type: "text", text: "hello" }] }],
};

/** Everything that came, joined, and how it ended. */
async function run(model: LanguageModel, request = ask, signal = new AbortController().signal) {
  const events: StreamEvent[] = [];
  let error: unknown;
  try {
    for await (const event of model.stream(request, signal)) events.push(event);
  } catch (thrown) {
    error = thrown;
  }
  const join = (type: "text-delta" | "reasoning-delta") =>
    events.flatMap((event) => (event.type === type ? [event.text] : [])).join("");
  return { events, error, text: join("text-delta"), reasoning: join("reasoning-delta") };
}

const reasonOf = (error: unknown) => (ModelError.is(error) ? error.reason : `not a ModelError: ${String(error)}`);

const reasoning = "先想一想…\nThen think — carefully. 🙂";
const text = "# 标题\n\n`code` and **bold**, 👩‍👩‍👧 and the end.\n";

describe.each<Protocol>(["openai", "anthropic"])("%s", (protocol) => {
  test("reasoning and text arrive byte for byte, in order, then usage and finish", async () => {
    emulator.setScript({ reasoning, text });
    const { events, error, ...texts } = await run(makeModel(protocol));
    expect(error).toBeUndefined();
    expect(texts).toEqual({ text, reasoning });
    const kinds = events.map((event) => event.type).filter((type, i, all) => type !== all[i - 1]);
    expect(kinds).toEqual(["reasoning-delta", "text-delta", "usage", "finish"]);
  });

  test.each([1, 2, 3, 7, 64])(
    "the same in writes of %i bytes, with CRLF, comments, nulls and unknown events",
    async (splitBytes) => {
      const wire = {
        crlf: splitBytes % 2 === 0,
        comments: true,
        nullFields: true,
        emptyChoices: true,
        unknownEvents: true,
        noSpaceAfterData: splitBytes > 2,
        splitBytes,
      };
      emulator.setScript({ reasoning, text, wire });
      expect(await run(makeModel(protocol))).toMatchObject({ text, reasoning, error: undefined });
    },
  );

  test.each<[number, object, string]>([
    [400, {}, "invalid-request"],
    [400, { message: "Unsupported model mimo-x" }, "unsupported-model"],
    [401, {}, "unauthorized"],
    [401, { bodyStyle: "data-prefix" }, "unauthorized"],
    [402, {}, "insufficient-balance"],
    [403, {}, "forbidden"],
    [404, {}, "unsupported-model"],
    [409, {}, "web-search-quota"],
    // Twice, because the Fetch standard has fetch itself send a 421 again, once.
    [421, { times: 2 }, "content-filtered"],
    [429, {}, "rate-limited"],
    [500, {}, "server"],
    [500, { bodyStyle: "html" }, "server"],
    [503, { bodyStyle: "empty" }, "server"],
  ])("status %i %o is %s", async (status, more, reason) => {
    emulator.addFaults({ kind: "status", status, ...more });
    const { error, events } = await run(makeModel(protocol));
    expect(reasonOf(error)).toBe(reason);
    expect(events).toEqual([]);
    expect(String((error as Error).stack) + JSON.stringify(error)).not.toContain(key);
  });

  test.each<[Parameters<Emulator["addFaults"]>[0], string]>([
    [{ kind: "cut-before-finish", after: 6 }, "incomplete-response"],
    [{ kind: "reset", after: 6 }, "network"],
    [{ kind: "cut-mid-character", after: 6 }, "network"],
    [{ kind: "error-in-stream", after: 6 }, "server"],
  ])("%o keeps what came", async (fault, reason) => {
    emulator.setScript({ text: "一二三四五六七八九十".repeat(20), pieceSize: 4 });
    emulator.addFaults(fault);
    const { error, text: received } = await run(makeModel(protocol));
    expect(received.length).toBeGreaterThanOrEqual(4);
    expect("一二三四五六七八九十".repeat(20).startsWith(received)).toBe(true);
    expect(["network", "incomplete-response", "server"]).toContain(reasonOf(error));
    if (reason !== "network") expect(reasonOf(error)).toBe(reason);
  });

  test("a garbage line in mid-stream costs nothing else", async () => {
    emulator.setScript({ text });
    emulator.addFaults({ kind: "garbage-line", after: 2 });
    expect(await run(makeModel(protocol))).toMatchObject({ text, error: undefined });
  });

  test("a stalled stream ends as timeout and keeps what came", async () => {
    emulator.setScript({ text: "abcdefgh".repeat(10) });
    emulator.addFaults({ kind: "stall", after: 3 });
    const { error, text: received } = await run(makeModel(protocol, { idleTimeoutMs: 1500 }));
    expect(reasonOf(error)).toBe("timeout");
    expect(received.length).toBeGreaterThan(0);
    const { closedByClientAt } = await emulator.waitForRequest((request) => request.closedByClientAt !== undefined);
    expect(closedByClientAt).toBeDefined();
  });

  test("stop closes the socket in mid-reply and throws the signal's reason", async () => {
    emulator.setScript({ text: "x".repeat(2000), delayMs: 5 });
    const controller = new AbortController();
    const stopping = (async () => {
      for await (const event of makeModel(protocol).stream(ask, controller.signal)) {
        if (event.type === "text-delta") controller.abort(new Error("stop"));
      }
    })();
    await expect(stopping).rejects.toThrow("stop");
    const request = await emulator.waitForRequest((recorded) => recorded.closedByClientAt !== undefined);
    expect(request.finishedAt).toBeUndefined();
  });

  test("a refused request is tried three times in all, and each wait is announced", async () => {
    emulator.setScript({ text: "at last" });
    emulator.addFaults([{ kind: "status", status: 503 }, { kind: "refuse" }]);
    const clock = { now: Date.now, after: (_ms: number, go: () => void) => systemClock.after(0, go) };
    const { events, error, text: received } = await run(withRetry(makeModel(protocol), { clock, random: () => 0.5 }));
    expect(error).toBeUndefined();
    expect(received).toBe("at last");
    expect(events.filter((event) => event.type === "retry").map((event) => event.reason)).toEqual([
      "server",
      "network",
    ]);
    expect(emulator.requests).toHaveLength(3);
  });

  test("nothing is tried again once a byte of the reply has come", async () => {
    emulator.setScript({ text: "abcdefgh".repeat(10) });
    emulator.addFaults({ kind: "reset", after: 3 });
    await run(withRetry(makeModel(protocol), { clock: systemClock, random: () => 0 }));
    expect(emulator.requests).toHaveLength(1);
  });

  test.each(["length", "content_filter", "repetition_truncation"] as const)(
    "%s is a finish with its reason",
    async (finish) => {
      emulator.setScript({ text: "cut", finish });
      const { events } = await run(makeModel(protocol));
      expect(events.at(-1)).toMatchObject({ type: "finish", reason: finish.replace("_", "-") });
    },
  );

  test("a 10 MB reply arrives whole", async () => {
    emulator.addFaults({ kind: "huge" });
    const { text: received, error } = await run(makeModel(protocol));
    expect(error).toBeUndefined();
    expect(Buffer.byteLength(received)).toBeGreaterThanOrEqual(10_000_000);
  });

  test("tool turns are replayed so that the strict service takes them, and the reply follows", async () => {
    emulator.setScript([
      {
        reasoning: "I need both.",
        toolCalls: [
          { id: "c1", name: "read", arguments: { path: "a" } },
          { id: "c2", name: "read", arguments: { path: "b" } },
        ],
        finish: "tool_calls",
      },
      { text: "done" },
    ]);
    const tools = [{ name: "read", parameters: { type: "object", properties: { path: { type: "string" } } } }];
    const model = makeModel(protocol);
    const { events } = await run(model, { ...ask, tools });
    const calls = new Map<string, string>();
    for (const event of events) {
      if (event.type === "tool-call-start") calls.set(event.id, "");
      if (event.type === "tool-call-delta") calls.set(event.id, (calls.get(event.id) ?? "") + event.arguments);
    }
    expect([...calls.values()].map((value) => JSON.parse(value))).toEqual([{ path: "a" }, { path: "b" }]);
    const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    const second = await run(model, {
      ...ask,
      tools,
      messages: [
        ...ask.messages,
        {
          role: "assistant",
          content: [
            { type: "reasoning", text: "I need both." },
            ...[...calls].map(([id, args]) => ({ type: "tool-call" as const, id, name: "read", arguments: args })),
          ],
        },
        {
          role: "tool",
          content: [...calls.keys()].map((toolCallId) => ({
            type: "tool-result" as const,
            toolCallId,
            content: [
              { type: "text" as const, text: "ok" },
              { type: "image" as const, source: { type: "base64" as const, mimeType: "image/png", data: png } },
            ],
          })),
        },
      ],
    });
    expect(second).toMatchObject({ error: undefined, text: "done" });
  });
});

test("the same script gives the same events on both wires", async () => {
  const script = {
    reasoning,
    text,
    toolCalls: [{ id: "call_1", name: "f", arguments: '{"a":1}' }],
    finish: "tool_calls" as const,
  };
  emulator.setScript([script, script]);
  const tools = [{ name: "f" }];
  const comparable = (events: readonly StreamEvent[]) => {
    const merged: unknown[] = [];
    for (const event of events) {
      if (event.type === "usage" || event.type === "reasoning-signature") continue;
      const { rawReason: _, ...plain } = event as StreamEvent & { rawReason?: string };
      merged.push(plain);
    }
    return merged;
  };
  const one = await run(makeModel("openai"), { ...ask, tools });
  const other = await run(makeModel("anthropic"), { ...ask, tools });
  expect(comparable(other.events)).toEqual(comparable(one.events));
});

test("no retired model is served, and its successor is known", async () => {
  const { error } = await run(makeModel("openai"), { ...ask, model: "mimo-v2.5" });
  expect(reasonOf(error)).toBe("unsupported-model");
  expect((error as ModelError).successor).toBe("mimo-v2.6-flash");
});

test("moderation is known by its code under status 400 too", async () => {
  emulator.addFaults({ kind: "status", status: 400, code: "421", message: "blocked" });
  expect(reasonOf((await run(makeModel("openai"))).error)).toBe("content-filtered");
});
