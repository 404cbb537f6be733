// The draft's items as they go into the question, cut if they must be.

import type { CodeReference } from "./codeReference.ts";
import type { ContextItem, Cut } from "./contextItem.ts";
import { fitBudget } from "./fitBudget.ts";

/** Tokens for the line that says what was left out. */
const markTokens = 24;
/** Tokens of the tag around a reference, its label aside. */
export const tagTokens = 12;

/** Tokens that `items` take with what stands around them. */
export function contextTokens(items: readonly ContextItem[]): number {
  return items.reduce((sum, { tokens }) => sum + tokens + tagTokens, 0);
}

/** The references of `items`, whole. */
export function toReferences(items: readonly ContextItem[]): readonly CodeReference[] {
  return items.flatMap(({ reference }) => reference ?? []);
}

/**
 * The references within `room` tokens, and what had to go. A cut one says so to the model, and by its label. What the
 * model has already takes little, and is left.
 */
export function shortenedReferences(
  items: readonly ContextItem[],
  room: number,
  measure: (text: string) => number,
): { readonly references: readonly CodeReference[]; readonly cuts: readonly Cut[] } {
  const whole = toReferences(items);
  const known = items.filter((item) => item.reference && item.known);
  const fresh = items.flatMap(({ reference, known }) => (reference && !known ? [reference] : []));
  const budget = room - contextTokens(known) - fresh.length * (tagTokens + markTokens);
  const fitted = fitBudget(
    fresh.map(({ text }) => text),
    budget,
    measure,
  );
  const fits = new Map(fresh.map((reference, index) => [reference, fitted[index]]));
  const cuts: Cut[] = [];
  const references = whole.map((reference) => {
    const fit = fits.get(reference);
    if (!fit || fit.text === reference.text) return reference;
    const { lines, keptLines } = fit;
    cuts.push({ label: reference.label, keptLines, lines });
    const text = `${fit.text.replace(/\n$/, "")}\n[cut here: the first ${keptLines} of ${lines} lines]`;
    return { ...reference, label: `${reference.label} (1-${keptLines}/${lines})`, text };
  });
  return { references, cuts };
}
