import fc from "fast-check";
import { expect, test } from "vitest";
import type { ApprovalSubject } from "../../../../../src/core/agent/approvals/approvalRule.ts";
import { ApprovalRules } from "../../../../../src/core/agent/approvals/approvalRules.ts";
import { parseRules, serialiseRules } from "../../../../../src/core/agent/approvals/storedRules.ts";

const words: ApprovalSubject = { kind: "command", match: "leading", words: ["npm", "test"], folder: "/w" };
const line: ApprovalSubject = { kind: "command", match: "exact", command: "node x", shell: "zsh", folder: "/w" };
const tool: ApprovalSubject = { kind: "tool", source: "a.server", name: "search" };
const host: ApprovalSubject = { kind: "host", host: "example.org" };

function make(kept?: unknown) {
  let saved = kept;
  const rules = new ApprovalRules({
    load: () => saved,
    save: (stored) => {
      saved = stored;
    },
  });
  return { rules, saved: () => saved };
}

test("rules of the workspace are kept, those of a chat hold there and end with it", () => {
  const { rules, saved } = make();
  rules.add([words, tool], "workspace");
  rules.add([line], { chat: "a" });
  rules.add([host], { chat: "b" }, "deny");
  expect(rules.of("a").map(({ subject }) => subject)).toEqual([words, tool, line]);
  expect(rules.of("b").map(({ subject }) => subject)).toEqual([words, tool, host]);
  expect(make(saved()).rules.all.map(({ subject }) => subject)).toEqual([words, tool]);
  rules.forget("a");
  expect(rules.of("a").map(({ subject }) => subject)).toEqual([words, tool]);
});

test("one rule about the same in the same place: what was said last", () => {
  const { rules } = make();
  rules.add([words, words], "workspace");
  rules.add([{ ...words, words: [...words.words] }], "workspace", "deny");
  expect(rules.all).toEqual([{ effect: "deny", subject: words, scope: "workspace" }]);
  rules.add([words], { chat: "a" });
  expect(rules.all).toHaveLength(2);
  expect(rules.find(words, { chat: "a" })?.effect).toBe("allow");
  expect(rules.find(words, { chat: "b" })).toBeUndefined();
});

test("a rule that was taken back is gone for good, and who listens is told", () => {
  const { rules, saved } = make();
  rules.add([words, host], "workspace");
  let fired = 0;
  rules.onDidChange(() => fired++);
  const [first] = rules.all;
  if (first) rules.remove(first);
  if (first) rules.remove(first);
  expect(fired).toBe(1);
  expect(make(saved()).rules.all.map(({ subject }) => subject)).toEqual([host]);
});

test("all kinds come back as they were stored", () => {
  const all = [words, line, tool, host, { kind: "network", host: "example.org" } as const].flatMap((subject) =>
    (["allow", "deny"] as const).map((effect) => ({ effect, subject, scope: "workspace" as const })),
  );
  expect(parseRules(serialiseRules(all))).toEqual(all);
});

test.each<[unknown]>([
  [undefined],
  [null],
  [7],
  [{ version: 1, rules: [{ effect: "allow", subject: host }] }],
  ["no JSON"],
  ["[]"],
  ['{"version":2,"rules":[{"effect":"allow","subject":{"kind":"host","host":"x"}}]}'],
  ['{"version":1,"rules":{}}'],
  ['{"version":1,"rules":[null,1,"x",[]]}'],
  ['{"version":1,"rules":[{"effect":"maybe","subject":{"kind":"host","host":"x"}}]}'],
  ['{"version":1,"rules":[{"effect":"allow","subject":{"kind":"host","host":""}}]}'],
  ['{"version":1,"rules":[{"effect":"allow","subject":{"kind":"tool","source":"x"}}]}'],
  ['{"version":1,"rules":[{"effect":"allow","subject":{"kind":"command","match":"leading","words":[],"folder":"/"}}]}'],
  [
    '{"version":1,"rules":[{"effect":"allow","subject":{"kind":"command","match":"leading","words":[1],"folder":"/"}}]}',
  ],
  ['{"version":1,"rules":[{"effect":"allow","subject":{"kind":"command","match":"leading","words":["x"]}}]}'],
  ['{"version":1,"rules":[{"effect":"allow","subject":{"kind":"command","match":"all","words":["x"],"folder":"/"}}]}'],
  [
    '{"version":1,"rules":[{"effect":"allow","subject":{"kind":"command","match":"exact","command":"x","shell":"fish","folder":"/"}}]}',
  ],
])("what is no rule is none: %j", (stored) => {
  expect(parseRules(stored)).toEqual([]);
});

test("a rule that cannot be read leaves the others", () => {
  const stored = '{"version":1,"rules":[{"effect":"allow"},{"effect":"deny","subject":{"kind":"host","host":"x"}}]}';
  expect(parseRules(stored)).toEqual([{ effect: "deny", subject: { kind: "host", host: "x" }, scope: "workspace" }]);
});

test("nothing stored ends in an exception", () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), fc.anything()), (stored) => {
      expect(Array.isArray(parseRules(stored))).toBe(true);
    }),
  );
});
