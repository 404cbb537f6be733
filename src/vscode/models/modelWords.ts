// What a person chooses a model by: its window, what it takes besides text, its price.

import type { ModelInfo } from "../../core/model/modelTable.ts";
import { type Currency, priceListOn } from "../../core/model/prices.ts";
import { windowTokens } from "../../core/model/shortTokens.ts";
import type { Translate } from "../errors/describeError.ts";

/** How a model is described. */
export interface ModelWords {
  readonly t: Translate;
  /** A BCP 47 tag. */
  readonly language: string;
  readonly currency: Currency;
  /** `YYYY-MM-DD`, for the price list. */
  readonly today: string;
}

/** "1M context · images, audio, and video · $0.14 in, $0.28 out for 1M tokens"; what is not known is left out. */
export function modelDetail(model: ModelInfo, words: ModelWords): string {
  const { t } = words;
  const window = model.lifecycle.state === "unlisted" ? [] : [t("{0} context", windowTokens(model.contextWindow))];
  const replaced = model.successor === undefined ? [] : [t("replaced by {0}", model.successor)];
  return [...window, ...takes(model, words), ...price(model, words), ...replaced].join(" · ");
}

/** What one web search costs: "$0.005". */
export function searchPrice({ language, currency, today }: ModelWords): string {
  return money(priceListOn(today).webSearch[currency], currency, language);
}

function takes({ input, lifecycle }: ModelInfo, { t, language }: ModelWords): readonly string[] {
  if (lifecycle.state === "unlisted") return [];
  const kinds = [
    ...(input.image === true ? [t("images")] : []),
    ...(input.audio === true ? [t("audio")] : []),
    ...(input.video === true ? [t("video")] : []),
  ];
  return [kinds.length === 0 ? t("text only") : new Intl.ListFormat(language, { type: "conjunction" }).format(kinds)];
}

function price({ id }: ModelInfo, { t, language, currency, today }: ModelWords): readonly string[] {
  const rates = priceListOn(today).models.find(({ model }) => model === id)?.[currency];
  if (!rates) return [];
  return [
    t("{0} in, {1} out for 1M tokens", money(rates.input, currency, language), money(rates.output, currency, language)),
  ];
}

function money(amount: number, currency: Currency, language: string): string {
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency: currency.toUpperCase(),
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 0,
    maximumFractionDigits: 3,
  }).format(amount);
}
