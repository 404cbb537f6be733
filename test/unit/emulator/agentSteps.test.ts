import { describe, expect, test } from "vitest";
import type { Cut } from "../../emulator/agent/agentStep.ts";
import { chatPath, type Loose, messagesPath, outcome, parseEvents, postJson, useEmulator } from "./client.ts";
import { Conversation, protocols } from "./conversation.ts";

const emulator = useEmulator();
const start = (question: string, protocol: "openai" | "anthropic" = "openai") =>
  new Conversation(emulator(), protocol, question);
const read = (path: string) => ({ name: "read_file", arguments: { path } });

async function control(method: string, path: string, body?: unknown): Promise<{ status: number; body: Loose }> {
  const response = await fetch(`${emulator().url}/__emulator/${path}`, { method, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

describe.each(protocols)("%s", (protocol) => {
  test("steps answer the requests of their conversation, one after the other", async () => {
    const steps = [
      { reasoning: "hm", text: "I look.", calls: [read("a"), read("b")] },
      { reasoning: "so", calls: [{ name: "run_command", arguments: "{broken", id: "mine" }] },
      { text: "Done.", finish: "length" },
    ];
    const queued = await control("POST", "agents", { question: "fix it", steps });
    expect(queued.body.agents).toMatchObject([{ question: "fix it", taken: 0, left: 3 }]);
    const chat = start("please fix it", protocol);
    expect(await chat.next()).toMatchObject({
      reasoning: "hm",
      text: "I look.",
      calls: [{ name: "read_file", arguments: '{"path":"a"}' }, { arguments: '{"path":"b"}' }],
    });
    chat.answerAll("text");
    expect((await chat.next()).calls).toMatchObject([{ id: "mine", name: "run_command", arguments: "{broken" }]);
    chat.answerAll("text");
    expect(await chat.next()).toMatchObject({
      text: "Done.",
      calls: [],
      finish: protocol === "openai" ? "length" : "max_tokens",
    });
    expect(emulator().agents).toEqual([]);
  });

  test("two chats at once keep to their own steps, with one question or two", async () => {
    for (const name of ["one", "two"]) {
      emulator().addAgent({ question: "same", steps: [1, 2, 3].map((n) => ({ calls: [read(`${name} ${n}`)] })) });
    }
    emulator().addAgent({ question: "another", steps: [{ calls: [read("three 1")] }, { text: "three 2" }] });
    const chats = [start("same", protocol), start("same", protocol), start("another", protocol)] as const;
    const seen: string[][] = [[], [], []];
    for (const at of [0, 1, 0, 2, 1, 1, 2, 0]) {
      const reply = await chats[at as 0].next();
      seen[at]?.push(reply.calls[0] ? JSON.parse(reply.calls[0].arguments).path : reply.text);
      chats[at as 0].answerAll("ok");
    }
    expect(seen).toEqual([
      ["one 1", "one 2", "one 3"],
      ["two 1", "two 2", "two 3"],
      ["three 1", "three 2"],
    ]);
  });

  test.each<[Cut, number, boolean]>([
    [{ calls: 2 }, 2, false],
    [{ calls: 1, half: true }, 1, true],
    [{ calls: 0, half: true, how: "reset" }, 0, true],
    [{ calls: 3, how: "reset" }, 3, false],
  ])("a stream is cut at %o", async (cut, whole, half) => {
    const calls = ["first", "second", "third"].map((name) => read(`${name}/${"x".repeat(100)}`));
    emulator().addAgent({ question: "go", steps: [{ reasoning: "hm", text: "Now.", calls, cut }] });
    const body = { ...start("go", protocol).body(), stream: true };
    const seen = await outcome(emulator(), protocol === "openai" ? chatPath : messagesPath, body);
    expect(seen.broken).toBe(cut.how === "reset");
    expect(seen.text).not.toMatch(/"finish_reason":"|"stop_reason":"|\[DONE\]/);
    const pieces = argumentsIn(seen.text).filter((json) => json !== "");
    expect(pieces.slice(0, whole).map((json) => JSON.parse(json))).toEqual(
      calls.slice(0, whole).map((call) => call.arguments),
    );
    expect(pieces).toHaveLength(whole + (half ? 1 : 0));
    if (half) {
      const cutOff = JSON.stringify(calls[whole]?.arguments);
      expect(cutOff.startsWith(pieces[whole] ?? "?")).toBe(true);
      expect(pieces[whole]?.length).toBeGreaterThan(20);
      expect(pieces[whole]?.length).toBeLessThan(cutOff.length - 20);
    }
  });
});

/** The arguments of each call of a stream that may have broken off, joined. */
function argumentsIn(text: string): string[] {
  const joined: string[] = [];
  for (const { data } of parseEvents(text)) {
    const event: Loose = JSON.parse(data);
    for (const call of event.choices?.[0]?.delta?.tool_calls ?? [])
      joined[call.index] = (joined[call.index] ?? "") + (call.function.arguments ?? "");
    if (event.delta?.partial_json !== undefined)
      joined[event.index] = (joined[event.index] ?? "") + event.delta.partial_json;
  }
  return joined.filter((json) => json !== undefined);
}

test("a flood repeats its calls, repeats repeat the step, and {{n}} counts", async () => {
  const steps = [
    { calls: [read("a{{n}}"), { name: "find_{{n}}", id: "mine{{n}}" }], flood: 5 },
    { text: "round {{n}}", calls: [read("r{{n}}")], times: 3 },
  ];
  emulator().addAgent({ question: "go", steps });
  const chat = start("go");
  const flood = await chat.next();
  expect(flood.calls.map(({ name }) => name)).toEqual(["read_file", "find_2", "read_file", "find_4", "read_file"]);
  expect(flood.calls.map((call) => call.arguments)).toEqual([
    '{"path":"a1"}',
    "{}",
    '{"path":"a3"}',
    "{}",
    '{"path":"a5"}',
  ]);
  expect(flood.calls[1]?.id).toBe("mine2");
  chat.answerAll("ok");
  const rounds: string[] = [];
  for (let round = 0; round < 3; round++) {
    const { text, calls } = await chat.next();
    rounds.push(`${text}: ${calls[0]?.arguments}`);
    chat.answerAll("ok");
  }
  expect(rounds).toEqual(['round 1: {"path":"r1"}', 'round 2: {"path":"r2"}', 'round 3: {"path":"r3"}']);
});

test("a call may come without a name", async () => {
  emulator().addAgent({ question: "go", steps: [{ calls: [{ arguments: {} }] }] });
  const answer = await postJson(emulator(), chatPath, start("go").body());
  expect(answer.body.choices[0].message.tool_calls[0].function).toEqual({ arguments: "{}" });
});

test("faults of a step strike its reply alone", async () => {
  const steps = [{ faults: [{ kind: "status", status: 503 } as const] }, { text: "well" }];
  emulator().addAgent({ question: "go", steps });
  expect((await postJson(emulator(), chatPath, start("go").body())).status).toBe(503);
  expect((await start("go").next()).text).toBe("well");
});

test("requests without tools, other questions, summaries and refused requests use no step up", async () => {
  emulator().addAgent({ question: "fix it", steps: [{ text: "scripted" }] });
  const body = start("fix it").body();
  await postJson(emulator(), chatPath, { ...body, tools: undefined });
  await postJson(emulator(), chatPath, { ...body, temperature: 9 });
  expect((await start("other").next()).text).not.toBe("scripted");
  const summary = start("fix it");
  summary.say("Sum up this conversation so that you can go on from the summary alone.");
  expect((await summary.next()).text).toContain("Summed up by the MiMo emulator");
  expect(emulator().agents).toMatchObject([{ taken: 0 }]);
  emulator().addAgent({ question: "Sum up", steps: [{ text: "my summary" }] });
  expect((await summary.next()).text).toBe("my summary");
  expect((await start("fix it").next()).text).toBe("scripted");
});

test("what the person says meanwhile, and a later question, find the right steps", async () => {
  emulator().addAgent({ question: "first", steps: [{ calls: [read("a")] }, { calls: [read("b")] }, { text: "end" }] });
  emulator().addAgent({ question: "second", steps: [{ text: "two" }] });
  const chat = start("first");
  await chat.next();
  chat.answerAll("ok");
  chat.say("and be quick");
  expect((await chat.next()).calls[0]?.arguments).toBe('{"path":"b"}');
  chat.answerAll("ok");
  chat.say("second");
  expect((await chat.next()).text).toBe("two");
});

test("/step lines are an agent in the question itself", async () => {
  const chat = start(
    'Please.\n/step {"text":"I look.","calls":[{"name":"read_file","arguments":{"path":"a"}}]}\n/step {"text":"Done {{n}}.","times":2}',
  );
  expect(await chat.next()).toMatchObject({ text: "I look.", calls: [{ name: "read_file" }] });
  chat.answerAll("ok");
  expect((await chat.next()).text).toBe("Done 1.");
  expect((await start("/step {no").next()).text).toContain("cannot be read");
  expect((await start("/echo x\n/step {no").next()).text).toBe("x\n/step {no");
});

test.each([
  [{ steps: [{}] }],
  [{ question: "x" }],
  [{ question: "x", steps: [] }],
  [{ question: "x", steps: [{ toolCalls: [] }] }],
  [{ question: "x", steps: [{ text: 3 }] }],
  [{ question: "x", steps: [{ flood: 3 }] }],
  [{ question: "x", steps: [{ cut: { calls: -1 } }] }],
  [{ question: "x", steps: [{ cut: { calls: 1, how: "gently" } }] }],
  [{ question: "x", steps: [{ faults: [{ kind: "no" }] }] }],
  [{ question: "x", steps: [{ times: 0 }] }],
  [{ question: "x", steps: [{}], more: 1 }],
])("%o is refused with a reason", async (agent) => {
  const { status, body } = await control("POST", "agents", agent);
  expect(status).toBe(400);
  expect(body.error.length).toBeGreaterThan(5);
});

test("agents are listed and cleared", async () => {
  await control("POST", "agents", [{ question: "x", steps: [{ text: "a" }, { text: "b" }] }]);
  await start("x").next();
  expect((await control("GET", "agents")).body.agents).toMatchObject([{ question: "x", taken: 1, left: 1 }]);
  expect((await control("DELETE", "agents")).body).toEqual({ agents: [] });
});
