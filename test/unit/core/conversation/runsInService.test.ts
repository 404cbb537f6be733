// A run as its conversation sees it: it waits, is decided about, takes in what is said, and goes on after its end.

import { expect, test } from "vitest";
import { createAgentReply } from "../../../../src/core/agent/createAgentReply.ts";
import type { Judgement } from "../../../../src/core/agent/runPorts.ts";
import type { ConversationChange } from "../../../../src/core/conversation/conversationChange.ts";
import { ConversationService } from "../../../../src/core/conversation/conversationService.ts";
import { type AssistantTurn, textOf } from "../../../../src/core/conversation/message.ts";
import { modelMessages } from "../../../../src/core/conversation/modelMessages.ts";
import type { AgentMode } from "../../../../src/core/conversation/userTurn.ts";
import { createToolRunner } from "../../../../src/core/tools/createToolRunner.ts";
import type { ToolDefinition } from "../../../../src/core/tools/tool.ts";
import { textResult, tool } from "../../../../src/core/tools/toolRun.ts";
import { ListedModel, type Reply } from "../agent/fakes.ts";
import { finish, MemoryStore, makeService, settled, tick, withBackground } from "./fakes.ts";

const touch = {
  name: "touch",
  description: "",
  fields: { path: { type: "text" } },
  kind: "acts",
  changes: true,
} as const satisfies ToolDefinition;

function window(replies: readonly Reply[], store = new MemoryStore()) {
  const model = new ListedModel(replies);
  const ran: string[] = [];
  /** The question that each call was run for. */
  const ranFor: string[] = [];
  const elsewhere = { is: false };
  const world = { judgement: { type: "runs" } as Judgement, mode: "agent" as AgentMode, steps: 50, tokens: 0 };
  const held: (() => void)[] = [];
  const holds = { current: false };
  const service = new ConversationService(
    withBackground({
      store,
      options: () => ({ model: "m", thinking: true }),
      systemPrompt: () => "system",
      newId: () => crypto.randomUUID(),
      now: () => 1,
      circumstances: () => ({ mode: world.mode, date: "2026-11-28" }),
      isElsewhere: () => elsewhere.is,
      createCompaction: () => expect.unreachable("summed up"),
      onError: () => {},
      createReply: createAgentReply({
        model,
        newToken: () => `token ${++world.tokens}`,
        maxSteps: () => world.steps,
        tools: (scope) =>
          createToolRunner(
            [touch],
            async () => [
              tool(touch, async ({ path }, { onOutput, scope: { question } }) => {
                ran.push(path);
                ranFor.push(question);
                onOutput("touched ");
                if (holds.current) await new Promise<void>((resolve) => held.push(resolve));
                return textResult(`${scope.question.length > 0 && path} is there`);
              }),
            ],
            scope,
          ),
        approvals: () => ({ judge: async () => world.judgement, agreed: () => {} }),
        summaries: () => ({ isDue: () => false, make: async () => ({ text: "", keeps: 0, byModel: false }) }),
        news: () => [],
        onError: () => {},
      }),
    }),
  );
  const changes: ConversationChange[] = [];
  service.onDidChange((change) => changes.push(change));
  const reply = () => service.current.path().at(-1) as AssistantTurn;
  return { service, store, model, ran, ranFor, elsewhere, world, held, holds, changes, reply };
}

const call = (path: string) => ["touch", { path }] as const;
async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !condition(); turn++) await tick();
  expect(condition()).toBe(true);
}

test("a call that waits is told of, and decided about once", async () => {
  const { service, world, ran, changes, reply } = window([[call("a")], ["Done."]]);
  world.judgement = { type: "asks", question: "May it?" };
  service.send("Do it.");
  await until(() => service.waiting.length > 0);
  const [waiting] = service.waiting;
  expect(waiting).toMatchObject({
    type: "approval",
    question: "May it?",
    call: { name: "touch", input: { path: "a" } },
  });
  expect(changes.filter(({ type }) => type === "waiting")).toHaveLength(1);
  expect(service.decide("another", { type: "yes" })).toBe(false);
  expect(service.decide(waiting?.token ?? "", { type: "yes" })).toBe(true);
  expect(service.decide(waiting?.token ?? "", { type: "no" })).toBe(false);
  await settled(service);
  expect(ran).toEqual(["a"]);
  expect(textOf(reply())).toBe("Done.");
  expect(changes.flatMap((change) => (change.type === "output" ? [[change.part, change.text]] : []))).toEqual([
    [1, "touched "],
  ]);
});

