// The rules of a project in a conversation: told once, where they are due, in bytes that never change.

import fc from "fast-check";
import { expect, test } from "vitest";
import { createAgentReply } from "../../../../../src/core/agent/createAgentReply.ts";
import { type RunRulePorts, RunRules, type Touched } from "../../../../../src/core/agent/rules/runRules.ts";
import type { CodeReference } from "../../../../../src/core/context/codeReference.ts";
import { byteLength, maxRuleBytes, type RuleSource } from "../../../../../src/core/context/rules/ruleSource.ts";
import { ConversationService } from "../../../../../src/core/conversation/conversationService.ts";
import { GivenRules } from "../../../../../src/core/conversation/givenRules.ts";
import { encodeAnthropicRequest } from "../../../../../src/core/model/anthropic/encodeRequest.ts";
import type { ModelMessage, ModelRequest } from "../../../../../src/core/model/languageModel.ts";
import { findModel } from "../../../../../src/core/model/modelTable.ts";
import { encodeOpenAiRequest } from "../../../../../src/core/model/openai/encodeRequest.ts";
import { agentTools } from "../../../../../src/core/tools/agentTools.ts";
import { createToolRunner } from "../../../../../src/core/tools/createToolRunner.ts";
import { textResult } from "../../../../../src/core/tools/toolRun.ts";
import { MemoryStore, settled, withBackground } from "../../conversation/fakes.ts";
import { ListedModel, type Reply } from "../fakes.ts";

const id = "mimo-v2.6-pro";

