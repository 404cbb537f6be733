import { describe, expect, it } from "vitest";
import type { LanguageModel } from "../../../../src/core/model/languageModel.ts";
import { ModelError, type ModelErrorOptions, type ModelErrorReason } from "../../../../src/core/model/modelError.ts";
import { withRetry } from "../../../../src/core/model/retry.ts";
import type { StreamEvent } from "../../../../src/core/model/streamEvent.ts";
import { collect, FakeClock, request, settle } from "./support.ts";

const failure = (reason: ModelErrorReason, options: Partial<ModelErrorOptions> = {}) =>
  new ModelError(reason, { message: reason, ...options });
const answer: StreamEvent[] = [
  { type: "text-delta", text: "a" },
  { type: "finish", reason: "stop", rawReason: "stop" },
];

/** Fails with each error in turn, then answers. */
function failing(errors: unknown[], before: StreamEvent[] = []): LanguageModel & { calls: number } {
  return {
    calls: 0,
    async *stream() {
      const error = errors[this.calls++];
      if (error === undefined) return yield* answer;
      yield* before;
      throw error;
    },
  };
}

async function run(model: LanguageModel, random = 0.5) {
  const clock = new FakeClock();
  const stop = new AbortController();
  const result = collect(withRetry(model, { clock, random: () => random }).stream(request(), stop.signal));
  await settle();
  await clock.advance(200_000);
  return { ...(await result), clock };
}

describe("withRetry", () => {
  it.each([
    failure("network"),
    failure("timeout", { status: 408 }),
    failure("rate-limited", { status: 429 }),
    failure("server", { status: 500 }),
    failure("server", { status: 503 }),
  ])("tries again after %s", async (error) => {
    const model = failing([error]);
    const { events } = await run(model);
    expect(events).toEqual([{ type: "retry", attempt: 2, delayMs: 750, reason: error.reason }, ...answer]);
    expect(model.calls).toBe(2);
  });

  it.each([
    failure("timeout"),
    failure("server", { status: 502 }),
    failure("unauthorized", { status: 401 }),
    failure("content-filtered", { status: 421 }),
    failure("invalid-request", { status: 400 }),
    failure("incomplete-response"),
    failure("network", { replyStarted: true }),
    failure("server", { status: 500, replyStarted: true }),
    new Error("bug"),
  ])("does not try again after %s", async (error) => {
    const model = failing([error]);
    expect(await run(model)).toMatchObject({ events: [], error });
    expect(model.calls).toBe(1);
  });

  it("gives up after three tries with the last error, waiting longer each time", async () => {
    const errors = [failure("network"), failure("server", { status: 503 }), failure("server", { status: 500 })];
    const model = failing(errors);
    const { events, error } = await run(model, 1);
    expect(events).toEqual([
      { type: "retry", attempt: 2, delayMs: 1000, reason: "network" },
      { type: "retry", attempt: 3, delayMs: 2000, reason: "server" },
    ]);
    expect(error).toBe(errors[2]);
    expect(model.calls).toBe(3);
  });

  it("spreads the delay by chance", async () => {
    const delays = await Promise.all(
      [0, 0.25, 1].map(async (random) => (await run(failing([failure("network")]), random)).events[0]),
    );
    expect(delays.map((event) => event?.type === "retry" && event.delayMs)).toEqual([500, 625, 1000]);
  });

  it("honours Retry-After, up to a minute", async () => {
    const soon = await run(failing([failure("rate-limited", { status: 429, retryAfterMs: 7000 })]));
    expect(soon.events[0]).toMatchObject({ type: "retry", delayMs: 7000 });
    const late = failure("rate-limited", { status: 429, retryAfterMs: 61_000 });
    expect(await run(failing([late]))).toMatchObject({ events: [], error: late });
  });

  it("never tries again once an event was yielded", async () => {
    const model = failing([failure("network")], [{ type: "text-delta", text: "a" }]);
    const { events } = await run(model);
    expect(events).toEqual([{ type: "text-delta", text: "a" }]);
    expect(model.calls).toBe(1);
  });

  it("stops waiting when it is stopped, with the signal's reason", async () => {
    const clock = new FakeClock();
    const stop = new AbortController();
    const model = failing([failure("network")]);
    const result = collect(withRetry(model, { clock, random: () => 1 }).stream(request(), stop.signal));
    await settle();
    expect(clock.pending).toBe(1);
    stop.abort("enough");
    const { events, error } = await result;
    expect(events).toHaveLength(1);
    expect(error).toBe("enough");
    expect(clock.pending).toBe(0);
    expect(model.calls).toBe(1);
  });
});
