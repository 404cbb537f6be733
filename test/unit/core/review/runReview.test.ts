import { expect, test } from "vitest";
import { ModelError, type ModelErrorReason } from "../../../../src/core/model/modelError.ts";
import type { FinishReason, StreamEvent } from "../../../../src/core/model/streamEvent.ts";
import type { ReviewFile } from "../../../../src/core/review/planReview.ts";
import { type FileReview, runReview } from "../../../../src/core/review/runReview.ts";

const files = (count: number): ReviewFile[] =>
  Array.from({ length: count }, (_, nth) => ({ path: `f${nth}.ts`, paths: [`f${nth}.ts`], hunks: [], cut: 0 }));
const finding = (severity: string, title: string) => ({ severity, title });
const events = (text: string, reason: FinishReason = "stop"): readonly StreamEvent[] => [
  { type: "text-delta", text },
  { type: "finish", reason, rawReason: reason },
];

/** Answers each file by its name; keeps count of what is asked at a time. */
function world(answer: (path: string) => readonly StreamEvent[] | ModelErrorReason | "never") {
  const done: FileReview[] = [];
  const asked: string[] = [];
  const closed: string[] = [];
  let open = 0;
  let most = 0;
  const controller = new AbortController();
  const run = (list: readonly ReviewFile[]) =>
    runReview(
      list,
      {
        async *ask({ path }, signal) {
          asked.push(path);
          most = Math.max(most, ++open);
          try {
            await new Promise((resolve) => setImmediate(resolve));
            const said = answer(path);
            if (said === "never") {
              signal.throwIfAborted();
              await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
            } else if (typeof said === "string") throw new ModelError(said, { message: said });
            else yield* said;
          } finally {
            open--;
            closed.push(path);
          }
        },
        onDone: (review) => done.push(review),
      },
      controller.signal,
    );
  return { run, done, asked, closed, controller, most: () => most };
}

test("four at a time, each once, the gravest first", async () => {
  const answer = JSON.stringify([finding("hint", "h"), finding("error", "e"), finding("warning", "w")]);
  const { run, done, asked, most } = world(() => events(answer));
  await run(files(23));
  expect(asked).toEqual(files(23).map(({ path }) => path));
  expect(most()).toBe(4);
  expect(done).toHaveLength(23);
  for (const review of done) {
    if (review.type !== "reviewed") throw new Error("not reviewed");
    expect(review.findings.map(({ title }) => title)).toEqual(["e", "w", "h"]);
  }
});

test("more findings than anybody reads are counted, and an answer that was cut is known", async () => {
  const many = Array.from({ length: 30 }, (_, nth) => finding(nth === 29 ? "error" : "hint", `f${nth}`));
  const { run, done } = world(() => events(JSON.stringify(many), "length"));
  await run(files(1));
  expect(done).toMatchObject([{ type: "reviewed", more: 10, cut: true }]);
  expect(done[0]).toHaveProperty("findings[0].title", "f29");
});

test("what fails for one file is said of that one, also an answer that is no list", async () => {
  const { run, done } = world((path) =>
    path === "f1.ts" ? "content-filtered" : path === "f2.ts" ? events("Looks good.") : events("[]"),
  );
  await run(files(5));
  expect(done.flatMap((each) => (each.type === "failed" ? [(each.error as ModelError).reason] : []))).toEqual([
    "content-filtered",
    "malformed-response",
  ]);
  expect(done.filter(({ type }) => type === "reviewed")).toHaveLength(3);
});

test.each<ModelErrorReason>(["unauthorized", "insufficient-balance", "rate-limited", "network", "unsupported-model"])(
  "%s would fail for all: nothing more is asked",
  async (reason) => {
    const { run, done, asked } = world((path) => (path === "f1.ts" ? reason : "never"));
    await expect(run(files(50))).rejects.toMatchObject({ reason });
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(done).toEqual([]);
  },
);

test("stop answers at once, closes what is open, and keeps what was done", async () => {
  const { run, done, asked, closed, controller } = world((path) => (path < "f2" ? events("[]") : "never"));
  const running = run(files(50));
  while (asked.length < 6) await new Promise((resolve) => setImmediate(resolve));
  controller.abort();
  // What is open never answers.
  await running;
  await new Promise((resolve) => setImmediate(resolve));
  expect(closed).toHaveLength(asked.length);
  expect(done.length).toBeGreaterThan(0);
  const before = asked.length;
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toHaveLength(before);
});

test("stopped before it began, it asks nothing", async () => {
  const { run, asked, controller } = world(() => events("[]"));
  controller.abort();
  await run(files(3));
  expect(asked).toEqual([]);
});
