import { expect, test } from "vitest";
import { fixOf, placeNow } from "../../../../src/core/review/fixFinding.ts";

const lines = ["one();", "if (a) {", "  two();", "}", "if (b) {", "  two();", "}"];

test("it is made where the finding stands, though the code stands elsewhere too", () => {
  const finding = { oldText: "two();", newText: "three();" };
  expect(fixOf(lines, finding, { start: 5, end: 6 })).toEqual({
    type: "change",
    range: { start: 5, end: 6 },
    newLines: ["  three();"],
  });
  expect(fixOf(lines, finding, undefined)).toEqual({ type: "ambiguous" });
  // The place has moved on: what stands there now is not what was meant.
  expect(fixOf(lines, finding, { start: 0, end: 1 })).toEqual({ type: "ambiguous" });
});

test("it is found wherever the code is by now, with the numbers of the prompt or without", () => {
  const finding = { oldText: "12\t+one();", newText: "12\t+two();\n13\t+three();" };
  expect(fixOf(["", ...lines], finding, { start: 0, end: 1 })).toEqual({
    type: "change",
    range: { start: 1, end: 2 },
    newLines: ["two();", "three();"],
  });
});

test("code that is gone is said to be", () => {
  expect(fixOf(lines, { oldText: "four();", newText: "five();" }, { start: 0, end: 1 })).toEqual({ type: "gone" });
});

test("nothing may stand in its place", () => {
  expect(fixOf(lines, { oldText: "one();\n", newText: "" }, { start: 0, end: 1 })).toEqual({
    type: "change",
    range: { start: 0, end: 1 },
    newLines: [],
  });
});

test("the place of what proposes nothing is where it stands, the only one there is, or none", () => {
  const at = (oldText: string, start?: number) =>
    placeNow(lines, { oldText }, start === undefined ? undefined : { start, end: start + 1 });
  expect(at("two();", 5)).toEqual({ start: 5, end: 6 });
  expect(at("two();", 0)).toBe("ambiguous");
  expect(at("5\t+if (b) {\n6\t+  two();", 0)).toEqual({ start: 4, end: 6 });
  expect(at("four();", 0)).toBe("gone");
});
