// What was used, as it is kept: a line of JSON for each reply, and the same form for the sum of many.

import { type Cost, costOf } from "../model/cost.ts";
import { type Billing, type Currency, isNight } from "../model/prices.ts";
import type { Usage } from "../model/streamEvent.ts";
import { parseJson } from "../util/parseJson.ts";

/** Where in the editor a reply was asked for. */
export const usageSurfaces = ["chat", "edit", "speech", "builtIn"] as const;
export type UsageSurface = (typeof usageSurfaces)[number];

/** The tokens of `replies` replies that have everything else in common. */
export interface UsageRecord {
  /** Of the request, `YYYY-MM-DD` in the person's time zone then. */
  readonly day: string;
  readonly model: string;
  readonly surface: UsageSurface;
  readonly billing: Billing;
  /** Asked for at night, see `isNight`. */
  readonly night: boolean;
  readonly replies: number;
  /** Cached ones included. */
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  /** Reasoning included. */
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  readonly webSearchCalls: number;
}

const counts = [
  "replies",
  "inputTokens",
  "cachedInputTokens",
  "outputTokens",
  "reasoningTokens",
  "webSearchCalls",
] as const;

/** The record of one reply asked for at `at` (ms since the epoch). What the service did not count is 0. */
export function recordOf(usage: Usage, model: string, surface: UsageSurface, at: number): UsageRecord {
  return {
    day: dayOf(at),
    model,
    surface,
    billing: usage.billing ?? "money",
    night: isNight(at),
    replies: 1,
    inputTokens: usage.inputTokens,
    cachedInputTokens: usage.cachedInputTokens ?? 0,
    outputTokens: usage.outputTokens,
    reasoningTokens: usage.reasoningTokens ?? 0,
    webSearchCalls: usage.webSearchCalls ?? 0,
  };
}

/** `YYYY-MM-DD` in the machine's time zone. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Adds up what has day, model, surface, billing and night in common; sorted by day, then as first met. */
export function sumRecords(records: Iterable<UsageRecord>): UsageRecord[] {
  const sums = new Map<string, UsageRecord>();
  for (const record of records) {
    const key = JSON.stringify([record.day, record.model, record.surface, record.billing, record.night]);
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? record : addRecords(sum, record));
  }
  return [...sums.values()].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

function addRecords(a: UsageRecord, b: UsageRecord): UsageRecord {
  return { ...a, ...Object.fromEntries(counts.map((name) => [name, a[name] + b[name]])) };
}

/** The estimated cost of a record; undefined for a model without a known price. */
export function recordCost(record: UsageRecord, currency: Currency): Cost | undefined {
  return costOf(record, { ...record, currency });
}

/** The lines of `records`. Each stands between line breaks, so that a line that was torn before it stays by itself. */
export function encodeRecords(records: readonly UsageRecord[]): string {
  return records.map((record) => `\n${JSON.stringify(record)}\n`).join("");
}

/** The records of `text`. What is torn, damaged or of a newer form is left out: it must not cost the rest. */
export function decodeRecords(text: string): UsageRecord[] {
  return text.split("\n").flatMap((line) => {
    const value = parseJson(line);
    return isRecord(value) ? [value] : [];
  });
}

function isRecord(value: unknown): value is UsageRecord {
  if (typeof value !== "object" || value === null) return false;
  const record = value as UsageRecord;
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(record.day) &&
    typeof record.model === "string" &&
    usageSurfaces.includes(record.surface) &&
    (record.billing === "money" || record.billing === "credits") &&
    typeof record.night === "boolean" &&
    counts.every((name) => Number.isFinite(record[name]) && record[name] >= 0)
  );
}
