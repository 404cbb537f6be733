import { expect, test } from "vitest";
import type { Approvals } from "../../../../src/core/agent/runPorts.ts";
import { notRun } from "../../../../src/core/agent/words.ts";
import type { CallResult } from "../../../../src/core/tools/toolRun.ts";
import { done, failed, makeRun, type Reply, until } from "./fakes.ts";

// A call that fails for want of a right is offered once more: asked each time, and run only after a yes.

type Offer = Awaited<ReturnType<NonNullable<Approvals["offer"]>>>;

const stopped = (path: string): CallResult => ({
  ...failed("no network"),
  facts: { exitCode: 6, changed: 1 },
  otherWay: { input: { path, free: true }, why: "network", what: "to let it out", facts: { changed: 1 } },
});

/** A run whose calls are `replies`, and what was offered. */
function start(replies: readonly Reply[], stored?: string) {
  const offer = { current: (): Offer => ({ type: "asks", question: "out?" }) };
  const offered: string[] = [];
  const agreed: unknown[] = [];
  const mayAct = { current: true };
  const run = makeRun(
    replies,
    {
      mayAct: () => mayAct.current,
      approvals: {
        judge: async () => ({ type: "runs" }),
        offer: async ({ key }, why) => {
          offered.push(`${key} ${why}`);
          return offer.current();
        },
        agreed: ({ key }, question, choice) => agreed.push([key, question, choice]),
      },
    },
    stored,
  );
  run.tools.perform = async ({ input }) => {
    const { path, free } = input as { path: string; free?: boolean };
    return free ? { ...done("out it went"), facts: { exitCode: 0 } } : stopped(path);
  };
  const texts = () =>
    run
      .turn()
      .parts.flatMap((part) =>
        part.type === "tool-call" && part.progress?.state === "ended"
          ? [part.progress.content.map((each) => (each.type === "text" ? each.text : "")).join("|")]
          : [],
      );
  const facts = () =>
    run
      .turn()
      .parts.flatMap((part) =>
        part.type === "tool-call" && part.progress?.state === "ended" ? [part.progress.facts] : [],
      );
  return { ...run, mayAct, offer, offered, allowed: agreed, texts, facts };
}

const key = JSON.stringify(["edit", { path: "a", free: true }]);

test("a yes runs it once more, and the result is both", async () => {
  const run = start([[["edit", { path: "a" }]]]);
  await until(() => run.run.waiting.length > 0);
  expect(run.tools.ran).toEqual(["edit a"]);
  expect(run.run.waiting[0]).toMatchObject({ type: "approval", question: "out?", call: { input: { free: true } } });
  // It has begun: to the journal it still runs.
  expect(run.calls()).toEqual(["edit a: running"]);
  const { token } = run.run.waiting[0] ?? { token: "" };
  expect(run.run.decide(token, { type: "yes" })).toBe(true);
  expect(run.run.decide(token, { type: "yes" })).toBe(false);
  await run.ended;
  expect(run.tools.ran).toEqual(["edit a", `edit ${key}`]);
  expect(run.allowed).toEqual([[key, "out?", undefined]]);
  expect(run.calls()).toEqual(["edit a: done"]);
  expect(run.texts()).toEqual([
    "no network|(The person was asked to let it out, and said yes. What came of that:)|out it went",
  ]);
  expect(run.facts()).toEqual([{ changed: 1, exitCode: 0 }]);
});

test("a window that cannot make sure of its claim any more runs it no second time, and keeps the first result", async () => {
  const run = start([[["edit", { path: "a" }]]]);
  await until(() => run.run.waiting.length > 0);
  run.mayAct.current = false;
  run.run.decide(run.run.waiting[0]?.token ?? "", { type: "yes" });
  await run.ended;
  expect(run.tools.ran).toEqual(["edit a"]);
  expect(run.allowed).toEqual([]);
  expect(run.texts()).toEqual([`no network|${notRun.unclaimed}`]);
});

test("a no leaves the first result, says so, and is not asked again for the same", async () => {
  const run = start([[["edit", { path: "a" }]], ["Hm.", ["edit", { path: "a" }]]]);
  await until(() => run.run.waiting.length > 0);
  run.run.decide(run.run.waiting[0]?.token ?? "", { type: "no", note: "use the cache" });
  await run.ended;
  expect(run.tools.ran).toEqual(["edit a", "edit a"]);
  expect(run.calls()).toEqual(["edit a: failed", "edit a: failed"]);
  expect(run.texts()).toEqual([
    "no network|(The person was asked to let it out, and said no: use the cache)",
    "no network|(The person was asked before to let it out, and said no. It is not asked again.)",
  ]);
  expect(run.facts()[0]).toMatchObject({ note: "use the cache", exitCode: 6 });
  expect(run.offered).toHaveLength(1);
});

