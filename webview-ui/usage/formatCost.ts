import { costsWords, costWords } from "../../src/protocol/costWords.ts";
import type { MessageSnapshot } from "../../src/protocol/snapshot.ts";
import { fill } from "../words.ts";

type Cost = NonNullable<MessageSnapshot["cost"]>;

/** `credits` is the template for credits, with `{0}` for the number. */
export function formatCost(cost: Cost, locale: string, credits: string): string {
  return costWords(cost, locale, (number) => fill(credits, number));
}

/** Several units side by side: "$0.12 + 3M credits". */
export function formatCosts(costs: readonly Cost[], locale: string, credits: string): string {
  return costsWords(costs, locale, (number) => fill(credits, number));
}
