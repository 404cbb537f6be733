import { describe, expect, it } from "vitest";
import type { ModelError } from "../../../../src/core/model/modelError.ts";
import { decodeOpenAiStream } from "../../../../src/core/model/openai/decodeStream.ts";
import { collect, joined, pieces, whole } from "./support.ts";

const chunk = (delta: unknown, finish: string | null = null) => ({
  id: "r1",
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const sse = (...values: unknown[]) =>
  values.map((value) => `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`).join("");
const stop = chunk({}, "stop");
const decode = (text: string) => collect(decodeOpenAiStream(whole(text)));
const finish = { type: "finish", reason: "stop", rawReason: "stop" };
const cutOff = { type: "cut-off" };
const text = (value: string) => ({ type: "text-delta", text: value });

describe("decodeOpenAiStream", () => {
  it("accepts a finish reason without [DONE], and [DONE] without a last line break", async () => {
    expect(await decode(sse(chunk({ content: "a" }), stop))).toEqual({ events: [text("a"), finish], error: undefined });
    expect((await decode(`${sse(chunk({ content: "a" }), stop)}data: [DONE]`)).error).toBeUndefined();
  });

  it("throws incomplete-response for an end or [DONE] without a finish reason", async () => {
    for (const end of ["", "data: [DONE]\n\n"]) {
      const { events, error } = await decode(sse(chunk({ content: "a" })) + end);
      expect(events).toEqual([text("a"), cutOff]);
      expect(error).toMatchObject({ reason: "incomplete-response", replyStarted: true });
    }
    expect((await decode("")).error).toMatchObject({ reason: "incomplete-response" });
  });

  it("skips lines and events that are not JSON", async () => {
    const { events, error } = await decode(
      `${sse(chunk({ content: "a" }), "{oops", "null")}garbage\n\n: comment\n\n${sse(chunk({ content: "b" }), stop)}`,
    );
    expect(error).toBeUndefined();
    expect(joined(events)).toEqual([text("ab"), finish]);
  });

  it("ignores empty choices, null deltas and other choices", async () => {
    const { events } = await decode(
      sse(
        { choices: [] },
        { choices: null },
        { choices: [{ delta: null }] },
        { choices: [null] },
        {},
        chunk({ content: "a" }),
        stop,
      ),
    );
    expect(events).toEqual([text("a"), finish]);
  });

  it("keeps calls apart by index and id, also when a second id comes under index 0", async () => {
    const call = (fields: object) => chunk({ tool_calls: [fields] });
    const { events } = await decode(
      sse(
        call({ index: 0, id: "a", function: { name: "f", arguments: '{"x"' } }),
        call({ index: 0, id: "a", function: { name: null, arguments: ":1}" } }),
        call({ index: 0, id: "b", function: { name: "g", arguments: '{"y"' } }),
        call({ index: 0, id: "", function: { arguments: ":2}" } }),
        chunk({}, "tool_calls"),
      ),
    );
    expect(joined(events).slice(0, 4)).toEqual([
      { type: "tool-call-start", id: "a", name: "f" },
      { type: "tool-call-delta", id: "a", arguments: '{"x":1}' },
      { type: "tool-call-start", id: "b", name: "g" },
      { type: "tool-call-delta", id: "b", arguments: '{"y":2}' },
    ]);
  });

  it("interleaves fragments of parallel calls", async () => {
    const { events } = await decode(
      sse(
        chunk({
          tool_calls: [
            { index: 0, id: "a", function: { name: "f" } },
            { index: 1, id: "b", function: { name: "g" } },
          ],
        }),
        chunk({
          tool_calls: [
            { index: 1, function: { arguments: "1" } },
            { index: 0, function: { arguments: "2" } },
          ],
        }),
        stop,
      ),
    );
    expect(events.slice(2, 4)).toEqual([
      { type: "tool-call-delta", id: "b", arguments: "1" },
      { type: "tool-call-delta", id: "a", arguments: "2" },
    ]);
  });

  it("makes ids that are missing or taken, the same for the same bytes", async () => {
    const wire = sse(
      chunk({ tool_calls: [{ index: 0, function: { name: "f", arguments: "{}" } }] }),
      chunk({ tool_calls: [{ index: 1, id: "same", function: { name: "g" } }] }),
      chunk({ tool_calls: [{ index: 2, id: "same", function: { name: "h" } }] }),
      stop,
    );
    const { events } = await decode(wire);
    const ids = events.flatMap((event) => (event.type === "tool-call-start" ? [event.id] : []));
    expect(ids).toEqual(["call_r1_0", "same", "same_2"]);
    expect((await decode(wire)).events).toEqual(events);
  });

  it("holds arguments until the name comes, and opens a call that never got one", async () => {
    const late = await decode(
      sse(
        chunk({ tool_calls: [{ index: 0, id: "a", function: { arguments: "{" } }] }),
        chunk({ tool_calls: [{ index: 0, function: { name: "f", arguments: "}" } }] }),
        stop,
      ),
    );
    expect(joined(late.events).slice(0, 2)).toEqual([
      { type: "tool-call-start", id: "a", name: "f" },
      { type: "tool-call-delta", id: "a", arguments: "{}" },
    ]);
    const never = await decode(
      sse(chunk({ tool_calls: [{ index: 0, id: "a", function: { arguments: "{}" } }] }), stop),
    );
    expect(never.events[0]).toEqual({ type: "tool-call-start", id: "a", name: "" });
    expect(never.events[1]).toEqual({ type: "tool-call-delta", id: "a", arguments: "{}" });
  });

  it("decodes sources once, before the text, and a failed search", async () => {
    const annotation = {
      type: "url_citation",
      url: "https://a.example",
      title: "A",
      summary: "S",
      site_name: "Site",
      publish_time: "2026-01-01",
      logo_url: "https://l",
    };
    const { events } = await decode(
      sse(
        chunk({ annotations: [annotation, { title: "no url" }], content: "x" }),
        chunk({ annotations: [annotation] }),
        chunk({ error_message: "quota" }),
        stop,
      ),
    );
    expect(events.slice(0, 3)).toEqual([
      {
        type: "sources",
        sources: [{ url: "https://a.example", title: "A", summary: "S", siteName: "Site", publishTime: "2026-01-01" }],
      },
      text("x"),
      { type: "sources-error", message: "quota" },
    ]);
  });

  it("decodes sound, streamed and whole", async () => {
    const streamed = await decode(
      sse(
        chunk({ audio: { id: "x", data: "AAEC" } }),
        chunk({ audio: null }),
        chunk({ audio: { data: "Aw==" } }),
        stop,
      ),
    );
    expect(streamed.events.slice(0, 2)).toEqual([
      { type: "audio-delta", data: "AAEC" },
      { type: "audio-delta", data: "Aw==" },
    ]);
    const body = {
      choices: [
        {
          message: {
            role: "assistant",
            content: "",
            audio: { data: "AAEC", transcript: null },
            final_text_preview: "Hello",
          },
        },
      ],
      usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
    };
    const { events, error } = await decode(JSON.stringify(body, null, 2));
    expect(error).toBeUndefined();
    expect(events).toEqual([
      { type: "audio-delta", data: "AAEC" },
      { type: "audio-text", text: "Hello" },
      { type: "usage", usage: { inputTokens: 3, outputTokens: 4 } },
      { type: "finish", reason: "stop", rawReason: "" },
    ]);
  });

  it("decodes usage wherever it stands, the last one counting, right before finish", async () => {
    const usage = {
      prompt_tokens: 10,
      completion_tokens: 5,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 2 },
      web_search_usage: { tool_usage: 1, page_usage: 5 },
    };
    const { events } = await decode(
      sse(
        { ...chunk({ content: "a" }), usage: { prompt_tokens: 10, completion_tokens: 1 } },
        stop,
        { choices: [], usage },
        "[DONE]",
      ),
    );
    expect(events).toEqual([
      text("a"),
      {
        type: "usage",
        usage: {
          inputTokens: 10,
          cachedInputTokens: 4,
          outputTokens: 5,
          reasoningTokens: 2,
          webSearchCalls: 1,
          webSearchPages: 5,
        },
      },
      finish,
    ]);
  });

  it("passes an unknown finish reason on", async () => {
    expect((await decode(sse(chunk({}, "novel")))).events).toEqual([
      { type: "finish", reason: "other", rawReason: "novel" },
    ]);
  });

  it.each([
    ["in the chunk", { error: { code: "429", message: "slow down" } }, "rate-limited"],
    ["in the delta", chunk({ error: { code: 500, message: "boom" } }), "server"],
    ["as moderation", { error: { code: "421", message: "blocked" } }, "content-filtered"],
    ["without a code", { error: { message: "boom" } }, "server"],
    ["as a string", { error: "boom" }, "server"],
  ])("throws an error that comes %s, after what came before", async (_, value, reason) => {
    const { events, error } = await decode(sse(chunk({ content: "a" }), value, chunk({ content: "b" }), stop));
    expect(events).toEqual([text("a"), cutOff]);
    expect(error).toMatchObject({ name: "ModelError", reason, replyStarted: true });
  });

  it("of a reply that breaks off it tells what was counted, and that more may have been said", async () => {
    const counted = { choices: [], usage: { prompt_tokens: 9, completion_tokens: 2 } };
    const { events } = await decode(sse(chunk({ content: "a" }), counted));
    const usage = { inputTokens: 9, outputTokens: 2, isPartial: true };
    expect(events).toEqual([text("a"), { type: "cut-off", usage }]);
  });

  it("says of no refusal that the service took the request", async () => {
    for (const wire of ['{"error":{"code":"402","message":"empty"}}', "<html></html>"]) {
      expect((await decode(wire)).events).toEqual([]);
    }
  });

  it("throws an error event, a plain JSON error and a page in HTML", async () => {
    expect((await decode('event: error\ndata: {"message":"gone"}\n\n')).error).toMatchObject({ message: "gone" });
    expect((await decode('{"error":{"code":"402","message":"empty"}}')).error).toMatchObject({
      reason: "insufficient-balance",
    });
    expect((await decode("<html><title>Login</title></html>")).error).toMatchObject({ reason: "malformed-response" });
    expect((await decode('{"choices":[{"mess')).error).toMatchObject({ reason: "incomplete-response" });
  });

  it("yields what came and then throws the source's error, unless the reply was whole", async () => {
    const broken = async function* (wire: string) {
      yield* whole(wire);
      throw new Error("broken");
    };
    const cut = await collect(
      decodeOpenAiStream(broken(sse(chunk({ content: "a" })) + sse(chunk({ content: "b" })).trimEnd())),
    );
    expect(cut.events).toEqual([text("a"), text("b"), cutOff]);
    expect((cut.error as ModelError).message).toBe("broken");
    expect((await collect(decodeOpenAiStream(broken(sse(chunk({ content: "a" }), stop))))).error).toBeUndefined();
  });

  it("does work in proportion to the bytes, in single bytes and in one event of megabytes", async () => {
    const time = async (length: number, size: number) => {
      const bytes = new TextEncoder().encode(sse(chunk({ content: "x".repeat(length) }), stop));
      const start = performance.now();
      const { events } = await collect(decodeOpenAiStream(pieces(bytes, [size])));
      expect(events.length).toBe(2);
      return performance.now() - start;
    };
    await time(50_000, 1);
    const small = await time(100_000, 1);
    const large = await time(800_000, 1);
    expect(large / small).toBeLessThan(8 * 4);
    expect(await time(10_000_000, 65_536)).toBeLessThan(2000);
  });
});
