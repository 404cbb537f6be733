import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { billingOf, costOf, currencyFor, type Pricing, replyCost, sumCosts } from "../../../../src/core/model/cost.ts";
import { isNight, priceLists } from "../../../../src/core/model/prices.ts";

const pricing: Pricing = {
  model: "mimo-v2.6-pro",
  billing: "money",
  currency: "usd",
  day: "2026-11-21",
  night: false,
};

describe("the cost of a reply", () => {
  test("is that of fresh input, cached input and output", () => {
    const usage = { inputTokens: 3_000_000, cachedInputTokens: 1_000_000, outputTokens: 1_000_000 };
    expect(costOf(usage, pricing)).toEqual({ amount: 2 * 0.435 + 0.0036 + 0.87, unit: "usd" });
    expect(costOf(usage, { ...pricing, currency: "cny" })).toEqual({ amount: 2 * 3 + 0.025 + 6, unit: "cny" });
  });

  test("has the searches in it", () => {
    const usage = { inputTokens: 0, outputTokens: 0, webSearchCalls: 2 };
    expect(costOf(usage, pricing)?.amount).toBeCloseTo(0.01);
    expect(costOf(usage, { ...pricing, currency: "cny" })?.amount).toBeCloseTo(0.05);
  });

  test("is counted in credits under a plan, and less of them at night", () => {
    const usage = { inputTokens: 100, cachedInputTokens: 40, outputTokens: 10 };
    const day = costOf(usage, { ...pricing, billing: "credits" });
    expect(day).toEqual({ amount: 60 * 300 + 40 * 2.5 + 10 * 600, unit: "credits" });
    const night = costOf(usage, { ...pricing, billing: "credits", night: true });
    expect(night?.amount).toBeCloseTo(0.8 * (day?.amount ?? 0));
    // Money has no night rate.
    expect(costOf(usage, { ...pricing, night: true })).toEqual(costOf(usage, pricing));
  });

  test("is unknown for a model without a price, and nothing for speech", () => {
    const usage = { inputTokens: 100, outputTokens: 10 };
    expect(costOf(usage, { ...pricing, model: "somebody-elses" })).toBeUndefined();
    expect(costOf(usage, { ...pricing, model: "mimo-v2.5-tts" })?.amount).toBe(0);
  });

  test("is the sum of its parts, and never negative", () => {
    const count = fc.nat(10_000_000);
    const usage = fc.record({ inputTokens: count, cachedInputTokens: count, outputTokens: count });
    fc.assert(
      fc.property(usage, usage, (a, b) => {
        const fits = (u: typeof a) => ({ ...u, cachedInputTokens: Math.min(u.cachedInputTokens, u.inputTokens) });
        const [x, y] = [fits(a), fits(b)];
        const both = {
          inputTokens: x.inputTokens + y.inputTokens,
          cachedInputTokens: x.cachedInputTokens + y.cachedInputTokens,
          outputTokens: x.outputTokens + y.outputTokens,
        };
        const sum = (costOf(x, pricing)?.amount ?? 0) + (costOf(y, pricing)?.amount ?? 0);
        expect(costOf(both, pricing)?.amount).toBeCloseTo(sum, 6);
        // More cached than sent is the service's mistake, not a refund.
        expect(costOf(a, pricing)?.amount).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

test("of a moment that is no date there is none", () => {
  const usage = { inputTokens: 1, outputTokens: 1 };
  expect(replyCost(usage, "mimo-v2.6-pro", Number.NaN, "usd")).toBeUndefined();
  expect(replyCost(usage, "mimo-v2.6-pro", 1e300, "usd")).toBeUndefined();
});

test("night is 00:00 to 08:00 in Beijing, at the time of the request", () => {
  const at = (time: string) => Date.parse(time);
  expect(isNight(at("2026-11-21T00:00:00+08:00"))).toBe(true);
  expect(isNight(at("2026-11-21T07:59:59+08:00"))).toBe(true);
  expect(isNight(at("2026-11-21T08:00:00+08:00"))).toBe(false);
  expect(isNight(at("2026-11-20T23:59:59+08:00"))).toBe(false);
  const usage = { inputTokens: 10, outputTokens: 0, billing: "credits" } as const;
  expect(replyCost(usage, "mimo-v2.6-flash", at("2026-11-21T01:00:00+08:00"), "usd")?.amount).toBe(800);
});

test("plans are told by their hosts, elsewhere by the key", () => {
  const root = "https://token-plan-sgp.xiaomimimo.com";
  expect(billingOf({ root, apiKey: "tp-a" })).toBe("credits");
  expect(billingOf({ root: "https://api.xiaomimimo.com", apiKey: "sk-a" })).toBe("money");
  expect(billingOf({ root: "http://127.0.0.1:4010", apiKey: "ttp-a" })).toBe("credits");
  expect(billingOf({ root: "http://127.0.0.1:4010", apiKey: "whatever" })).toBe("money");
});

test("the currency is what is set, else the language's", () => {
  expect(currencyFor("auto", "zh-cn")).toBe("cny");
  expect(currencyFor("auto", "en")).toBe("usd");
  expect(currencyFor("usd", "zh-cn")).toBe("usd");
});

test("costs add up by unit", () => {
  expect(
    sumCosts([
      { amount: 1, unit: "usd" },
      { amount: 5, unit: "credits" },
      { amount: 2, unit: "usd" },
    ]),
  ).toEqual([
    { amount: 3, unit: "usd" },
    { amount: 5, unit: "credits" },
  ]);
});

test("the price lists are in order and name each model once", () => {
  expect(priceLists.map(({ since }) => since)).toEqual(priceLists.map(({ since }) => since).sort());
  for (const { models } of priceLists) expect(new Set(models.map(({ model }) => model)).size).toBe(models.length);
});
