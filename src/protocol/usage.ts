// What the usage page shows, and what it may ask of the host.

import * as v from "valibot";
import type { Cost } from "../core/model/cost.ts";
import type { Currency, Rates } from "../core/model/prices.ts";
import type { UsageRecord } from "../core/usage/usageRecord.ts";

/** Everything on the page. */
export interface UsageReport {
  /** `YYYY-MM-DD` where the person is: what "today" means. */
  readonly today: string;
  readonly currency: Currency;
  /** Oldest day first. */
  readonly rows: readonly UsageRow[];
  readonly prices: PriceTable;
}

/** The replies of one day that have the rest in common. */
export interface UsageRow extends UsageRecord {
  /** Estimated; undefined for a model without a known price. */
  readonly cost?: Cost;
}

/** The prices the costs are worked out from. */
export interface PriceTable {
  /** `YYYY-MM` */
  readonly since: string;
  readonly checked: string;
  /** For one million tokens. */
  readonly models: readonly { readonly model: string; readonly money?: Rates; readonly credits?: Rates }[];
  /** For one search, in the report's currency. */
  readonly webSearch: number;
}

/** What the host tells the page. */
export interface UsageToWebview {
  readonly type: "usage";
  readonly report: UsageReport;
}

const usageToHost = v.variant("type", [
  /** The page is up: send the report. */
  v.strictObject({ type: v.literal("ready") }),
  /** Save as CSV what was used from day `from` on (`YYYY-MM-DD`), or all of it. */
  v.strictObject({
    type: v.literal("export"),
    from: v.optional(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/))),
  }),
  v.strictObject({ type: v.literal("clear") }),
  v.strictObject({ type: v.literal("failed"), message: v.pipe(v.string(), v.maxLength(4000)) }),
]);

/** One request of the page. */
export type UsageToHost = v.InferOutput<typeof usageToHost>;

/** The message if it is one, else undefined. */
export function parseUsageToHost(value: unknown): UsageToHost | undefined {
  const result = v.safeParse(usageToHost, value);
  return result.success ? result.output : undefined;
}
