import { type Currency, priceListOn } from "../../core/model/prices.ts";
import { recordCost, type UsageRecord } from "../../core/usage/usageRecord.ts";
import type { UsageReport } from "../../protocol/usage.ts";

/** The report on `records`, with the prices in force on `today` (`YYYY-MM-DD`). */
export function usageReport(records: readonly UsageRecord[], currency: Currency, today: string): UsageReport {
  const { since, checked, models, webSearch } = priceListOn(today);
  return {
    today,
    currency,
    rows: records.map((record) => ({ ...record, cost: recordCost(record, currency) })),
    prices: {
      since,
      checked,
      models: models.map(({ model, credits, [currency]: money }) => ({ model, money, credits })),
      webSearch: webSearch[currency],
    },
  };
}
