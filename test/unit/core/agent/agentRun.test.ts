import { expect, test } from "vitest";
import { keptOf } from "../../../../src/core/agent/summaryText.ts";
import { readJournal } from "../../../../src/core/conversation/journal.ts";
import type { AssistantTurn } from "../../../../src/core/conversation/message.ts";
import { noteOf } from "../../../../src/core/conversation/runParts.ts";
import { ModelError } from "../../../../src/core/model/modelError.ts";
import { done, failed, makeRun, type Reply, textOfEnd, tick, until } from "./fakes.ts";

const read = (path: string) => ["read", { path }] as const;
const edit = (path: string) => ["edit", { path }] as const;

function ends(turn: AssistantTurn): string[] {
  return turn.parts.flatMap((part) =>
    part.type === "tool-call" && part.progress?.state === "ended" ? [textOfEnd(part.progress)] : [],
  );
}

test("replies and calls take turns until a reply calls nothing, and it is one turn", async () => {
  const run = makeRun([["Let me look.", read("a")], [edit("a")], ["It is done."]]);
  await run.ended;
  expect(run.turn().parts.map(({ type }) => type)).toEqual([
    ...["reasoning", "text", "tool-call", "step"],
    ...["reasoning", "tool-call", "step"],
    ...["reasoning", "text"],
  ]);
  expect(run.turn()).toMatchObject({
    state: "done",
    usage: { inputTokens: 30, outputTokens: 6, cachedInputTokens: 12 },
  });
  expect(run.calls()).toEqual(["read a: done", "edit a: done"]);
  expect(run.model.requests[1]?.messages.slice(1)).toEqual([
    {
      role: "assistant",
      content: [
        { type: "reasoning", text: "Hm." },
        { type: "text", text: "Let me look." },
        { type: "tool-call", id: "call_0", name: "read", arguments: '{"path":"a"}' },
      ],
    },
    {
      role: "tool",
      content: [{ type: "tool-result", toolCallId: "call_0", content: [{ type: "text", text: "read ok" }] }],
    },
  ]);
});

test("every request begins with the one before, byte for byte", async () => {
  const replies: Reply[] = [[read("a")], [read("b"), edit("b")], ["bad", ["read", "{"]], [edit("c")], ["End."]];
  const run = makeRun(replies);
  run.steering.say("Also c.");
  await run.ended;
  const bodies = run.model.requests.map(({ system, tools, messages }) => ({
    head: JSON.stringify([system, tools]),
    messages: messages.map((message) => JSON.stringify(message)),
  }));
  for (const [index, body] of bodies.entries()) {
    const before = bodies[index - 1];
    if (!before) continue;
    expect(body.head).toBe(before.head);
    expect(body.messages.slice(0, before.messages.length)).toEqual(before.messages);
  }
  expect(bodies).toHaveLength(5);
});

test("reading calls run side by side, the others in order after them", async () => {
  const run = makeRun([[read("a"), read("b"), edit("c"), read("d"), edit("e")]]);
  const order: string[] = [];
  run.tools.perform = async ({ name, key }) => {
    await tick();
    order.push(`${name} ${key}`);
    return done("ok");
  };
  await run.ended;
  expect(run.tools.mostAtOnce).toBe(2);
  expect(order).toEqual(["read a", "read b", "edit c", "read d", "edit e"]);
});

test("after one that failed or was denied nothing of the reply acts, reading goes on", async () => {
  const run = makeRun([[edit("a"), read("b"), edit("c")]]);
  run.tools.perform = async ({ key }) => (key === "a" ? failed("no such text") : done("ok"));
  await run.ended;
  expect(run.calls()).toEqual(["edit a: failed", "read b: done", "edit c: skipped"]);
  expect(ends(run.turn())[2]).toMatch(/^Not run: a call before it/);

  const denied = makeRun([[edit("a"), read("b"), edit("c")]]);
  denied.judge.current = ({ key }) => (key === "a" ? { type: "asks", question: "?" } : { type: "runs" });
  await until(() => denied.run.waiting.length > 0);
  expect(denied.run.decide("1", { type: "no", note: "not that file" })).toBe(true);
  await denied.ended;
  expect(denied.calls()).toEqual(["edit a: denied", "read b: done", "edit c: skipped"]);
  expect(ends(denied.turn())[0]).toBe("Denied by the person, who said: not that file");
});

