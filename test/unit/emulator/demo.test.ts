import { afterEach, describe, expect, test } from "vitest";
import { chatPath, postJson, useEmulator } from "./client.ts";
import { Conversation, protocols, type Result, type SeenReply } from "./conversation.ts";
import { SampleTools } from "./sampleTools.ts";

const emulator = useEmulator();
let tools: SampleTools;
afterEach(() => tools?.remove());

interface Played {
  replies: SeenReply[];
  answer: string;
  chat: Conversation;
}

/** Plays a question to its end. `meanwhile` is told after each step and may say something. */
async function play(
  question: string,
  protocol: (typeof protocols)[number] = "openai",
  instead: { [tool: string]: Result[] } = {},
  meanwhile: (chat: Conversation, step: number) => void = () => undefined,
): Promise<Played> {
  tools?.remove();
  tools = new SampleTools(instead);
  const chat = new Conversation(emulator(), protocol, question);
  const replies: SeenReply[] = [];
  for (let step = 0; step < 30; step++) {
    const reply = await chat.next();
    replies.push(reply);
    if (reply.calls.length === 0) return { replies, answer: reply.text, chat };
    expect(reply.calls.length).toBeLessThanOrEqual(3);
    expect(reply.reasoning).not.toBe("");
    chat.answer(reply.calls.map((call) => tools.run(call)));
    meanwhile(chat, step);
  }
  throw new Error("it did not end");
}

const did = (name: string) => tools.calls.filter((call) => call.startsWith(name));
const denied = { text: "Denied by the person.", failed: true };
const bug = "Math.round((hours - whole) * 60)";

describe.each(protocols)("%s", (protocol) => {
  test("the failing test of the sample is found, mended and run again", async () => {
    const { replies, answer } = await play("Fix the failing test", protocol);
    expect(tools.calls.filter((call) => !call.startsWith("update_todos"))).toEqual([
      "list_files",
      "read_file package.json",
      "read_file README.md",
      "run_command node --test",
      "read_file test/duration.test.js",
      "search_text formatHours",
      "read_file src/duration.js",
      "edit_file src/duration.js",
      "run_command node --test",
    ]);
    expect(tools.read("src/duration.js")).not.toContain(bug);
    expect(answer).toContain("All 3 tests pass now.");
    expect(answer).toContain("`src/duration.js:9`");
    expect(answer).toContain("`test/duration.test.js:17`");
    const lists = replies.flatMap(({ calls }) => calls.filter(({ name }) => name === "update_todos"));
    const states = lists.map((call) =>
      JSON.parse(call.arguments)
        .items.map(({ state }: { state: string }) => state[0])
        .join(""),
    );
    expect(states).toEqual(["appp", "dapp", "ddap", "ddda", "dddd"]);
    expect(replies[0]?.text).toContain("emulator");
    const [last] = replies.slice(-1);
    const cached = last?.usage.prompt_tokens_details?.cached_tokens ?? last?.usage.cache_read_input_tokens;
    expect(cached).toBeGreaterThan(0.8 * (last?.usage.prompt_tokens ?? last?.usage.input_tokens));
  });

  test("what is denied is not done, and the run goes on as far as it can", async () => {
    const noCommand = await play("Fix the failing test", protocol, { run_command: [denied, denied] });
    expect(noCommand.replies.map(({ text }) => text).join("\n")).toContain("You did not allow the command");
    expect(did("run_command")).toHaveLength(2);
    expect(did("edit_file")).toHaveLength(1);
    expect(noCommand.answer).toContain("not checked");
    const noEdit = await play("Fix the failing test", protocol, { edit_file: [denied] });
    expect(did("edit_file")).toHaveLength(1);
    expect(noEdit.answer).toContain("You did not allow the change");
    expect(noEdit.answer).toContain("+  const total = Math.round(hours * 60);");
    expect(tools.read("src/duration.js")).toContain(bug);
  });

  test("the project is explained with places", async () => {
    const { answer } = await play("Explain what this project does.", protocol);
    expect(answer).toContain("**trail-log**: Sums up the hikes of a log");
    expect(answer).toMatch(/`formatHours` \(`src\/duration\.js:7`\): Hours as people write them/);
    expect(answer).toContain("Notes from hikes:");
    expect(did("edit_file").concat(did("run_command"))).toEqual([]);
  });

  test("Ask and Plan only read; Plan ends in numbers", async () => {
    const ask = await play("Fix the failing test\n<mode>ask</mode>", protocol);
    expect(ask.answer).toContain("```diff");
    expect(did("edit_file").concat(did("run_command"), did("update_todos"))).toEqual([]);
    const plan = await play("<mode>plan</mode>\nFix the failing test", protocol);
    expect(plan.answer).toMatch(/\n1\. [\s\S]*\n2\. [\s\S]*\n3\. /);
    expect(did("edit_file").concat(did("run_command"), did("update_todos"))).toEqual([]);
    plan.chat.say("<mode>agent</mode>\nCarry out the plan.");
    expect((await plan.chat.next()).calls.map(({ name }) => name)).toContain("list_files");
    const edited = new Conversation(emulator(), protocol, plan.answer);
    expect((await edited.next()).calls.map(({ name }) => name)).toContain("list_files");
  });
});

