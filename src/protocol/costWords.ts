// Costs in words, the same in the view and in the editor around it. They are estimates, so small ones are cut to two digits
// that mean something.

import type { Cost } from "../core/model/cost.ts";

/** `credits` makes words of a number of credits. */
export function costWords({ amount, unit }: Cost, locale: string, credits: (number: string) => string): string {
  if (unit === "credits") {
    const number = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 });
    return credits(number.format(amount));
  }
  const digits = amount === 0 || amount >= 1 ? { maximumFractionDigits: 2 } : { maximumSignificantDigits: 2 };
  const format = { style: "currency", currency: unit.toUpperCase(), currencyDisplay: "narrowSymbol" } as const;
  // Below a millionth nobody reads the zeros.
  const floor = 0.000001;
  if (amount > 0 && amount < floor) return `< ${costWords({ amount: floor, unit }, locale, credits)}`;
  return new Intl.NumberFormat(locale, { ...format, ...digits }).format(amount);
}

/** Several units side by side: "$0.12 + 3M credits"; "" for none. */
export function costsWords(costs: readonly Cost[], locale: string, credits: (number: string) => string): string {
  return costs.map((cost) => costWords(cost, locale, credits)).join(" + ");
}