test("what is asked while a run goes on goes into it, with its mode, and waits no more", async () => {
  const one = window([[call("a")], ["Done."]]);
  one.holds.current = true;
  one.service.send("Do it.");
  await until(() => one.held.length > 0);
  one.world.mode = "ask";
  one.service.enqueue("Mind the tests.", [], [], "later");
  expect(one.service.current.queue.items).toHaveLength(1);
  one.held.shift()?.();
  await settled(one.service);
  expect(one.service.current.queue.items).toEqual([]);
  expect(one.service.current.path()).toHaveLength(2);
  expect(one.model.requests[1]?.messages.at(-1)?.content).toEqual([
    { type: "text", text: "<mode>ask</mode>\n\n" },
    { type: "text", text: "Mind the tests." },
  ]);
  // Read back, it is neither asked again nor waiting.
  const again = window([], one.store);
  await again.service.open(one.service.current.id);
  expect(again.service.current.queue.items).toEqual([]);
  expect(again.reply().parts).toEqual(one.reply().parts);
});

test("what is asked while the last step is written is a question of its own", async () => {
  const { service, model } = window([["One."], ["Two."]]);
  model.before = (event) => {
    if (event.type === "text-delta" && event.text === "One.") service.enqueue("And then?");
  };
  service.send("First.");
  await until(() => service.current.path().length === 4 && !service.isStreaming);
  expect(service.current.path().map(textOf)).toEqual(["First.", "One.", "And then?", "Two."]);
});

test("the mode and the day are told where they change, and every request begins with the one before", async () => {
  const { service, model, world } = window([["1"], ["2"], [call("a")], ["3"]]);
  for (const mode of ["plan", "plan", "agent"] as const) {
    world.mode = mode;
    service.send(`in ${mode}`);
    await settled(service);
  }
  const tags = model.requests.at(-1)?.messages.flatMap(({ role, content }) => (role === "user" ? [content[0]] : []));
  expect(tags?.map((part) => (part?.type === "text" ? part.text : ""))).toEqual([
    "<mode>plan</mode>\n<date>2026-11-28</date>\n\n",
    "in plan",
    "<mode>agent</mode>\n\n",
  ]);
  for (const [index, { messages, system, tools }] of model.requests.entries()) {
    const next = model.requests[index + 1];
    if (!next) continue;
    expect(JSON.stringify(next.messages.slice(0, messages.length))).toBe(JSON.stringify(messages));
    expect([next.system, JSON.stringify(next.tools)]).toEqual([system, JSON.stringify(tools)]);
  }
});

test("a run at its limit goes on in the same turn when the person says so", async () => {
  const { service, world, ran, reply } = window([[call("a")], [call("b")], ["Done."]]);
  world.steps = 1;
  service.send("Do it.");
  await settled(service);
  expect(reply()).toMatchObject({ state: "stopped" });
  expect(reply().parts.at(-1)).toMatchObject({ type: "notice", notice: { kind: "limit", steps: 1 } });
  world.steps = 50;
  const { id } = reply();
  expect(await service.continueRun(id)).toBe(true);
  expect(await service.continueRun(id)).toBe(false);
  await settled(service);
  expect(ran).toEqual(["a", "b"]);
  expect(reply()).toMatchObject({ id, state: "done" });
  expect(service.current.path()).toHaveLength(2);
});

test("a run that ended with its window goes on in another, and nothing is done twice", async () => {
  const first = window([[call("a")], [call("b")], ["Never."]]);
  first.model.before = () => {
    first.holds.current = first.ran.length > 0;
  };
  first.service.send("Do it.");
  await until(() => first.held.length > 0);
  first.service.dispose();
  const second = window([["Done."]], first.store);
  await second.service.open(first.service.current.id);
  expect(second.reply()).toMatchObject({ state: "error", error: { reason: "interrupted" } });
  expect(await second.service.continueRun(second.reply().id)).toBe(true);
  await settled(second.service);
  expect(second.ran).toEqual([]);
  expect(second.reply()).toMatchObject({ state: "done" });
  const outcomes = second.reply().parts.flatMap((part) => (part.type === "tool-call" ? [part.progress] : []));
  expect(outcomes).toMatchObject([{ outcome: "done" }, { outcome: "unknown" }]);
  // And it is so on disk.
  const third = window([], first.store);
  await third.service.open(first.service.current.id);
  expect(third.reply().parts).toEqual(second.reply().parts);
  expect(third.reply().state).toBe("done");
});

test("stopping while a call waits, runs or the model speaks leaves a history that can go on", async () => {
  for (const where of ["waits", "runs"] as const) {
    const { service, world, holds, held, reply, model } = window([[call("a"), call("b")], ["On."]]);
    if (where === "waits") world.judgement = { type: "asks", question: 1 };
    else holds.current = true;
    service.send("Do it.");
    await until(() => (where === "waits" ? service.waiting.length > 0 : held.length > 0));
    await service.stop();
    expect(service.waiting).toEqual([]);
    expect(reply().state).toBe("stopped");
    for (const part of reply().parts) if (part.type === "tool-call") expect(part.progress?.state).toBe("ended");
    world.judgement = { type: "runs" };
    service.send("Go on.");
    await settled(service);
    const roles = model.requests.at(-1)?.messages.map(({ role }) => role);
    expect(roles).toEqual(["user", "assistant", "tool", "user"]);
  }
});