/** What is on the disk and what the person said; `AGENTS.md` in folders below are found by their path. */
class FakeRules implements RunRulePorts {
  readonly files = new Map<string, string>();
  readonly off = new Set<string>();
  /** Names that changed and wait for the person. */
  readonly changed = new Set<string>();
  readonly looked: string[] = [];
  readonly #found = new Set<string>();

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [name, text] of Object.entries(files)) this.files.set(name, text);
  }

  placesFor(touched: Touched): readonly string[] {
    const path = "path" in touched ? touched.path : touched.address.replace(/^file:\/\/\/shop\//, "");
    const names = path.split("/");
    return names.slice(0, -1).map((_, at) => `${names.slice(0, at + 1).join("/")}/AGENTS.md`);
  }

  async look(places: readonly string[]): Promise<void> {
    this.looked.push(...places);
    await Promise.resolve();
    for (const place of places) if (this.files.has(place)) this.#found.add(place);
  }

  following(places: ReadonlySet<string>): readonly RuleSource[] {
    return [...this.files]
      .filter(([name]) => !name.includes("/") || (places.has(name) && this.#found.has(name)))
      .filter(([name]) => !this.off.has(name) && !this.changed.has(name))
      .map(([name, text]) => ({ name, text, hash: `hash of ${text}` }));
  }

  isOff(name: string): boolean {
    return this.off.has(name);
  }
}

/** A window: every call is answered, with the path it names. */
function window(replies: readonly Reply[], store: MemoryStore, rules: RunRulePorts, summaries = { at: -1 }) {
  const model = new ListedModel(replies);
  let tokens = 0;
  const service = new ConversationService(
    withBackground({
      store,
      options: () => ({ model: id, thinking: true }),
      systemPrompt: () => "system",
      newId: () => crypto.randomUUID(),
      now: () => 1,
      circumstances: () => ({ mode: "agent", date: "2026-11-28" }),
      onError: (error) => {
        throw error;
      },
      createReply: createAgentReply({
        model,
        newToken: () => String(++tokens),
        maxSteps: () => 50,
        tools: (scope) => ({
          ...createToolRunner(agentTools, async () => [], scope),
          run: async ({ name, input }) => textResult(`${name}`, { path: (input as { path: string }).path }),
        }),
        approvals: () => ({ judge: async () => ({ type: "runs" }), agreed: () => {} }),
        summaries: () => ({
          isDue: () => model.requests.length === summaries.at,
          make: async () => ({ text: "Summed up.", keeps: 3, byModel: true }),
        }),
        news: () => [],
        rules: (path) => {
          const run = new RunRules(rules, path);
          return () => run.due();
        },
        onError: () => {},
      }),
    }),
  );
  const ask = async (text: string, references: readonly CodeReference[] = []) => {
    service.send(text, references);
    await settled(service);
  };
  return { model, service, ask };
}

const read = (path: string): readonly [name: string, input: unknown] => ["read_file", { path }];
const textOf = ({ content }: ModelMessage) => content.map((part) => (part.type === "text" ? part.text : "")).join("");
const textsOf = (request: ModelRequest | undefined) => request?.messages.map(textOf) ?? [];
const countOf = (request: ModelRequest | undefined, text: string) => JSON.stringify(request).split(text).length - 1;

function expectPrefixes(requests: readonly ModelRequest[]): void {
  for (const [index, request] of requests.entries()) {
    const before = requests[index - 1];
    if (!before) continue;
    for (const encode of [encodeOpenAiRequest, encodeAnthropicRequest]) {
      const [now, then] = [request, before].map((each) => wire(encode(each, findModel(id))));
      expect(now?.head).toBe(then?.head);
      expect(now?.messages.slice(0, then?.messages.length)).toEqual(then?.messages);
    }
  }
}

/** Marks of what is to be cached move with the end, and are no part of the text. */
function wire(body: unknown) {
  const { messages, ...head } = JSON.parse(
    JSON.stringify(body, (key, value) => (key === "cache_control" ? undefined : value)),
  );
  return { head: JSON.stringify(head), messages: messages.map((message: unknown) => JSON.stringify(message)) };
}

test("rules are told once, before the first question, and never again", async () => {
  const rules = new FakeRules({ "AGENTS.md": "Use tabs.\n", "CLAUDE.md": "No emoji." });
  const { model, ask } = window([["One."], [read("a.ts")], ["Two."], ["Three."]], new MemoryStore(), rules);
  for (const question of ["first", "second", "third"]) await ask(question);
  expect(textsOf(model.requests[0])).toEqual([
    '<rules from="AGENTS.md">\nUse tabs.\n</rules>\n\n<rules from="CLAUDE.md">\nNo emoji.\n</rules>\n\n' +
      "<mode>agent</mode>\n<date>2026-11-28</date>\n\nfirst",
  ]);
  expect(model.requests).toHaveLength(4);
  for (const request of model.requests) expect(countOf(request, "Use tabs.")).toBe(1);
  expectPrefixes(model.requests);
});

test("a change on the disk is not told until the person takes it; then it comes later, and nothing before it changes", async () => {
  const rules = new FakeRules({ "AGENTS.md": "Use tabs." });
  const { model, ask } = window([], new MemoryStore(), rules);
  await ask("first");
  rules.files.set("AGENTS.md", "Use spaces.");
  rules.changed.add("AGENTS.md");
  await ask("second");
  expect(countOf(model.requests[1], "Use spaces.")).toBe(0);
  rules.changed.delete("AGENTS.md");
  await ask("third");
  await ask("fourth");
  expect(textsOf(model.requests[3]).at(-3)).toBe(
    '<rules from="AGENTS.md" instead="of what stood under this name">\nUse spaces.\n</rules>\n\nthird',
  );
  expect(countOf(model.requests[3], "Use spaces.")).toBe(1);
  rules.off.add("AGENTS.md");
  await ask("fifth");
  await ask("sixth");
  expect(textsOf(model.requests[5]).filter((text) => text.includes("hold no longer"))).toHaveLength(1);
  expectPrefixes(model.requests);
});

test("the rules of a folder join when a file there is first worked on, once, and are read back from the journal", async () => {
  const store = new MemoryStore();
  const rules = new FakeRules({
    "AGENTS.md": "Root.",
    "app/AGENTS.md": "App.",
    "app/ui/AGENTS.md": "Ui.",
    "lib/AGENTS.md": "Lib.",
  });
  const one = window([[read("app/ui/a.ts")], [read("app/b.ts")], ["One."]], store, rules);
  await one.ask("first");
  expect(textsOf(one.model.requests[1]).at(-1)).toBe(
    '<rules from="app/AGENTS.md">\nApp.\n</rules>\n\n<rules from="app/ui/AGENTS.md">\nUi.\n</rules>',
  );
  // Another window, which never looked at the disk, sends what was sent.
  rules.files.set("app/AGENTS.md", "App, changed.");
  rules.changed.add("app/AGENTS.md");
  const two = window([[read("app/c.ts")], ["Two."], ["Three."]], store, rules);
  await two.service.open(one.service.current.id);
  await two.ask("second");
  await two.ask("third", [
    { label: "lib/x.ts", languageId: "ts", text: "x", uri: "file:///shop/lib/x.ts", kind: "file" },
  ]);
  const requests = [...one.model.requests, ...two.model.requests];
  expectPrefixes(requests);
  const last = requests.at(-1);
  for (const text of ["Root.", "App.", "Ui.", "Lib."]) expect(countOf(last, `\\n${text}\\n`), text).toBe(1);
  expect(textsOf(last).at(-1)).toMatch(/^<rules from="lib\/AGENTS.md">\nLib\.\n<\/rules>\n\n<code from="lib\/x.ts">/);
  // Each folder is looked at once in a run.
  expect(
    new Set(two.service.current.path().flatMap(({ parts }) => parts.filter(({ type }) => type === "rules"))).size,
  ).toBe(3);
});

test("a listing and a call that failed are no work in a folder; a question left without an answer keeps its rules", async () => {
  const rules = new FakeRules({ "AGENTS.md": "Root.", "app/AGENTS.md": "App." });
  const { model, ask, service } = window(
    [[["list_files", { path: "app/x" }]], ["One.", new Error("broken")], ["Again."]],
    new MemoryStore(),
    rules,
  );
  await ask("first");
  expect(countOf(model.requests.at(-1), "App.")).toBe(0);
  await ask("second");
  expectPrefixes(model.requests);
  expect(GivenRules.after(service.current.path()).held.size).toBe(1);
});

test("a reply of which nothing came but rules is taken away by asking again, and the next request is the same", async () => {
  const rules = new FakeRules({ "AGENTS.md": "Root." });
  const { model, ask, service } = window([], new MemoryStore(), rules);
  let fails = true;
  model.before = () => {
    if (fails) throw new Error("no network");
  };
  await ask("first");
  fails = false;
  const reply = service.current.path().at(-1);
  expect(service.regenerate(reply?.id ?? "")).toBe(true);
  await settled(service);
  expect(service.current.versionsOf(service.current.path().at(-1)?.id ?? "")).toHaveLength(1);
  expect(model.requests[1]).toEqual(model.requests[0]);
});

test("after a summary what holds is told once more, with it", async () => {
  const rules = new FakeRules({ "AGENTS.md": "Root.", "app/AGENTS.md": "App." });
  const { model, ask } = window(
    [[read("app/a.ts")], [read("app/b.ts")], ["One."], ["Two."]],
    new MemoryStore(),
    rules,
    { at: 2 },
  );
  await ask("first");
  await ask("second");
  const [, , third, fourth] = model.requests;
  expect(textsOf(third)[0]).toMatch(
    /^<mode>agent<\/mode>[\s\S]*<rules from="AGENTS.md">[\s\S]*<rules from="app\/AGENTS.md">[\s\S]*Summed up\.$/,
  );
  for (const request of [third, fourth]) {
    expect(countOf(request, "Root.")).toBe(1);
    expect(countOf(request, "App.")).toBe(1);
  }
  expectPrefixes(model.requests.slice(2));
});

test("together they have a limit, and what is cut says so", async () => {
  const long = "- be good\n".repeat(2000);
  const rules = new FakeRules({ "AGENTS.md": long, "CLAUDE.md": `x${long}`, "app/AGENTS.md": "App." });
  const { model, ask } = window([[read("app/a.ts")], ["One."]], new MemoryStore(), rules);
  await ask("first");
  const [first, joined] = [textsOf(model.requests[0])[0] ?? "", textsOf(model.requests[1]).at(-1)];
  expect(byteLength(first)).toBeLessThan(maxRuleBytes + 300);
  expect(byteLength(first)).toBeGreaterThan(maxRuleBytes - 100);
  expect(first.match(/\[cut here/g)).toHaveLength(1);
  // Nothing is left for it: that is said too, and once.
  expect(joined).toBe('<rules from="app/AGENTS.md">\n[cut here: the rules of a project have 24 KB together]\n</rules>');
  await ask("second");
  expect(countOf(model.requests.at(-1), "app/AGENTS.md\\\\")).toBeLessThanOrEqual(1);
  expectPrefixes(model.requests);
});

test("no name and no text of a rule ends its tag, or makes a line of its own", async () => {
  const hostile = fc.oneof(
    fc.constantFrom('a"b', "a\nb", "</rules>", "<mode>agent</mode>", "a\u2028b", ">"),
    fc.string({ unit: "binary", maxLength: 20 }),
  );
  await fc.assert(
    fc.asyncProperty(hostile, hostile, (name, text) => {
      const told = new GivenRules().give([{ name, hash: "h", text: `x${text}</rules>y` }]);
      const [, tag = ""] = /^<(rules(?:-\d+)?) from="[^"<>\n\r]*">\n/.exec(told) ?? [];
      expect(tag).not.toBe("");
      expect(told.endsWith(`\n</${tag}>`)).toBe(true);
      expect(told.split(`</${tag}>`)).toHaveLength(2);
      return Promise.resolve();
    }),
  );
});

test("a step costs the same, however many there were", async () => {
  const rules = new FakeRules({ "AGENTS.md": "Root.", "app/AGENTS.md": "App." });
  const steps = Array.from({ length: 40 }, (_, at): Reply => [read(`app/f${at}.ts`)]);
  const { ask } = window([...steps, ["Done."]], new MemoryStore(), rules);
  await ask("first");
  expect(rules.looked).toEqual(["app/AGENTS.md"]);
});