test("eight calls of a reply are run, and the others are told so", async () => {
  const run = makeRun([Array.from({ length: 12 }, (_, index) => read(`f${index}`))]);
  await run.ended;
  expect(run.tools.ran).toHaveLength(8);
  expect(run.calls().filter((call) => call.endsWith("skipped"))).toHaveLength(4);
  expect(ends(run.turn())[11]).toMatch(/only the first 8 calls/);
});

test("at the seventeenth call the reply is stopped; every call that was read has an end", async () => {
  let asked = 0;
  const run = makeRun([Array.from({ length: 120 }, (_, index) => read(`f${index}`)), ["All right."]]);
  run.model.before = (event) => {
    if (event.type === "tool-call-start") asked++;
  };
  await run.ended;
  expect(asked).toBe(17);
  expect(run.calls()).toHaveLength(16);
  expect(run.tools.ran).toHaveLength(8);
  expect(run.turn().parts).toContainEqual({ type: "notice", notice: { kind: "flood", calls: 16 } });
  expect(run.turn().state).toBe("done");
  const [, second] = run.model.requests;
  const results = second?.messages.at(-1);
  expect(results?.role === "tool" && results.content).toHaveLength(16);
});

test("a call that makes no sense gets an answer, whatever it is", async () => {
  const bad = ["", "{", '{"path":', "null", "[]", '"a"', '{"file":"a"}', "\u0000"];
  const run = makeRun(bad.map((json) => [["read", json] as const]));
  await run.ended;
  expect(run.turn().state).toBe("done");
  expect(run.tools.ran).toEqual([]);
  expect(run.calls().filter((call) => call.endsWith("failed"))).toHaveLength(bad.length);
});

test("what a tool throws is told to the model", async () => {
  const run = makeRun([[edit("a")], ["Sorry."]]);
  run.tools.perform = async () => {
    throw new Error("disk full");
  };
  await run.ended;
  expect(run.turn().state).toBe("done");
  expect(ends(run.turn())).toEqual(["Failed: disk full"]);
});

