import fc from "fast-check";
import { expect, test } from "vitest";
import { applyUnifiedDiff, unifiedDiff } from "../../../../src/core/edit/unifiedDiff.ts";

const line = fc.constantFrom("a", "b", "", "-c", "+d", "@@ -1,1 +1,1 @@", "\\ No newline at end of file", "e\r", " f");
const text = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
  .map(([lines, ends]) => lines.join("\n") + (ends && lines.length > 0 ? "\n" : ""));

test("a diff gives the new text from the old one, whatever stands in them", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(applyUnifiedDiff(before, unifiedDiff(before, after))).toBe(after);
    }),
    { numRuns: 2000 },
  );
});

test("a diff from another text is refused", () => {
  expect(applyUnifiedDiff("x\n", unifiedDiff("a\n", "b\n"))).toBeUndefined();
  expect(applyUnifiedDiff("a", unifiedDiff("a\n", "b\n"))).toBeUndefined();
  expect(applyUnifiedDiff("", unifiedDiff("a\nb\n", "a\nc\n"))).toBeUndefined();
  expect(applyUnifiedDiff("a\n", "@@ something @@\n+b")).toBeUndefined();
});

test("it is the form everybody reads", () => {
  const before = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join("");
  const after = before.replace("line 2\n", "").replace("line 18\n", "line 18, changed\nand one more\n");
  expect(unifiedDiff(before, after)).toBe(
    [
      "@@ -1,5 +1,4 @@",
      " line 1",
      "-line 2",
      " line 3",
      " line 4",
      " line 5",
      "@@ -15,6 +14,7 @@",
      " line 15",
      " line 16",
      " line 17",
      "-line 18",
      "+line 18, changed",
      "+and one more",
      " line 19",
      " line 20",
    ].join("\n"),
  );
  expect(unifiedDiff("a", "a\n")).toBe("@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a");
  expect(unifiedDiff("", "a\n")).toBe("@@ -0,0 +1,1 @@\n+a");
  expect(unifiedDiff("a\n", "a\n")).toBe("");
});