test("after a summary the mode that holds is told with it, whatever stays of the questions", () => {
  const question = (id: string, mode: AgentMode, text: string) =>
    ({ id, createdAt: 1, role: "user", parts: [{ type: "text", text }], mode, date: "2026-11-28" }) as const;
  const reply = (id: string, parts: AssistantTurn["parts"]): AssistantTurn => {
    return { id, createdAt: 1, role: "assistant", parts, state: "done", model: "m", sources: [] };
  };
  const said = (path: Parameters<typeof modelMessages>[0]) =>
    modelMessages(path).map(({ content }) => content.map((part) => (part.type === "text" ? part.text : "")).join(""));
  const path = [
    question("1", "agent", "one"),
    reply("2", [{ type: "text", text: "1" }]),
    question("3", "plan", "two"),
    reply("4", [
      { type: "text", text: "2" },
      { type: "summary", text: "Summed up.", keeps: 4 },
    ]),
  ];
  expect(said([...path, question("5", "plan", "three")])).toEqual([
    "<mode>plan</mode>\n<date>2026-11-28</date>\n\nSummed up.",
    "one",
    "1",
    "two",
    "2",
    "three",
  ]);
  expect(said([...path, question("5", "ask", "three")]).at(-1)).toBe("<mode>ask</mode>\n\nthree");
});

test("a conversation whose run goes on in another window is left alone until that has ended", async () => {
  const elsewhere = { is: true };
  const { service, model } = makeService({ isElsewhere: () => elsewhere.is });
  expect(service.refusal).toBe("elsewhere");
  expect(service.send("Hello")).toBe(false);
  expect(service.compact()).toBe(false);
  expect(await service.continueRun("x")).toBe(false);
  expect(service.current.isEmpty).toBe(true);
  elsewhere.is = false;
  expect(service.send("Hello")).toBe(true);
  model.push({ type: "text-delta", text: "Hi" }, finish);
  await settled(service);
});

test("what is done after the person spoke is done for what they said: that is what it is restored to", async () => {
  const { service, held, holds, ranFor } = window([[call("a")], [call("b")], [call("c")], ["Done."], [call("d")]]);
  holds.current = true;
  service.send("Do it.", [], [], "q1");
  await until(() => held.length === 1);
  service.enqueue("Mind the tests.", [], [], "s1");
  held[0]?.();
  await until(() => held.length === 2);
  held[1]?.();
  await until(() => held.length === 3);
  service.enqueue("And the docs.", [], [], "s2");
  held[2]?.();
  await settled(service);
  service.send("More.", [], [], "q2");
  await until(() => held.length === 4);
  held[3]?.();
  await settled(service);
  expect(ranFor).toEqual(["q1", "s1", "s1", "q2"]);
});

test("nothing is done to a conversation whose run goes on in another window, whatever is pressed", async () => {
  const { service, store, elsewhere, model } = window([["One."], ["Two."]]);
  service.send("First.", [], [], "q1");
  await settled(service);
  const [, reply] = service.current.path();
  service.regenerate(reply?.id ?? "");
  await settled(service);
  const [question, second] = service.current.path();
  // Something waits that another window will send.
  service.current.queue.read({ id: "w1", createdAt: 1, role: "user", parts: [{ type: "text", text: "Waits." }] });
  elsewhere.is = true;
  const before = { journal: store.journals.get(service.current.id), path: service.current.path() };
  const asked = model.requests.length;
  const pressed: Readonly<Record<string, () => unknown>> = {
    send: () => service.send("More."),
    queue: () => service.enqueue("More."),
    edit: () => service.edit(question?.id ?? "", "Otherwise."),
    regenerate: () => service.regenerate(second?.id ?? ""),
    continue: () => service.continueRun(second?.id ?? ""),
    compact: () => service.compact(),
    version: () => service.selectVersion(second?.id ?? "", -1),
    rename: () => service.setTitle(service.current, "A name", "person"),
    "other words for what waits": () => service.queue.edit("w1", "Otherwise."),
  };
  const taken: string[] = [];
  for (const [name, press] of Object.entries(pressed)) if (await press()) taken.push(name);
  await service.queue.remove("w1");
  service.queue.send();
  await tick();
  expect(taken).toEqual([]);
  expect(Object.keys(pressed)).toHaveLength(9);
  expect({ journal: store.journals.get(service.current.id), path: service.current.path() }).toEqual(before);
  expect(service.current.queue.items.map(({ id }) => id)).toEqual(["w1"]);
  expect(service.current.queue.hold).toBe("kept");
  expect([service.current.title, model.requests.length]).toEqual(["", asked]);
  elsewhere.is = false;
  expect(service.selectVersion(second?.id ?? "", -1)).toBe(true);
  expect(service.current.path().at(-1)?.id).toBe(reply?.id);
});
