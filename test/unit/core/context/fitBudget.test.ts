import fc from "fast-check";
import { expect, test } from "vitest";
import { fitBudget } from "../../../../src/core/context/fitBudget.ts";
import { guessTokens } from "../../../../src/core/model/tokenEstimate.ts";

const text = fc
  .array(fc.string({ maxLength: 30, unit: "grapheme" }), { maxLength: 30 })
  .map((lines) => lines.join("\n"));
const texts = fc.array(text, { maxLength: 8 });
const sum = (parts: readonly { text: string }[]) => parts.reduce((all, part) => all + guessTokens(part.text), 0);

test("what comes out is within the budget, and always the beginning of what went in", () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 800 }), (given, budget) => {
      const fitted = fitBudget(given, budget, guessTokens);
      expect(fitted.length).toBe(given.length);
      expect(sum(fitted)).toBeLessThanOrEqual(budget);
      fitted.forEach((part, index) => {
        expect(given[index]?.startsWith(part.text)).toBe(true);
        expect(part.lines).toBe(given[index]?.split("\n").length);
        if (part.text === given[index]) expect(part.keptLines).toBe(part.lines);
        else expect(part.keptLines).toBeLessThan(part.lines);
        expect(part.text.isWellFormed()).toBe(given[index]?.slice(0, part.text.length).isWellFormed());
      });
    }),
  );
});

test("nothing is cut where everything fits", () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 50 }), (given, more) => {
      const budget = sum(given.map((each) => ({ text: each }))) + more;
      expect(fitBudget(given, budget, guessTokens).map((part) => part.text)).toEqual(given);
    }),
  );
});

test("a larger budget never keeps less of a text", () => {
  fc.assert(
    fc.property(text, fc.nat(400), fc.nat(400), (given, budget, more) => {
      const length = (tokens: number) => fitBudget([given], tokens, guessTokens)[0]?.text.length ?? 0;
      expect(length(budget + more)).toBeGreaterThanOrEqual(length(budget));
    }),
  );
});

test("the short ones stay whole and leave the rest to the long one", () => {
  const long = Array.from({ length: 100 }, (_, index) => `line ${index}`).join("\n");
  const [short, cut] = fitBudget(["one\ntwo", long], 107, (each) => each.length);
  expect(short).toEqual({ text: "one\ntwo", lines: 2, keptLines: 2 });
  expect(cut?.keptLines).toBe(13);
  expect(cut?.text.endsWith("line 12\n")).toBe(true);
});

test("of a line that is too long by itself the beginning is left, and no half of a character", () => {
  expect(fitBudget(["abcdef"], 3, (each) => each.length)[0]).toEqual({ text: "abc", lines: 1, keptLines: 0 });
  expect(fitBudget(["😀😀"], 3, (each) => each.length)[0]?.text).toBe("😀");
});
