import { expect, test } from "vitest";
import { findModel, unlistedModel } from "../../../../src/core/model/modelTable.ts";
import { shortTokens, windowTokens } from "../../../../src/core/model/shortTokens.ts";
import { modelDetail, searchPrice } from "../../../../src/vscode/models/modelWords.ts";

const t = (text: string, ...values: (string | number)[]) =>
  text.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));
const dollars = { t, language: "en", currency: "usd", today: "2026-11-28" } as const;
const yuan = { ...dollars, language: "zh-cn", currency: "cny" } as const;
const detail = (id: string, words: typeof dollars | typeof yuan = dollars) =>
  modelDetail(findModel(id) ?? unlistedModel(id), words);

test("numbers are written in one way", () => {
  expect([0, 340, 1000, 1234, 9949, 9950, 34_000, 999_499, 999_500, 1_048_576, 1_100_000].map(shortTokens)).toEqual([
    "0",
    "340",
    "1k",
    "1.2k",
    "9.9k",
    "10k",
    "34k",
    "999k",
    "1M",
    "1M",
    "1.1M",
  ]);
  expect([8192, 262_144, 1_048_576, 200_000].map(windowTokens)).toEqual(["8k", "256k", "1M", "200k"]);
});

test("a model is described by its window, what it takes and its price; what is not known is left out", () => {
  expect(detail("mimo-v2.6-pro")).toBe("1M context · images · $0.435 in, $0.87 out for 1M tokens");
  expect(detail("mimo-v2.6-flash")).toBe("1M context · images, audio, and video · $0.14 in, $0.28 out for 1M tokens");
  expect(detail("mimo-v2.6-flash", yuan)).toContain("¥1 in, ¥2 out");
  expect(detail("mimo-v2-flash")).toBe("256k context · text only · replaced by mimo-v2.6-flash");
  expect(detail("mimo-next")).toBe("");
});

test("a search has its price", () => {
  expect(searchPrice(dollars)).toBe("$0.005");
  expect(searchPrice(yuan)).toBe("¥0.025");
});