test("Chinese questions are played in Chinese", async () => {
  const fixed = await play("修复失败的测试");
  expect(fixed.answer).toContain("3 个测试现在全部通过");
  expect((await play("解释一下这个项目")).answer).toContain("代码的内容");
});

test("an edit that fails is tried once more after another look, then left", async () => {
  const failed = { text: "old_text was not found.", failed: true };
  const once = await play("Please fix the failing test", "openai", { edit_file: [failed] });
  expect(did("edit_file")).toHaveLength(2);
  expect(did("read_file src/duration.js")).toHaveLength(2);
  expect(once.answer).toContain("All 3 tests pass now.");
  const twice = await play("Please fix the failing test", "openai", { edit_file: [failed, failed] });
  expect(did("edit_file")).toHaveLength(2);
  expect(twice.answer).toContain("The change did not go in");
});

test("a command that cannot run is tried once another way", async () => {
  const missing = { text: "Exit code 127.\nbash: node: command not found" };
  const { answer } = await play("Fix the failing test", "openai", {
    run_command: [missing, missing, missing, missing],
  });
  expect(did("run_command")).toEqual([
    "run_command node --test",
    "run_command npm test",
    "run_command node --test",
    "run_command npm test",
  ]);
  expect(answer).toContain("not checked");
});

test("a command in the background is looked at", async () => {
  const background = { text: "Still running in the background as c1. You are told when it ends.\n(No output.)" };
  const output = {
    text: "1\t✖ minutes (1ms)\n2\tℹ fail 1\n3\tfile:///x/test/duration.test.js:17:10\n4\t    actual: '1 h 60 min',\n5\t    expected: '2 h',",
  };
  const { replies, answer } = await play("Fix the failing test", "openai", {
    run_command: [background],
    command_output: [output],
  });
  expect(did("command_output")).toHaveLength(1);
  expect(replies.map(({ text }) => text).join("\n")).toContain("`test/duration.test.js:17` expects `2 h`");
  expect(answer).toContain("All 3 tests pass now.");
});

test.each(["tap", "spec"])("a failure is read from the %s report", async (reporter) => {
  tools = new SampleTools();
  const command = JSON.stringify({ command: `node --test --test-reporter=${reporter}` });
  const output = tools.run({ id: "", name: "run_command", arguments: command });
  const { replies } = await play("Fix the failing test", "openai", { run_command: [output] });
  const said = replies.map(({ text, reasoning }) => text + reasoning).join("\n");
  expect(said).toContain("`test/duration.test.js:17` expects `2 h` and gets `1 h 60 min`");
  expect(said).toContain('"minutes that round up to an hour are one" fails');
});

