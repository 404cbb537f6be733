import { expect, test } from "vitest";
import { summarizeDiff } from "../../../../src/core/context/summarizeDiff.ts";

const file = (name: string, lines: number) =>
  `diff --git a/${name} b/${name}\n--- a/${name}\n+++ b/${name}\n@@ -0,0 +1,${lines} @@\n${"+a line\n".repeat(lines)}`;

test("a small diff stays as it is", () => {
  expect(summarizeDiff(file("a", 3), 1000)).toBe(file("a", 3));
});

test("a large one keeps every file's name and counts, small files whole, and the budget about", () => {
  const diff = file("small", 3) + file("huge", 5000) + file("large", 500);
  const summary = summarizeDiff(diff, 2000);
  for (const name of ["small", "huge", "large"]) expect(summary).toContain(`+++ b/${name}`);
  for (const count of ["3 lines added", "5000 lines added", "500 lines added"]) expect(summary).toContain(count);
  expect(summary).toContain("@@ -0,0 +1,3 @@\n+a line\n+a line\n+a line\n");
  expect(summary.length).toBeLessThan(2200);
});
