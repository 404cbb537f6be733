import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePriorTurns } from "../../../../src/core/conversation/priorTurn.ts";

test("turns pass, without what else was handed over", () => {
  const turns = [
    { question: "q", answer: "a", model: "m", uri: "file:///etc" },
    { question: "", answer: "" },
  ];
  expect(parsePriorTurns(turns)).toEqual([
    { question: "q", answer: "a", model: "m" },
    { question: "", answer: "" },
  ]);
});

test.each([
  undefined,
  null,
  "text",
  {},
  [undefined],
  [{ question: "q" }],
  [{ question: 1, answer: "a" }],
  [{ question: "q", answer: "a", model: 3 }],
  [{ question: "q".repeat(1_000_001), answer: "a" }],
  Array.from({ length: 501 }, () => ({ question: "q", answer: "a" })),
])("anything else is none: %#", (value) => {
  expect(parsePriorTurns(value)).toBeUndefined();
});

test("no value throws", () => {
  fc.assert(fc.property(fc.anything(), (value) => void parsePriorTurns(value)));
});
