// Costs in words. They are estimates, so small ones are cut to two digits that mean something.

import type { MessageSnapshot } from "../../src/protocol/snapshot.ts";
import { fill } from "../words.ts";

type Cost = NonNullable<MessageSnapshot["cost"]>;

/** `credits` is the template for credits, with `{0}` for the number. */
export function formatCost({ amount, unit }: Cost, locale: string, credits: string): string {
  if (unit === "credits") {
    const number = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 });
    return fill(credits, number.format(amount));
  }
  const digits = amount === 0 || amount >= 1 ? { maximumFractionDigits: 2 } : { maximumSignificantDigits: 2 };
  const format = { style: "currency", currency: unit.toUpperCase(), currencyDisplay: "narrowSymbol" } as const;
  // Below a millionth nobody reads the zeros.
  const floor = 0.000001;
  if (amount > 0 && amount < floor) return `< ${formatCost({ amount: floor, unit }, locale, credits)}`;
  return new Intl.NumberFormat(locale, { ...format, ...digits }).format(amount);
}

/** Several units side by side: "$0.12 + 3M credits". */
export function formatCosts(costs: readonly Cost[], locale: string, credits: string): string {
  return costs.map((cost) => formatCost(cost, locale, credits)).join(" + ");
}
