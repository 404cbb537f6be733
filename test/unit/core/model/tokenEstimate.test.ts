import fc from "fast-check";
import { expect, test } from "vitest";
import type { ModelRequest } from "../../../../src/core/model/languageModel.ts";
import { guessRequestTokens, guessTokens, TokenEstimate } from "../../../../src/core/model/tokenEstimate.ts";

const english =
  "The quick brown fox jumps over the lazy dog, and then it runs along the river until the evening comes and the light fades away.";
const chinese = "敏捷的棕色狐狸跳过懒狗,然后沿着河边奔跑,直到夜幕降临,光线渐渐消失。";

test("a guess is within a third of what such vocabularies count", () => {
  // 28 and 27 by hand: a token a word with its punctuation, and two to a common Chinese word.
  expect(guessTokens(english)).toBeGreaterThan(20);
  expect(guessTokens(english)).toBeLessThan(38);
  expect(guessTokens(chinese)).toBeGreaterThan(18);
  expect(guessTokens(chinese)).toBeLessThan(36);
  expect(guessTokens("12345")).toBe(5);
  expect(guessTokens("")).toBe(0);
});

test("more text is never fewer tokens", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
      expect(guessTokens(a + b)).toBeGreaterThanOrEqual(guessTokens(a));
    }),
  );
});

const request = (text: string, model = "m"): ModelRequest => ({
  model,
  messages: [{ role: "user", content: [{ type: "text", text }] }],
});

test("the estimate comes closer to what the service counts, for that model alone", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (factor) => {
      const estimate = new TokenEstimate();
      const asked = request(english.repeat(50));
      const guess = guessRequestTokens(asked);
      const real = Math.round(guess * factor);
      estimate.learn(asked, { inputTokens: real, outputTokens: 1 });
      expect(Math.abs(estimate.correct("m", guess) - real)).toBeLessThanOrEqual(2);
      expect(estimate.correct("other", guess)).toBe(guess);
      // One odd request moves it by less than a third.
      estimate.learn(asked, { inputTokens: real * 2, outputTokens: 1 });
      expect(estimate.correct("m", guess)).toBeLessThan(real * 1.35);
    }),
  );
});

test("small requests and pictures teach nothing, and nonsense is bounded", () => {
  const estimate = new TokenEstimate();
  estimate.learn(request("short"), { inputTokens: 900, outputTokens: 1 });
  const picture = { type: "image", source: { type: "url", url: "x" } } as const;
  estimate.learn({ model: "m", messages: [{ role: "user", content: [picture] }] }, { inputTokens: 9, outputTokens: 1 });
  estimate.learn(request(english.repeat(50)), { inputTokens: 0, outputTokens: 1 });
  // What a search found was read as well.
  estimate.learn(
    { ...request(english.repeat(50)), webSearch: { force: false } },
    { inputTokens: 90_000, outputTokens: 1 },
  );
  estimate.learn(request(english.repeat(50)), { inputTokens: 90_000, outputTokens: 1, webSearchCalls: 1 });
  expect(estimate.correct("m", 100)).toBe(100);
  estimate.learn(request(english.repeat(50)), { inputTokens: 10_000_000, outputTokens: 1 });
  expect(estimate.correct("m", 100)).toBe(250);
});
