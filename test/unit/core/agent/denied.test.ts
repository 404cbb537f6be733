import { expect, test } from "vitest";
import { keptOf } from "../../../../src/core/agent/summaryText.ts";
import { makeRun, type Reply, textOfEnd, until } from "./fakes.ts";

// A denial is a result: the same call is not denied again and again by the person, nor paid for again and again.

const edit: Reply = [["edit", { path: "a" }]];
const times = (count: number, reply = edit) => Array.from({ length: count }, () => reply);

/** The texts of all calls that ended. */
const ends = (run: ReturnType<typeof makeRun>) =>
  run.turn().parts.flatMap((part) => {
    return part.type === "tool-call" && part.progress?.state === "ended" ? [textOfEnd(part.progress)] : [];
  });

test("who has denied a call twice is not asked about it again, but whether the run is to go on", async () => {
  const run = makeRun(times(13));
  run.judge.current = () => ({ type: "asks", question: "?" });
  for (const [token, note] of [
    ["1", "Not that."],
    ["2", "I said no."],
  ] as const) {
    await until(() => run.run.waiting.length > 0);
    expect(run.run.waiting[0]).toMatchObject({ type: "approval", token });
    run.run.decide(token, { type: "no", note });
  }
  await until(() => run.run.waiting.length > 0);
  expect(run.run.waiting).toMatchObject([{ type: "repeats", times: 5 }]);
  expect(run.model.requests).toHaveLength(5);
  // The last word counts.
  expect(ends(run).slice(2)).toEqual([
    expect.stringMatching(/^Denied by the person, who said: I said no\.\n\(This call was made 3 times/),
    expect.stringMatching(/^Denied by the person, who said: I said no\.\n\(This call was made 4 times/),
  ]);
  // And each was said once.
  expect(keptOf(run.conversation.path()).said).toEqual(["Do it.", "Not that.", "I said no."]);
  run.run.decide(run.run.waiting[0]?.token ?? "", { type: "no" });
  await run.ended;
  expect(run.turn().state).toBe("stopped");
  expect(run.tools.ran).toEqual([]);
});

test("who wants a denied call after all is asked about it as if for the first time", async () => {
  const run = makeRun(times(5));
  run.judge.current = () => ({ type: "asks", question: "?" });
  for (const answer of ["no", "no", "yes", "yes"] as const) {
    await until(() => run.run.waiting.length > 0);
    run.run.decide(run.run.waiting[0]?.token ?? "", { type: answer });
    await until(() => run.run.waiting.length === 0);
  }
  await run.ended;
  expect(run.tools.ran).toEqual(["edit a"]);
  expect(run.turn().state).toBe("done");
});

test("a question that is left unanswered is not asked a third time", async () => {
  const run = makeRun(times(4, [["ask", { path: "which?" }]]));
  for (const token of ["1", "2"]) {
    await until(() => run.run.waiting.length > 0);
    run.run.decide(token, { type: "no" });
  }
  await run.ended;
  expect(run.turn().state).toBe("done");
  expect(run.calls()).toEqual(Array.from({ length: 4 }, () => "ask which?: denied"));
});

test("thirteen refused calls are not thirteen paid steps", async () => {
  const run = makeRun(times(13));
  run.judge.current = () => ({ type: "refused", text: "Ask mode only reads." });
  await until(() => run.run.waiting.length > 0);
  expect(run.run.waiting).toMatchObject([{ type: "repeats", times: 5 }]);
  expect(run.model.requests).toHaveLength(5);
  expect(ends(run)[2]).toMatch(/^Ask mode only reads\.\n\(This call was made 3 times/);
  run.run.decide("1", { type: "no" });
  await run.ended;
  expect(run.model.requests).toHaveLength(5);
});

test("what was refused runs, or asks, once it is judged otherwise", async () => {
  for (const now of [{ type: "runs" }, { type: "asks", question: "?" }] as const) {
    const run = makeRun(times(3));
    run.judge.current = () => (run.model.requests.length < 3 ? { type: "refused", text: "Ask mode only reads." } : now);
    if (now.type === "asks") {
      await until(() => run.run.waiting.length > 0);
      expect(run.run.waiting).toMatchObject([{ type: "approval" }]);
      run.run.decide("1", { type: "yes" });
    }
    await run.ended;
    expect(run.calls()).toEqual(["edit a: denied", "edit a: denied", "edit a: done"]);
  }
});

test("what the person did not want repeated is answered so, and asked about four times later", async () => {
  const run = makeRun(times(13, [["read", { path: "a" }]]));
  await until(() => run.run.waiting.length > 0);
  run.run.decide("1", { type: "no", note: "Look at b." });
  await until(() => run.run.waiting.length > 0);
  expect(run.model.requests).toHaveLength(9);
  expect(run.tools.ran).toEqual(["read a", "read a"]);
  expect(ends(run)[5]).toMatch(/^Denied by the person, who said: Look at b\.\n\(This call was made 2 times/);
  await run.run.stop();
});
