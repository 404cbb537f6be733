import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type GuardedSetting,
  guardedSettings,
  guardSetting,
  type SettingSides,
} from "../../../../src/core/access/settingGuard.ts";

const prices: Record<string, number> = { flash: 0.28, pro: 0.87, ultra: 8.7 };
const priceOf = (model: string) => prices[model];
const hold = (name: GuardedSetting, sides: Partial<SettingSides>, agreed: readonly unknown[] = []) =>
  guardSetting(
    name,
    { fallback: undefined, user: undefined, workspace: undefined, inContainer: false, ...sides },
    (value) => agreed.includes(value),
    priceOf,
  );

describe("a workspace", () => {
  test("cannot choose a dearer model, and can choose a cheaper one", () => {
    expect(hold("model", { fallback: "pro", workspace: "ultra" })).toEqual({ value: "pro", ignored: "ultra" });
    expect(hold("model", { fallback: "pro", user: "flash", workspace: "pro" })).toEqual({
      value: "flash",
      ignored: "pro",
    });
    expect(hold("model", { fallback: "pro", workspace: "flash" })).toEqual({ value: "flash" });
    expect(hold("model", { fallback: "pro", user: "ultra", workspace: "pro" })).toEqual({ value: "pro" });
  });

  test("cannot choose a model of which nobody knows the price", () => {
    expect(hold("model", { fallback: "pro", workspace: "theirs" })).toEqual({ value: "pro", ignored: "theirs" });
    expect(hold("model", { fallback: "pro", user: "theirs", workspace: "theirs" })).toEqual({ value: "theirs" });
    // Nor one of which nobody knows whether it costs more than the person's own.
    expect(hold("model", { fallback: "pro", user: "theirs", workspace: "ultra" })).toEqual({
      value: "theirs",
      ignored: "ultra",
    });
  });

  test("cannot search more, and can search less", () => {
    expect(hold("webSearch", { fallback: "off", workspace: "always" })).toEqual({ value: "off", ignored: "always" });
    expect(hold("webSearch", { fallback: "off", user: "auto", workspace: "always" })).toEqual({
      value: "auto",
      ignored: "always",
    });
    expect(hold("webSearch", { fallback: "off", user: "always", workspace: "off" })).toEqual({ value: "off" });
  });

  test.each([
    "thinking",
    "history.titles",
    "context.activeEditor",
    "context.agentsFile",
    "speech.readReplies",
  ] as const)("cannot switch %s on after the person switched it off", (name) => {
    expect(hold(name, { fallback: true, user: false, workspace: true })).toEqual({ value: false, ignored: true });
    expect(hold(name, { fallback: true, workspace: false })).toEqual({ value: false });
  });

  test("is given what the person agreed to here", () => {
    expect(hold("model", { fallback: "pro", workspace: "ultra" }, ["ultra"])).toEqual({ value: "ultra" });
    expect(hold("model", { fallback: "pro", workspace: "theirs" }, ["ultra"])).toEqual({
      value: "pro",
      ignored: "theirs",
    });
  });
});

describe("a container", () => {
  test("cannot raise what only looks like the person's own", () => {
    expect(hold("model", { fallback: "pro", user: "ultra", inContainer: true })).toEqual({
      value: "pro",
      ignored: "ultra",
    });
    expect(hold("speech.readReplies", { fallback: false, user: true, inContainer: true })).toEqual({
      value: false,
      ignored: true,
    });
  });

  test("lowers freely, whatever the workspace asks for", () => {
    expect(hold("model", { fallback: "pro", user: "flash", workspace: "ultra", inContainer: true })).toEqual({
      value: "flash",
      ignored: "ultra",
    });
  });
});

/** The values of a setting, the most harmless first; the price of the last two models is unknown. */
const ladders: Readonly<Record<GuardedSetting, readonly unknown[]>> = {
  model: ["flash", "pro", "ultra", "theirs", "another"],
  thinking: [false, true],
  webSearch: ["off", "auto", "always"],
  "history.titles": [false, true],
  "context.activeEditor": [false, true],
  "context.agentsFile": [false, true],
  "speech.readReplies": [false, true],
};

test("whatever is set where, nothing holds that stands above the person's own and was not agreed to", () => {
  const cases = fc.constantFrom(...guardedSettings).chain((name) => {
    const value = fc.constantFrom(...ladders[name]);
    const unset = fc.option(value, { nil: undefined });
    return fc.record({
      name: fc.constant(name),
      sides: fc.record({ fallback: value, user: unset, workspace: unset, inContainer: fc.boolean() }),
      agreed: fc.array(value, { maxLength: 1 }),
    });
  });
  fc.assert(
    fc.property(cases, ({ name, sides, agreed }) => {
      const { value, ignored } = hold(name, sides, agreed);
      const rank = (each: unknown) => ladders[name].indexOf(each);
      const own = sides.inContainer ? sides.fallback : (sides.user ?? sides.fallback);
      const unknown = name === "model" && [own, value].some((each) => priceOf(String(each)) === undefined);
      const isWithin = unknown ? value === own : rank(value) <= rank(own);
      expect(isWithin || agreed.includes(value)).toBe(true);
      // What is not followed is said, and nothing else is.
      const asked = sides.workspace ?? sides.user ?? sides.fallback;
      expect(ignored).toBe(value === asked ? undefined : asked);
    }),
  );
});
