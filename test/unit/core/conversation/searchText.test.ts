import fc from "fast-check";
import { expect, test } from "vitest";
import { createMatcher } from "../../../../src/core/conversation/searchText.ts";

test.each([
  ["nan LIST", "Why is the average of an empty list NaN?", "NaN"],
  ["平均", "为什么空列表的平均值是 NaN?", "平均"],
  ["a.b(", "call a.b(c)", "a.b("],
  ["ÄRGER", "großer Ärger", "Ärger"],
])("%s is found in %s", (query, text, match) => {
  expect(createMatcher(query)?.(text)?.match).toBe(match);
});

test("every word has to be there, and a query without a word finds nothing", () => {
  expect(createMatcher("one two")?.("only one")).toBeUndefined();
  expect(createMatcher(" \n")).toBeUndefined();
});

test("a snippet is a line around the match, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.string({ maxLength: 300 }), (left, right) => {
      const snippet = createMatcher("needle")?.(`${left}Needle${right}`);
      expect(snippet?.match.toLowerCase()).toBe("needle");
      const line = `${snippet?.before}${snippet?.match}${snippet?.after}`;
      expect(line).not.toMatch(/[\r\n]/);
      expect(line.isWellFormed()).toBe(true);
      expect(line.length).toBeLessThanOrEqual(160);
    }),
  );
});
