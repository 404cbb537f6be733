import fc from "fast-check";
import { expect, test } from "vitest";
import { done, failed, makeRun, type Reply, textOfEnd, until } from "./fakes.ts";

// What a window that is killed leaves is a beginning of its journal. Another one takes up the run from there.

const edits = (...paths: readonly string[]) => paths.map((path) => ["edit", { path }] as const);
const rest = ["r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10"] as const;

const script: readonly Reply[] = [
  ["I look.", ["read", { path: "a" }], ["read", { path: "b" }]],
  // What comes after one that fails, or is denied, and after the eighth, is never run.
  [...edits("fails"), ["read", { path: "c" }], ...edits("late1")],
  [...edits("no"), ["read", { path: "d" }], ...edits("late2")],
  edits(...rest),
  [
    ["edit", { path: "a" }],
    ["edit", { path: "b" }],
  ],
  [
    ["read", "{"],
    ["ask", { path: "which?" }],
  ],
  ["It is done."],
];

const rule = { name: "AGENTS.md", hash: "0", text: "Be brief." };

/** Runs to the end; the person says yes to everything but one, and answers everything. */
async function live(replies: readonly Reply[], stored?: string) {
  const isFirst = stored === undefined;
  let boundaries = 0;
  const run = makeRun(
    replies,
    {
      rules: async () => (isFirst && boundaries === 2 ? [rule] : []),
      news: () => (++boundaries === 3 && isFirst ? ["A command has ended."] : []),
      summaries: {
        isDue: () => run.model.requests.length === 4 && isFirst,
        make: async () => ({ text: "Do it. All that was said.", keeps: 2, byModel: true }),
      },
    },
    stored,
  );
  run.tools.perform = async ({ name, key }) => {
    if (isFirst && key === "b" && name === "edit") run.steering.say("Mind the tests.");
    return key === "fails" ? failed("no such text") : done(`${name} ok`);
  };
  run.judge.current = ({ kind }) => (kind === "acts" ? { type: "asks", question: "?" } : { type: "runs" });
  let over = false;
  void run.ended.then(() => {
    over = true;
  });
  while (!over) {
    await until(() => over || run.run.waiting.length > 0);
    for (const waiting of run.run.waiting) {
      const isNo = (waiting.call.input as { readonly path?: string }).path === "no";
      run.run.decide(
        waiting.token,
        waiting.type === "question" ? { type: "answer", text: "this" } : { type: isNo ? "no" : "yes" },
      );
    }
  }
  return run;
}

/** A journal with every event on a line of its own, as if each had been written at once. */
function lineByLine(journal: string): string[] {
  return journal
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => {
      const entry = JSON.parse(line) as { type: string; events?: unknown[] };
      if (entry.type !== "events") return [line];
      return (entry.events ?? []).map((event) => JSON.stringify({ ...entry, events: [event] }));
    });
}

/** How many steps the lines have: the model has answered that often. */
const stepsIn = (lines: readonly string[]) => lines.filter((line) => line.includes('{"type":"step"')).length;
const startedIn = (lines: readonly string[]) => lines.filter((line) => line.includes('{"type":"started"')).length;