test("tests that pass already are left alone", async () => {
  const { answer } = await play("Fix the failing test", "openai", {
    run_command: [{ text: "Exit code 0.\n# pass 3" }],
  });
  expect(answer).toContain("pass already");
  expect(did("edit_file")).toEqual([]);
});

test("a project that cannot be read, or is another, ends with honest words", async () => {
  const gone = { text: "No folder is open.", failed: true };
  expect((await play("Fix the failing test", "openai", { list_files: [gone] })).answer).toContain("No folder is open.");
  expect((await play("Fix the failing test", "openai", { list_files: [{ text: "a.txt\nb.md" }] })).answer).toContain(
    "no test",
  );
  const other = { text: "1\texport const formatHours = () => 0;" };
  const readings = [{ text: "1\t{}" }, { text: "1\t# x" }];
  tools = new SampleTools();
  const test = { text: tools.run({ id: "", name: "read_file", arguments: '{"path":"test/duration.test.js"}' }).text };
  const { answer } = await play("Fix the failing test", "openai", { read_file: [...readings, test, other] });
  expect(answer).toContain("only knows the fault of the sample");
});

test("what the person adds is heard, and a stopped run is not taken up", async () => {
  const { replies, answer } = await play("Fix the failing test", "openai", {}, (chat, step) => {
    if (step === 1) chat.say("be careful with the README");
  });
  expect(replies[2]?.text).toContain("You added: “be careful with the README”");
  expect(answer).toContain("All 3 tests pass now.");
  const chat = new Conversation(emulator(), "openai", "Fix the failing test");
  await chat.next();
  chat.answerAll("Stopped by the person.");
  chat.say("What is a monad?");
  expect((await chat.next()).calls).toEqual([]);
});

test("an answer that broke off is gone on with, and notices are not taken for the person's words", async () => {
  const chat = new Conversation(emulator(), "openai", "Fix the failing test");
  tools = new SampleTools();
  chat.answer((await chat.next()).calls.map((call) => tools.run(call)));
  chat.messages.push({ role: "assistant", content: "How are the" });
  chat.say("(Your answer broke off here. Go on exactly where it ended, without repeating anything.)");
  chat.say("<notice>A command ended.</notice>");
  const { text, calls } = await chat.next();
  expect(text).toBe("How are the tests run?");
  expect(calls.map(({ name }) => name)).toEqual(["read_file", "read_file"]);
});

test("it asks the person, and goes by the answer", async () => {
  const chat = new Conversation(emulator(), "openai", "Ask me something");
  tools = new SampleTools();
  chat.answer((await chat.next()).calls.map((call) => tools.run(call)));
  const [asked] = (await chat.next()).calls;
  expect(asked?.name).toBe("ask_user");
  expect(JSON.parse(asked?.arguments ?? "").options).toContain("src/duration.js");
  chat.answerAll("src/duration.js");
  chat.answer((await chat.next()).calls.map((call) => tools.run(call)));
  expect((await chat.next()).text).toContain("You chose `src/duration.js`. It has 12 lines.");
  const silent = await play("ask me", "openai", { ask_user: [denied] });
  expect(silent.answer).toContain("You did not choose");
});

test("without the tools, with thinking off, or on a summary it is played as it should be", async () => {
  const body = new Conversation(emulator(), "openai", "Explain what this project does").body();
  const plain = (await postJson(emulator(), chatPath, { ...body, tools: undefined })).body.choices[0].message;
  expect(plain.tool_calls).toBeNull();
  const quiet = (await postJson(emulator(), chatPath, { ...body, thinking: { type: "disabled" } })).body.choices[0]
    .message;
  expect(quiet.tool_calls).toHaveLength(1);
  expect(quiet.reasoning_content).toBeUndefined();
});
