import { expect, test } from "vitest";
import type { UsageReport, UsageRow } from "../../../../src/protocol/usage.ts";
import { formatCost, formatCosts } from "../../../../webview-ui/usage/formatCost.ts";
import { barsOf, firstDay, rowsIn, totalOf, totalsBy } from "../../../../webview-ui/usage/totals.ts";

const row = (day: string, more: Partial<UsageRow> = {}): UsageRow => ({
  day,
  model: "a",
  surface: "chat",
  billing: "money",
  night: false,
  replies: 1,
  inputTokens: 10,
  cachedInputTokens: 4,
  outputTokens: 5,
  reasoningTokens: 2,
  webSearchCalls: 0,
  cost: { amount: 1, unit: "usd" },
  ...more,
});
const report = (rows: UsageRow[]): UsageReport => ({
  today: "2026-11-21",
  currency: "usd",
  rows,
  prices: { since: "2026-05", checked: "2026-11", models: [], webSearch: 0.005 },
});

test("a range ends today and has so many days", () => {
  const rows = [row("2026-10-22"), row("2026-10-23"), row("2026-11-15"), row("2026-11-21")];
  expect(rowsIn(report(rows), 1).map(({ day }) => day)).toEqual(["2026-11-21"]);
  expect(rowsIn(report(rows), 7)).toHaveLength(2);
  expect(rowsIn(report(rows), 30)).toHaveLength(3);
  expect(rowsIn(report(rows), 0)).toHaveLength(4);
  expect(firstDay(30, "2026-03-01")).toBe("2026-01-31");
  expect(firstDay(0, "2026-03-01")).toBeUndefined();
});

test("sums keep units apart and count what has no price", () => {
  const rows = [
    row("d"),
    row("d", { cost: { amount: 300, unit: "credits" } }),
    row("d", { cost: undefined, replies: 3 }),
  ];
  expect(totalOf("all", rows)).toMatchObject({
    replies: 5,
    inputTokens: 30,
    unpriced: 3,
    costs: [
      { amount: 1, unit: "usd" },
      { amount: 300, unit: "credits" },
    ],
  });
  expect(totalsBy([row("d"), row("d", { model: "b" }), row("e")], ({ model }) => model).map(({ key }) => key)).toEqual([
    "a",
    "b",
  ]);
});

test("the chart has every day, and months where days are too many", () => {
  const bars = barsOf(report([row("2026-11-20")]), 7);
  expect(bars).toHaveLength(7);
  expect(bars[5]).toEqual({ key: "2026-11-20", tokens: 15 });
  expect(bars[6]).toEqual({ key: "2026-11-21", tokens: 0 });
  const year = barsOf(report([row("2026-01-05"), row("2026-11-21")]), 0);
  expect(year).toHaveLength(11);
  expect(year[0]).toEqual({ key: "2026-01", tokens: 15 });
});

test("small costs keep two digits that mean something", () => {
  const show = (amount: number, unit: "usd" | "cny" | "credits" = "usd", locale = "en") =>
    formatCost({ amount, unit }, locale, "{0} credits");
  expect(show(0.0012345)).toBe("$0.0012");
  expect(show(1.239)).toBe("$1.24");
  expect(show(0)).toBe("$0.00");
  expect(show(0.00000001)).toBe("< $0.000001");
  expect(show(0.25, "cny", "zh-cn")).toBe("¥0.25");
  expect(show(3_210_000, "credits")).toBe("3.21M credits");
  expect(
    formatCosts(
      [
        { amount: 2, unit: "usd" },
        { amount: 100, unit: "credits" },
      ],
      "en",
      "{0} credits",
    ),
  ).toBe("$2.00 + 100 credits");
});