test.each<[string, Offer, string]>([
  ["refused", { type: "refused", text: "A rule forbids it." }, "no network|A rule forbids it."],
  [
    "another",
    { type: "asks", question: "else?" },
    "no network|(The person was asked to let it out. What it would do changed meanwhile, so it was not run.)",
  ],
])("agreed to is what was shown: when it is %s by then it is not run", async (_, later, text) => {
  const run = start([[["edit", { path: "a" }]]]);
  await until(() => run.run.waiting.length > 0);
  run.offer.current = () => later;
  run.run.decide(run.run.waiting[0]?.token ?? "", { type: "yes" });
  await run.ended;
  expect(run.tools.ran).toEqual(["edit a"]);
  expect([run.texts(), run.allowed]).toEqual([[text], []]);
});

test("what may not be offered is not, and what cannot be judged neither", async () => {
  for (const current of [
    (): Offer => ({ type: "refused", text: "In mode ask only reading tools run." }),
    (): Offer => {
      throw new Error("no disk");
    },
  ]) {
    const run = start([[["edit", { path: "a" }]]]);
    run.offer.current = current;
    await run.ended;
    expect(run.tools.ran).toEqual(["edit a"]);
    expect(run.calls()).toEqual(["edit a: failed"]);
    expect(run.waits()).toBe(0);
  }
});

test("what the person says instead is no yes", async () => {
  const run = start([[["edit", { path: "a" }]]]);
  await until(() => run.run.waiting.length > 0);
  run.steering.say("Leave it.");
  await run.ended;
  expect(run.tools.ran).toEqual(["edit a"]);
  expect(run.texts()[0]).toContain("said something instead");
});

test("a stop while it asks keeps what came of the first; one while it runs again says so", async () => {
  const asked = start([[["edit", { path: "a" }]]]);
  await until(() => asked.run.waiting.length > 0);
  await asked.run.stop();
  expect(asked.tools.ran).toEqual(["edit a"]);
  expect(asked.calls()).toEqual(["edit a: failed"]);
  expect(asked.texts()).toEqual(["no network"]);
  const again = start([[["edit", { path: "a" }]]]);
  const perform = again.tools.perform;
  again.tools.perform = (call, context) => (call.key === key ? new Promise(() => {}) : perform(call, context));
  await until(() => again.run.waiting.length > 0);
  again.run.decide(again.run.waiting[0]?.token ?? "", { type: "yes" });
  await until(() => again.tools.ran.length === 2);
  await again.run.stop();
  expect(again.calls()).toEqual(["edit a: stopped"]);
  expect(again.texts()).toEqual([notRun.midway]);
});

test("a window that closes while it asks, or while it runs again, leaves an outcome that nobody knows", async () => {
  for (const agrees of [false, true]) {
    const run = start([[["edit", { path: "a" }]]]);
    const perform = run.tools.perform;
    run.tools.perform = (call, context) => (call.key === key ? new Promise(() => {}) : perform(call, context));
    await until(() => run.run.waiting.length > 0);
    if (agrees) {
      run.run.decide(run.run.waiting[0]?.token ?? "", { type: "yes" });
      await until(() => run.tools.ran.length === 2);
    }
    run.run.abandon();
    await run.ended;
    expect(run.calls()).toEqual(["edit a: running"]);
    const next = start([["Done."]], run.store.journals.get("c"));
    await next.ended;
    expect(next.tools.ran).toEqual([]);
    expect(next.calls()).toEqual(["edit a: unknown"]);
  }
});

test("one wall after the other is asked about, but not for ever", async () => {
  const run = start([[["edit", { path: "a" }]]]);
  let times = 0;
  run.tools.perform = async () => ({
    ...failed(`wall ${++times}`),
    otherWay: { input: { path: "a", times }, why: "network", what: "to let it out" },
  });
  let over = false;
  void run.ended.then(() => {
    over = true;
  });
  while (!over) {
    await until(() => over || run.run.waiting.length > 0);
    run.run.decide(run.run.waiting[0]?.token ?? "", { type: "yes" });
  }
  expect(times).toBe(5);
  expect(run.texts()[0]?.match(/wall \d/g)).toEqual(["wall 1", "wall 2", "wall 3", "wall 4", "wall 5"]);
});
