// Usage as CSV (RFC 4180) for spreadsheets.

import type { Currency } from "../model/prices.ts";
import { recordCost, type UsageRecord } from "./usageRecord.ts";

const columns = [
  "day",
  "model",
  "surface",
  "billing",
  "night",
  "replies",
  "input_tokens",
  "cached_input_tokens",
  "output_tokens",
  "reasoning_tokens",
  "web_searches",
  "estimated_cost",
  "unit",
];

/** One line for each record, with a line of names first; the cost is empty where no price is known. */
export function usageCsv(records: readonly UsageRecord[], currency: Currency): string {
  const lines = records.map((record) => {
    const cost = recordCost(record, currency);
    return [
      record.day,
      record.model,
      record.surface,
      record.billing,
      record.night ? "yes" : "no",
      record.replies,
      record.inputTokens,
      record.cachedInputTokens,
      record.outputTokens,
      record.reasoningTokens,
      record.webSearchCalls,
      cost === undefined ? "" : Number(cost.amount.toFixed(8)),
      cost?.unit.toUpperCase() ?? "",
    ];
  });
  return [columns, ...lines].map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

/** A text that a spreadsheet would take for a formula is kept one by an apostrophe (OWASP: CSV Injection). */
function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
