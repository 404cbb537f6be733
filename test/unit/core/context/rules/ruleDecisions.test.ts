import { expect, test } from "vitest";
import { parseDecisions, ruleState, withDecision } from "../../../../../src/core/context/rules/ruleDecisions.ts";

test("rules hold for the words that were agreed to", () => {
  expect(ruleState("h", undefined)).toBe("ask");
  expect(ruleState("h", { hash: "h", use: true })).toBe("on");
  expect(ruleState("h2", { hash: "h", use: true })).toBe("changed");
  expect(ruleState("h2", { hash: "h", use: false })).toBe("off");
});

test("what was kept is read, whatever came of it, and never grows without end", () => {
  for (const value of [undefined, null, "x", 3, [], { a: 1 }, { a: { hash: 1, use: true } }, { a: { hash: "h" } }]) {
    expect(parseDecisions(value)).toEqual({});
  }
  let all = parseDecisions(JSON.parse('{"a":{"hash":"h","use":true},"__proto__":{"hash":"p","use":false},"b":7}'));
  expect(all.a).toEqual({ hash: "h", use: true });
  expect(({} as Record<string, unknown>).hash).toBeUndefined();
  for (let at = 0; at < 600; at++) all = withDecision(all, `n${at}`, { hash: "h", use: true });
  expect(Object.keys(parseDecisions(all))).toHaveLength(500);
  expect(all.n599).toEqual({ hash: "h", use: true });
  expect(all.a).toBeUndefined();
});
