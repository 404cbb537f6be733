import { expect, test } from "vitest";
import { findLines } from "../../../../src/core/edit/findLines.ts";

const text = ["a", "b", "c", "a", "b", "d"];

test.each([
  ["where they were, even if they stand elsewhere too", ["a", "b"], 3, 3],
  ["where they stand now", ["b", "c"], 4, 1],
  ["nowhere, when it could be either", ["a", "b"], 1, undefined],
  ["nowhere, when they are gone", ["c", "d"], 2, undefined],
  ["not past the end", ["d", "e"], 5, undefined],
])("lines are found %s", (_name, lines, start, found) => {
  expect(findLines(text, lines, start)).toBe(found);
});
