import { expect, test } from "vitest";
import { deepestJson, parseJson } from "../../../../src/core/util/parseJson.ts";

const lists = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

test("what is no JSON is no value", () => {
  expect(parseJson('{"a":1}')).toEqual({ a: 1 });
  expect(parseJson("{")).toBeUndefined();
});

test.each([lists, objects])("what is nested so deep that nothing can go through it is none either", (nested) => {
  expect(JSON.stringify(parseJson(nested(deepestJson)))).toBe(nested(deepestJson));
  for (const depth of [deepestJson + 1, 5_000, 200_000]) expect(parseJson(nested(depth))).toBeUndefined();
  // Brackets in a text, or beside one another, are not nested.
  const wide = JSON.stringify(["[".repeat(1_000), ...Array.from({ length: 300_000 }, () => [{}])]);
  expect(parseJson(wide)).toHaveLength(300_001);
});
