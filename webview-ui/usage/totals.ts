// From the rows of the report to what is shown: a time range, and sums by day, model or place. Pure.

import type { UsageReport, UsageRow } from "../../src/protocol/usage.ts";

/** How many days back from today, today included; 0 is all there is. */
export const ranges = [1, 7, 30, 0] as const;
export type Range = (typeof ranges)[number];

type Cost = NonNullable<UsageRow["cost"]>;

/** A sum of rows. */
export interface Total {
  readonly key: string;
  readonly replies: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  readonly webSearchCalls: number;
  /** By unit. */
  readonly costs: readonly Cost[];
  /** Replies that are in no cost. */
  readonly unpriced: number;
}

/** The first day of a range that ends `today` (`YYYY-MM-DD`); undefined for all. */
export function firstDay(range: Range, today: string): string | undefined {
  return range === 0 ? undefined : addDays(today, 1 - range);
}

/** The rows of a range. */
export function rowsIn({ rows, today }: UsageReport, range: Range): readonly UsageRow[] {
  const first = firstDay(range, today) ?? "";
  return rows.filter(({ day }) => day >= first);
}

/** Sums by what `keyOf` says, in the order first met. */
export function totalsBy(rows: readonly UsageRow[], keyOf: (row: UsageRow) => string): Total[] {
  const groups = new Map<string, UsageRow[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return [...groups].map(([key, group]) => totalOf(key, group));
}

/** The sum of `rows`. */
export function totalOf(key: string, rows: readonly UsageRow[]): Total {
  const sum = (count: (row: UsageRow) => number) => rows.reduce((before, row) => before + count(row), 0);
  const amounts = new Map<Cost["unit"], number>();
  for (const { cost } of rows) if (cost) amounts.set(cost.unit, (amounts.get(cost.unit) ?? 0) + cost.amount);
  return {
    key,
    replies: sum((row) => row.replies),
    inputTokens: sum((row) => row.inputTokens),
    cachedInputTokens: sum((row) => row.cachedInputTokens),
    outputTokens: sum((row) => row.outputTokens),
    reasoningTokens: sum((row) => row.reasoningTokens),
    webSearchCalls: sum((row) => row.webSearchCalls),
    costs: [...amounts].map(([unit, amount]) => ({ amount, unit })),
    unpriced: sum((row) => (row.cost ? 0 : row.replies)),
  };
}

/** One bar of the chart: a day, or a month where days would be too many. */
export interface Bar {
  readonly key: string;
  readonly tokens: number;
}

/** More bars than this become months. */
const mostDays = 62;

/** A bar for each day of the range, those without usage included. */
export function barsOf(report: UsageReport, range: Range): Bar[] {
  const rows = rowsIn(report, range);
  const first = firstDay(range, report.today) ?? rows[0]?.day ?? report.today;
  const days: string[] = [];
  for (let day = first; day <= report.today; day = addDays(day, 1)) days.push(day);
  const length = days.length > mostDays ? "YYYY-MM".length : "YYYY-MM-DD".length;
  const tokens = new Map(days.map((day) => [day.slice(0, length), 0]));
  for (const { day, inputTokens, outputTokens } of rows) {
    const key = day.slice(0, length);
    tokens.set(key, (tokens.get(key) ?? 0) + inputTokens + outputTokens);
  }
  return [...tokens].map(([key, count]) => ({ key, tokens: count }));
}

/** Counted in UTC, where every day has 24 hours. */
function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}
