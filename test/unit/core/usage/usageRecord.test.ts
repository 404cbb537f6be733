import fc from "fast-check";
import { expect, test } from "vitest";
import { usageCsv } from "../../../../src/core/usage/usageCsv.ts";
import {
  dayOf,
  decodeRecords,
  encodeRecords,
  recordOf,
  sumRecords,
  type UsageRecord,
} from "../../../../src/core/usage/usageRecord.ts";

const count = fc.nat(1_000_000);
const records = fc.array(
  fc.record({
    day: fc.constantFrom("2026-11-19", "2026-11-20", "2026-11-21"),
    model: fc.constantFrom("mimo-v2.6-pro", "other"),
    surface: fc.constantFrom("chat", "edit"),
    billing: fc.constantFrom("money", "credits"),
    night: fc.boolean(),
    replies: count,
    inputTokens: count,
    cachedInputTokens: count,
    outputTokens: count,
    reasoningTokens: count,
    webSearchCalls: count,
  }),
) as fc.Arbitrary<UsageRecord[]>;

const total = (all: readonly UsageRecord[]) => all.reduce((sum, { inputTokens }) => sum + inputTokens, 0);

test("what is written is read again, and sums lose nothing", () => {
  fc.assert(
    fc.property(records, (given) => {
      expect(decodeRecords(encodeRecords(given))).toEqual(given);
      const sum = sumRecords(given);
      expect(total(sum)).toBe(total(given));
      expect(sumRecords(sum)).toEqual(sum);
      expect(sum.map(({ day }) => day)).toEqual(sum.map(({ day }) => day).sort());
    }),
  );
});

test("a text cut anywhere costs the line it is cut in, also when others were appended after it", () => {
  fc.assert(
    fc.property(records, fc.nat(), (given, where) => {
      const text = encodeRecords(given);
      const cut = text.slice(0, where % (text.length + 1));
      const whole = decodeRecords(cut).length;
      expect(whole).toBeGreaterThanOrEqual(cut.split("}").length - 1);
      expect(decodeRecords(cut + encodeRecords(given))).toHaveLength(whole + given.length);
    }),
  );
});

test("damage is left out", () => {
  const good = recordOf({ inputTokens: 1, outputTokens: 2 }, "m", "chat", Date.parse("2026-11-21T12:00:00Z"));
  const bad = [{ ...good, inputTokens: -1 }, { ...good, surface: "moon" }, { ...good, day: "x" }, null, 7, []];
  const text = `${bad.map((each) => JSON.stringify(each)).join("\n")}\n{"day":\n${encodeRecords([good])}`;
  expect(decodeRecords(text)).toEqual([good]);
});

test("a reply is noted under the day and the night of its request", () => {
  const at = Date.parse("2026-11-20T17:00:00Z");
  const usage = {
    inputTokens: 9,
    cachedInputTokens: 4,
    outputTokens: 3,
    reasoningTokens: 2,
    billing: "credits",
  } as const;
  expect(recordOf(usage, "m", "edit", at)).toEqual({
    day: dayOf(at),
    model: "m",
    surface: "edit",
    billing: "credits",
    night: true,
    replies: 1,
    inputTokens: 9,
    cachedInputTokens: 4,
    outputTokens: 3,
    reasoningTokens: 2,
    webSearchCalls: 0,
  });
});

test("CSV has a line of names, costs where they are known, and no formulas", () => {
  const at = Date.parse("2026-11-21T12:00:00Z");
  const priced = recordOf({ inputTokens: 1_000_000, outputTokens: 0 }, "mimo-v2.6-pro", "chat", at);
  const evil = recordOf({ inputTokens: 1, outputTokens: 1 }, '=HYPERLINK("x"),1', "chat", at);
  const lines = usageCsv([priced, evil], "usd").split("\r\n");
  expect(lines[0]).toBe(
    "day,model,surface,billing,night,replies,input_tokens,cached_input_tokens,output_tokens,reasoning_tokens,web_searches,estimated_cost,unit",
  );
  expect(lines[1]).toBe(`${priced.day},mimo-v2.6-pro,chat,money,no,1,1000000,0,0,0,0,0.435,USD`);
  expect(lines[2]).toBe(`${evil.day},"'=HYPERLINK(""x""),1",chat,money,no,1,1,0,1,0,0,,`);
  expect(lines[3]).toBe("");
});