test("the same call is run twice, answered from the third on and asked about at the fifth", async () => {
  // In turn, as models do: the last three are never equal.
  const rotating = Array.from({ length: 5 }, () => [[read("a")], [read("b")], [read("c")]]).flat();
  const run = makeRun(rotating);
  await until(() => run.run.waiting.length > 0);
  expect(run.run.waiting).toMatchObject([{ type: "repeats", times: 5, call: { key: "a" } }]);
  expect(run.tools.ran).toEqual(["read a", "read b", "read c", "read a", "read b", "read c"]);
  expect(ends(run.turn())[6]).toMatch(/^read ok\n\(This call was made 3 times/);
  run.run.decide("1", { type: "no" });
  await run.ended;
  expect(run.turn()).toMatchObject({ state: "stopped" });
  expect(run.turn().parts.at(-1)).toEqual({ type: "notice", notice: { kind: "repeats", tool: "read" } });
});

test("who denies a repeat and says what to do instead has it go on with that", async () => {
  const run = makeRun([...Array.from({ length: 5 }, () => [read("a")]), ["I look at b."]]);
  await until(() => run.run.waiting.length > 0);
  run.run.decide("1", { type: "no", note: "Look at b." });
  await run.ended;
  expect(run.turn().state).toBe("done");
  expect(ends(run.turn())[4]).toBe("Denied by the person, who said: Look at b.");
  expect(run.model.requests).toHaveLength(6);
});

test("what was said with a no is kept word for word: in the call, in its journal, and when all is summed up", async () => {
  const note = "Not that.\nUse «pnpm», please.";
  const run = makeRun([[edit("a")], ["So be it."]]);
  run.judge.current = () => ({ type: "asks", question: "?" });
  await until(() => run.run.waiting.length > 0);
  run.run.decide("1", { type: "no", note });
  await run.ended;
  const stored = readJournal(run.store.journals.get("c") ?? "")?.conversation.get("a") as AssistantTurn;
  for (const turn of [run.turn(), stored]) {
    const [call] = turn.parts.filter((part) => part.type === "tool-call");
    expect(noteOf(call?.progress)).toBe(note);
  }
  expect(keptOf(run.conversation.path()).said).toEqual(["Do it.", note]);
  // It is the denied call's result that tells the model, once.
  const told = run.model.requests[1]?.messages.filter(({ content }) => JSON.stringify(content).includes("pnpm"));
  expect(told?.map(({ role }) => role)).toEqual(["tool"]);
});

test("who wants it has it run again, and the counting begins anew", async () => {
  const run = makeRun(Array.from({ length: 6 }, () => [read("a")]));
  await until(() => run.run.waiting.length > 0);
  run.run.decide("1", { type: "yes" });
  await run.ended;
  expect(run.tools.ran).toHaveLength(4);
  expect(run.turn().state).toBe("done");
});

test("after an edit the same test is another one", async () => {
  const round = (index: number): Reply[] => [[["edit", { path: `f${index}` }]], [["read", { path: "test" }]]];
  const run = makeRun(Array.from({ length: 6 }, (_, index) => round(index)).flat());
  await run.ended;
  expect(run.tools.ran.filter((call) => call === "read test")).toHaveLength(6);
});

test("the same with another result is not a repeat", async () => {
  const run = makeRun(Array.from({ length: 6 }, () => [read("log")]));
  let count = 0;
  run.tools.perform = async () => done(`line ${++count}`);
  await run.ended;
  expect(count).toBe(6);
});

test("thirteen times the same nonsense ends at the person's word, not at the bill", async () => {
  const run = makeRun(Array.from({ length: 13 }, () => [["read", "{}"] as const]));
  await until(() => run.run.waiting.length > 0);
  expect(run.model.requests).toHaveLength(5);
  expect(run.run.waiting).toMatchObject([{ type: "repeats", times: 5, call: { name: "read" } }]);
  expect(ends(run.turn())).toEqual([
    ...["read needs a path", "read needs a path"],
    ...[3, 4].map((times) => expect.stringMatching(`^read needs a path\n\\(This call was made ${times} times`)),
  ]);
  run.run.decide("1", { type: "no" });
  await run.ended;
  expect(run.model.requests).toHaveLength(5);
  expect(run.turn()).toMatchObject({ state: "stopped" });
  expect(run.turn().parts.at(-1)).toEqual({ type: "notice", notice: { kind: "repeats", tool: "read" } });
});

test("who lets nonsense pass once is asked again four times later", async () => {
  const run = makeRun(Array.from({ length: 13 }, () => [["read", "{}"] as const]));
  for (const [token, requests] of [
    ["1", 5],
    ["2", 9],
    ["3", 13],
  ] as const) {
    await until(() => run.run.waiting.length > 0);
    expect(run.model.requests).toHaveLength(requests);
    expect(run.run.decide(token, { type: "yes" })).toBe(true);
  }
  await run.ended;
  expect(run.turn().state).toBe("done");
  expect(run.calls().every((call) => call.endsWith("failed"))).toBe(true);
});

test("what is allowed once is remembered as chosen", async () => {
  const run = makeRun([[edit("a")]]);
  run.judge.current = () => ({ type: "asks", question: { offers: ["chat"] } });
  await until(() => run.run.waiting.length > 0);
  expect(run.run.waiting[0]).toMatchObject({ type: "approval", question: { offers: ["chat"] } });
  expect(run.calls()).toEqual(["edit a: waiting"]);
  expect(run.run.decide("other", { type: "yes" })).toBe(false);
  expect(run.run.decide("1", { type: "answer", text: "x" })).toBe(false);
  expect(run.run.decide("1", { type: "yes", remember: "chat" })).toBe(true);
  expect(run.run.decide("1", { type: "yes" })).toBe(false);
  await run.ended;
  expect(run.remembered).toEqual(["chat a"]);
  expect(run.agreed).toEqual([{ offers: ["chat"] }]);
  expect(run.tools.ran).toEqual(["edit a"]);
});

test("agreed to is what was shown: a call that would do something else by now is not run", async () => {
  for (const [now, words] of [
    [{ type: "asks", question: "elsewhere" }, /changed while the person was asked/],
    [{ type: "refused", text: "A rule forbids it." }, /A rule forbids it/],
  ] as const) {
    const run = makeRun([[edit("a")]]);
    run.judge.current = () => ({ type: "asks", question: "here" });
    await until(() => run.run.waiting.length > 0);
    run.judge.current = () => now;
    run.run.decide("1", { type: "yes", remember: "chat" });
    await run.ended;
    expect(run.calls()).toEqual(["edit a: denied"]);
    expect(ends(run.turn())[0]).toMatch(words);
    expect(run.tools.ran).toEqual([]);
    expect(run.remembered).toEqual([]);
    expect(run.agreed).toEqual([]);
  }
});

test("one press answers one question: the second half of a double click is none to the next", async () => {
  const run = makeRun(Array.from({ length: 5 }, () => [edit("a")]));
  run.tools.perform = async () => failed("no such text");
  await until(() => run.run.waiting.length > 0);
  run.judge.current = () => ({ type: "asks", question: "?" });
  const { token } = run.run.waiting[0] ?? { token: "" };
  expect(run.run.decide(token, { type: "yes" })).toBe(true);
  await until(() => run.run.waiting[0]?.type === "approval");
  expect(run.run.decide(token, { type: "yes" })).toBe(false);
  expect(run.run.waiting).toHaveLength(1);
  await run.run.stop();
});

test("what is refused is not run, and the model is told why", async () => {
  const run = makeRun([[edit("a"), edit("b")]]);
  run.judge.current = ({ key }) => (key === "a" ? { type: "refused", text: "Ask mode only reads." } : { type: "runs" });
  await run.ended;
  expect(run.calls()).toEqual(["edit a: denied", "edit b: skipped"]);
  expect(ends(run.turn())[0]).toBe("Ask mode only reads.");
});

test("a question waits for its answer", async () => {
  const run = makeRun([[["ask", { path: "which?" }]]]);
  await until(() => run.run.waiting.length > 0);
  expect(run.run.decide("1", { type: "yes" })).toBe(false);
  run.run.decide("1", { type: "answer", text: "the second" });
  await run.ended;
  expect(ends(run.turn())).toEqual(["the second"]);
});

test("what is said while the last reply streams waits for it: it is a question of its own", async () => {
  const run = makeRun([["I am done."]]);
  run.model.before = (event) => {
    if (event.type === "text-delta" && event.text === "I am done.") run.steering.say("And b?");
  };
  await run.ended;
  expect(run.turn().parts.map(({ type }) => type)).toEqual(["reasoning", "text"]);
  expect(run.steering.isWaiting).toBe(true);
});

test("what waits before a run has begun is a question of its own", async () => {
  const run = makeRun([["Done."]], {}, undefined, (steering) => steering.say("And b?"));
  await run.ended;
  expect(run.turn().parts.map(({ type }) => type)).toEqual(["reasoning", "text"]);
});

test("what happened meanwhile is told before what the person said", async () => {
  const news = ["The command cmd_1 has ended: exit code 0."];
  const run = makeRun([[edit("a")], ["Done."]], { news: () => news.splice(0) });
  run.tools.perform = async () => {
    news.push("The command cmd_2 has ended: exit code 1.");
    run.steering.say("Go on.");
    return done("ok");
  };
  await run.ended;
  const { parts } = run.turn();
  expect(parts.map(({ type }) => type)).toEqual(
    ["told", "reasoning", "tool-call", "step", "told", "said", "reasoning", "text"].filter((type) => type !== ""),
  );
  const texts = run.model.requests[1]?.messages.slice(-2).map(({ content }) => JSON.stringify(content));
  expect(texts?.[0]).toContain("cmd_2");
  expect(texts?.[1]).toContain("Go on.");
});

test("what is said while a tool runs goes in after its result", async () => {
  const run = makeRun([[edit("a"), edit("b")]]);
  run.tools.perform = async ({ key }) => {
    if (key === "a") run.steering.say("Mind the tests.");
    return done("ok");
  };
  await run.ended;
  expect(run.calls()).toEqual(["edit a: done", "edit b: done"]);
  expect(
    run
      .turn()
      .parts.map(({ type }) => type)
      .slice(3, 5),
  ).toEqual(["step", "said"]);
});

test("what is said while a step streams goes in after its calls, and none of them asks", async () => {
  const run = makeRun([["Let me see.", read("a"), edit("b")], ["Done."]]);
  run.judge.current = ({ key }) => (key === "b" ? { type: "asks", question: "?" } : { type: "runs" });
  run.model.before = (event) => {
    if (event.type === "text-delta" && event.text === "Let me see.") run.steering.say("Rather c.");
  };
  await run.ended;
  expect(run.calls()).toEqual(["read a: done", "edit b: skipped"]);
  const types = run.turn().parts.map(({ type }) => type);
  expect(types.slice(types.indexOf("step"))).toEqual(["step", "said", "reasoning", "text"]);
});

test("what is said while an approval waits takes its place at once", async () => {
  const run = makeRun([[edit("a"), read("b")]]);
  run.judge.current = () => ({ type: "asks", question: "?" });
  await until(() => run.run.waiting.length > 0);
  run.steering.say("Rather c.");
  await run.ended;
  expect(run.calls()).toEqual(["edit a: skipped", "read b: skipped"]);
  expect(run.tools.ran).toEqual([]);
  expect(run.model.requests[1]?.messages.at(-1)).toEqual({
    role: "user",
    content: [{ type: "text", text: "Rather c." }],
  });
  expect(run.run.waiting).toEqual([]);
});

test("at its limit the run waits to be continued, and then goes on", async () => {
  const replies = Array.from({ length: 5 }, (_, index) => [read(`f${index}`)]);
  const run = makeRun(replies, { maxSteps: 3 });
  await run.ended;
  expect(run.turn()).toMatchObject({ state: "stopped" });
  expect(run.turn().parts.at(-1)).toEqual({ type: "notice", notice: { kind: "limit", steps: 3 } });
  expect(run.model.requests).toHaveLength(3);
  const again = makeRun(replies.slice(3), {}, run.store.journals.get("c"));
  await again.ended;
  expect(again.turn()).toMatchObject({ state: "done" });
  expect(again.calls()).toHaveLength(5);
  expect(again.tools.ran).toEqual(["read f3", "read f4"]);
});

test.each(["reply", "tool", "approval", "question"] as const)(
  "stopped in the %s the run is closed at once, and no call is left without an end",
  async (where) => {
    const replies: Reply[] = {
      reply: [["Let me see.", edit("a")]],
      tool: [[edit("a"), edit("b")]],
      approval: [[edit("a"), edit("b")]],
      question: [[["ask", { path: "?" }] as const, edit("b")]],
    }[where];
    const run = makeRun(replies);
    if (where === "reply")
      run.model.before = (event) => (event.type === "tool-call-delta" ? new Promise(() => {}) : undefined);
    // A tool that never ends by itself: the run does not wait for it.
    if (where === "tool") run.tools.perform = () => new Promise(() => {});
    if (where === "approval") run.judge.current = () => ({ type: "asks", question: "?" });
    if (where === "reply") {
      // The model stops at the abort, as the clients do.
      const { model } = run;
      model.before = async (event) => {
        if (event.type === "tool-call-delta") await until(() => stopping);
      };
    }
    let stopping = false;
    await until(() => run.turn().parts.some(({ type }) => type === "tool-call"));
    await tick();
    stopping = true;
    await run.run.stop();
    expect(run.turn().state).toBe("stopped");
    expect(run.calls().every((call) => /: (stopped|skipped)$/.test(call))).toBe(true);
    expect(run.errors).toEqual([]);
  },
);

test("a stream that breaks leaves the calls of before, and Continue goes on", async () => {
  const broken = new ModelError("network", { message: "reset" });
  const run = makeRun([[edit("a")], ["I have", read("b"), broken]]);
  await run.ended;
  expect(run.turn()).toMatchObject({ state: "error", error: { reason: "network" } });
  expect(run.calls()).toEqual(["edit a: done", "read b: skipped"]);
  const again = makeRun([["…all done."]], {}, run.store.journals.get("c"));
  await again.ended;
  expect(again.turn().state).toBe("done");
  expect(again.turn().error).toBeUndefined();
  expect(again.tools.ran).toEqual([]);
  expect(again.turn().parts.flatMap((part) => (part.type === "text" ? [part.text] : []))).toEqual([
    "I have",
    "…all done.",
  ]);
});

test("an answer that broke off is gone on with, and the model is told", async () => {
  const run = makeRun([["One, two,", new ModelError("timeout", { message: "idle" })]]);
  await run.ended;
  const again = makeRun([[" three."]], {}, run.store.journals.get("c"));
  await again.ended;
  expect(again.model.requests[0]?.messages.slice(-2)).toMatchObject([
    { role: "assistant", content: [{ type: "reasoning" }, { type: "text", text: "One, two," }] },
    { role: "user", content: [{ type: "text", text: expect.stringMatching(/broke off/) }] },
  ]);
});

test("a request that is too long is summed up and sent once more", async () => {
  const tooLong = new ModelError("context-too-long", { message: "too long" });
  const summaries = {
    isDue: () => false,
    make: async () => ({ text: "All that was said.", keeps: 1, byModel: true }),
  };
  const run = makeRun([[read("a")]], { summaries });
  const { stream } = run.model;
  let fails = true;
  run.model.stream = (request, signal) => {
    if (run.model.requests.length === 1 && fails) {
      fails = false;
      // biome-ignore lint/correctness/useYield: it is refused before anything comes
      return (async function* () {
        throw tooLong;
      })();
    }
    return stream.call(run.model, request, signal);
  };
  await run.ended;
  expect(run.turn().state).toBe("done");
  expect(run.model.requests.at(-1)?.messages).toMatchObject([
    { role: "user", content: [{ text: "All that was said." }] },
    { role: "tool" },
  ]);
});

test("a summary that does not help is not made again at each step", async () => {
  let made = 0;
  const steps = Array.from({ length: 12 }, (_, nth) => [read(`f${nth}`)]);
  const run = makeRun([...steps, ["Done."]], {
    summaries: {
      isDue: () => true,
      make: async () => ({ text: `summary ${++made}`, keeps: 0, byModel: true }),
    },
  });
  await run.ended;
  expect(run.turn().state).toBe("done");
  // Thirteen requests: before the first, and after each five steps.
  expect(made).toBe(3);
});

test("what was stopped while it ran is told apart from what never began", async () => {
  const run = makeRun([[edit("a"), edit("b")]]);
  run.tools.perform = () => new Promise(() => {});
  await until(() => run.tools.ran.length > 0);
  await run.run.stop();
  const texts = run
    .turn()
    .parts.flatMap((part) =>
      part.type === "tool-call" && part.progress?.state === "ended" ? [textOfEnd(part.progress)] : [],
    );
  expect(texts[0]).toContain("may have done a part");
  expect(texts[1]).toContain("before it began");
});
