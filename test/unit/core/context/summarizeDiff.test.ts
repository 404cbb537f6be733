import fc from "fast-check";
import { expect, test } from "vitest";
import { filesOfDiff } from "../../../../src/core/access/diffFiles.ts";
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
  expect(summary.length).toBeLessThanOrEqual(2000);
});

const rename = (from: string, to: string) =>
  `diff --git a/${from} b/${to}\nsimilarity index 100%\nrename from ${from}\nrename to ${to}\n`;

test("three thousand renames are within the budget too, and it is said how many are not named", () => {
  const diff = Array.from({ length: 3000 }, (_, n) => rename(`src/before/file${n}.ts`, `src/after/file${n}.ts`)).join(
    "",
  );
  const summary = summarizeDiff(diff, 60_000);
  expect(summary.length).toBeLessThanOrEqual(60_000);
  const named = filesOfDiff(summary).filter(({ paths }) => paths.length > 0).length;
  expect(named).toBeGreaterThan(100);
  expect(summary).toContain(`[${3000 - named} more files: 0 lines added, 0 removed]`);
});

test("no diff is longer than its budget, and none that fits is changed", () => {
  const name = fc.stringMatching(/^[a-z]{1,300}$/);
  const part = fc.oneof(
    fc.tuple(name, fc.integer({ min: 0, max: 400 })).map(([path, lines]) => file(path, lines)),
    fc.tuple(name, name).map(([from, to]) => rename(from, to)),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), fc.integer({ min: 300, max: 20_000 }), (parts, budget) => {
      const diff = parts.join("");
      const summary = summarizeDiff(diff, budget);
      expect(summary.length).toBeLessThanOrEqual(budget);
      if (diff.length <= budget) expect(summary).toBe(diff);
    }),
  );
});