test("killed after each entry and taken up: nothing acts twice, every call has an end, nothing shown is lost", async () => {
  const whole = await live(script);
  expect(whole.turn().state).toBe("done");
  const lines = lineByLine(whole.store.journals.get("c") ?? "");
  const kinds = new Set<string>();
  let cuts = 0;
  for (let cut = 3; cut < lines.length; cut++) {
    const kept = lines.slice(0, cut);
    kinds.add(lines[cut - 1]?.match(/"events":\[\{"type":"(\w+)"/)?.[1] ?? "");
    const again = await live(script.slice(stepsIn(kept)), `${kept.join("\n")}\n`);
    cuts++;
    expect(again.errors).toEqual([]);
    expect(again.turn().state, `cut at ${cut}`).toBe("done");
    // What had begun is not begun again.
    const before = startedIn(kept);
    const after = lineByLine(again.store.journals.get("c") ?? "").slice(kept.length);
    const acted = whole.tools.ran.slice(0, before).filter((call) => call.startsWith("edit"));
    for (const call of acted) expect(again.tools.ran, `${call} at ${cut}`).not.toContain(call);
    expect(again.calls().every((call) => /: (done|failed|denied|stopped|skipped|unknown)$/.test(call))).toBe(true);
    expect(after.length).toBeGreaterThan(0);
    // Nor does anything act that would not have acted in one life.
    const both = [...acted, ...again.tools.ran];
    for (const call of ["late1", "late2", "no", "r9", "r10"])
      expect(both, `cut at ${cut}`).not.toContain(`edit ${call}`);
    // Every word that was there is there still, in its place.
    const words = kept.flatMap((line) => [...line.matchAll(/"type":"text","text":"([^"]+)"/g)].map(([, word]) => word));
    const shown = JSON.stringify(again.turn().parts);
    for (const word of words) if (word !== "Do it.") expect(shown).toContain(word);
    // And the journal of both lives reads as the turn that is shown.
    const third = makeRun([], {}, again.store.journals.get("c"));
    expect(third.turn().parts.slice(0, again.turn().parts.length)).toEqual(again.turn().parts);
    await third.run.stop();
  }
  expect(cuts).toBeGreaterThan(30);
  expect([...kinds]).toEqual(
    expect.arrayContaining([
      ...["reasoning", "text", "call", "arguments", "step", "waiting", "started", "result", "usage"],
      ...["said", "told", "rules", "summary", "notice"],
    ]),
  );
  const outcomes = new Set(lines.flatMap((line) => line.match(/"outcome":"(\w+)"/)?.[1] ?? []));
  expect([...outcomes].sort()).toEqual(["denied", "done", "failed", "skipped"]);
});

test("killed twice, wherever that was: nothing acts twice, and the end is the same", async () => {
  const whole = await live(script);
  const lines = lineByLine(whole.store.journals.get("c") ?? "");
  const acts = (ran: readonly string[], started: number) =>
    ran.slice(0, started).filter((call) => call.startsWith("edit"));
  let resumed = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 3, max: lines.length - 1 }), fc.nat(), async (cut, place) => {
      const kept = lines.slice(0, cut);
      const again = await live(script.slice(stepsIn(kept)), `${kept.join("\n")}\n`);
      const more = lineByLine(again.store.journals.get("c") ?? "");
      fc.pre(more.length - cut > 1);
      const secondCut = cut + 1 + (place % (more.length - cut - 1));
      const keptTwice = more.slice(0, secondCut);
      const third = await live(script.slice(stepsIn(keptTwice)), `${keptTwice.join("\n")}\n`);
      expect(third.errors).toEqual([]);
      expect(third.turn().state).toBe("done");
      resumed += keptTwice.some((line) => line.includes('"resumed"')) ? 1 : 0;
      const begun = startedIn(kept);
      const both = [...acts(whole.tools.ran, begun), ...acts(again.tools.ran, startedIn(keptTwice) - begun)];
      for (const call of both) expect(third.tools.ran).not.toContain(call);
      const all = [...both, ...third.tools.ran.filter((call) => call.startsWith("edit"))];
      expect(new Set(all).size).toBe(all.length);
      expect(third.calls().every((call) => /: (done|failed|denied|stopped|skipped|unknown)$/.test(call))).toBe(true);
    }),
    { numRuns: 40 },
  );
  expect(resumed).toBeGreaterThan(10);
});

/** The journal of a run of one reply that was killed while `path` was worked on, and the run that took it up. */
async function killedAt(path: string, reply: Reply, decision: "yes" | "no" = "yes") {
  const run = makeRun([reply]);
  run.judge.current = ({ key }) => (key === "denied" ? { type: "asks", question: "?" } : { type: "runs" });
  run.tools.perform = async ({ key }) => {
    if (key === path) return new Promise(() => {});
    return key === "fails" ? failed("no such text") : done("ok");
  };
  await until(() => run.run.waiting.length > 0 || run.tools.ran.some((call) => call.endsWith(` ${path}`)));
  for (const { token } of run.run.waiting) run.run.decide(token, { type: decision });
  await until(() => run.tools.ran.some((call) => call.endsWith(` ${path}`)));
  run.run.flush();
  run.run.abandon();
  const again = makeRun([], {}, run.store.journals.get("c"));
  await again.ended;
  return again;
}

