// What a reply cost, worked out from its tokens and the price list. An estimate: the service's bill is the truth.

import { keyKindOf } from "./apiKey.ts";
import type { Connection } from "./connection.ts";
import { endpointRoots, isPlatformRoot, originOf } from "./endpoint.ts";
import { type Billing, type Currency, isNight, priceListOn, type Rates } from "./prices.ts";
import type { Usage } from "./streamEvent.ts";

/** What an amount is counted in. */
export type CostUnit = Currency | "credits";

/** An estimated cost. Never negative. */
export interface Cost {
  readonly amount: number;
  readonly unit: CostUnit;
}

/** What decides the price besides the tokens. */
export interface Pricing {
  readonly model: string;
  readonly billing: Billing;
  /** Which currency `money` is shown in. */
  readonly currency: Currency;
  /** `YYYY-MM-DD`, for the price list. */
  readonly day: string;
  /** Whether the request was sent at night, see `isNight`. */
  readonly night: boolean;
}

/** The tokens that are paid for. */
export type PricedUsage = Pick<Usage, "inputTokens" | "cachedInputTokens" | "outputTokens" | "webSearchCalls">;

/** The estimated cost; undefined for a model without a known price. Additive: two usages of one pricing cost their sum. */
export function costOf(usage: PricedUsage, pricing: Pricing): Cost | undefined {
  const list = priceListOn(pricing.day);
  const unit = pricing.billing === "credits" ? "credits" : pricing.currency;
  const rates = list.models.find(({ model }) => model === pricing.model)?.[unit];
  if (rates === undefined) return undefined;
  const tokens = tokenCost(usage, rates);
  if (unit === "credits") return { amount: pricing.night ? tokens * list.nightShare : tokens, unit };
  return { amount: tokens + (usage.webSearchCalls ?? 0) * list.webSearch[unit], unit };
}

function tokenCost({ inputTokens, cachedInputTokens = 0, outputTokens }: PricedUsage, rates: Rates): number {
  const fresh = Math.max(0, inputTokens - cachedInputTokens);
  return (cachedInputTokens * rates.cachedInput + fresh * rates.input + outputTokens * rates.output) / 1_000_000;
}

/** The estimated cost of a reply asked for at `at` (ms since the epoch); undefined where that is no date. A usage without `billing` counts as money. */
export function replyCost(usage: Usage, model: string, at: number, currency: Currency): Cost | undefined {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return undefined;
  const day = date.toISOString().slice(0, 10);
  return costOf(usage, { model, billing: usage.billing ?? "money", currency, day, night: isNight(at) });
}

/** Who pays for requests over `connection`: Token Plans have hosts and keys of their own (API document: Hosts and keys). */
export function billingOf({ root, apiKey }: Connection): Billing {
  if (isPlatformRoot(root)) return originOf(root) === endpointRoots.payAsYouGo ? "money" : "credits";
  return keyKindOf(apiKey) === "tokenPlan" ? "credits" : "money";
}

/** Which currency to show: what is set, else yuan to those who read Chinese. `language` is a BCP 47 tag. */
export function currencyFor(setting: "auto" | Currency, language: string): Currency {
  if (setting !== "auto") return setting;
  return /^zh\b/i.test(language) ? "cny" : "usd";
}

/** Adds up costs by unit, in the order the units were first met. */
export function sumCosts(costs: Iterable<Cost>): Cost[] {
  const sums = new Map<CostUnit, number>();
  for (const { amount, unit } of costs) sums.set(unit, (sums.get(unit) ?? 0) + amount);
  return [...sums].map(([unit, amount]) => ({ amount, unit }));
}