test.each([
  ["fails", "failed"],
  ["denied", "denied"],
])("after one that %s nothing of the reply acts, also when the run was taken up in between", async (first, outcome) => {
  const reply: Reply = [...edits(first), ["read", { path: "b" }], ["edit", { path: "c" }], ["read", { path: "d" }]];
  const again = await killedAt("b", reply, "no");
  expect(again.calls()).toEqual([`edit ${first}: ${outcome}`, "read b: unknown", "edit c: skipped", "read d: done"]);
  expect(again.tools.ran).toEqual(["read d"]);
});

test("after one of which nobody knows what it did nothing of the reply acts", async () => {
  const again = await killedAt("a", [...edits("a"), ["read", { path: "b" }], ["edit", { path: "c" }]]);
  expect(again.calls()).toEqual(["edit a: unknown", "read b: done", "edit c: skipped"]);
  const last = again.turn().parts.findLast((part) => part.type === "tool-call")?.progress;
  expect(last?.state === "ended" && textOfEnd(last)).toMatch(/^Not run: nobody knows how a call before it/);
});

test("eight calls of a reply are run, also when the run was taken up in between", async () => {
  const paths = Array.from({ length: 12 }, (_, index) => `f${index}`);
  const run = makeRun([edits(...paths)]);
  run.judge.current = ({ key }) => (key === "f3" ? { type: "asks", question: "?" } : { type: "runs" });
  await until(() => run.run.waiting.length > 0);
  run.run.flush();
  run.run.abandon();
  const again = makeRun([], {}, run.store.journals.get("c"));
  await again.ended;
  const ran = paths.map((path) => `edit ${path}`);
  expect(run.tools.ran).toEqual(ran.slice(0, 3));
  expect(again.tools.ran).toEqual(ran.slice(3, 8));
  expect(again.calls().slice(8)).toEqual(ran.slice(8).map((call) => `${call}: skipped`));
});

test("stopped at any moment, a run leaves a history that the service takes", async () => {
  const reply = fc.array(
    fc.oneof(
      fc.constantFrom("Let me see.", "And now?"),
      fc.tuple(fc.constantFrom("read", "edit", "ask"), fc.record({ path: fc.constantFrom("a", "b", "c") })),
      fc.tuple(fc.constant("read"), fc.constantFrom("{", "", "[]")),
    ),
    { maxLength: 20 },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(reply, { maxLength: 6 }), fc.nat(60), fc.boolean(), async (replies, moment, answers) => {
      const run = makeRun(replies);
      run.judge.current = ({ kind, key }) =>
        key === "c"
          ? { type: "asks", question: "?" }
          : kind === "acts" && key === "b"
            ? { type: "refused", text: "no" }
            : { type: "runs" };
      let count = 0;
      let stopping: Promise<void> | undefined;
      const stop = () => {
        stopping ??= run.run.stop();
      };
      run.model.before = () => {
        if (++count === moment) stop();
      };
      let over = false;
      void run.ended.then(() => {
        over = true;
      });
      while (!over) {
        await until(() => over || run.run.waiting.length > 0);
        const [waiting] = run.run.waiting;
        if (!waiting) continue;
        if (!answers) stop();
        else
          run.run.decide(waiting.token, waiting.type === "question" ? { type: "answer", text: "x" } : { type: "yes" });
        await Promise.resolve();
      }
      await stopping;
      expect(["done", "stopped"]).toContain(run.turn().state);
      expect(run.errors).toEqual([]);
      for (const call of run.calls()) expect(call).toMatch(/: (done|failed|denied|stopped|skipped)$/);
      for (const { messages } of run.model.requests) {
        for (const [index, message] of messages.entries()) {
          if (message.role !== "assistant") continue;
          const asked = message.content.flatMap((part) => (part.type === "tool-call" ? [part.id] : []));
          const next = messages[index + 1];
          const answered = next?.role === "tool" ? next.content.map(({ toolCallId }) => toolCallId) : [];
          expect(answered).toEqual(asked);
        }
      }
    }),
    { numRuns: 300 },
  );
});
