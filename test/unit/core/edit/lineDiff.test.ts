import fc from "fast-check";
import { expect, test } from "vitest";
import { applyHunks } from "../../../../src/core/edit/hunk.ts";
import { diffLines } from "../../../../src/core/edit/lineDiff.ts";
import { StreamDiff } from "../../../../src/core/edit/streamDiff.ts";

const text = fc.array(fc.constantFrom("", "}", "aa", "bb", "cc", "dd"), { maxLength: 30 });

test("the hunks turn one text into the other, in order and apart", () => {
  fc.assert(
    fc.property(text, text, (old, wanted) => {
      const hunks = diffLines(old, wanted);
      expect(applyHunks(old, hunks)).toEqual(wanted);
      hunks.forEach((hunk, index) => {
        expect(hunk.oldEnd > hunk.oldStart || hunk.newLines.length > 0).toBe(true);
        expect(hunk.oldStart).toBeGreaterThan(hunks[index - 1]?.oldEnd ?? -1);
      });
    }),
    { numRuns: 5000 },
  );
});

test("no shorter script exists", () => {
  const length = (a: readonly string[], b: readonly string[]) => {
    const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
    for (let i = 1; i <= a.length; i++) {
      for (let j = 1; j <= b.length; j++) {
        const row = table[i] ?? [];
        const above = table[i - 1] ?? [];
        row[j] = a[i - 1] === b[j - 1] ? (above[j - 1] ?? 0) + 1 : Math.max(above[j] ?? 0, row[j - 1] ?? 0);
      }
    }
    return table[a.length]?.[b.length] ?? 0;
  };
  fc.assert(
    fc.property(text, text, (old, wanted) => {
      const removed = diffLines(old, wanted).reduce((sum, hunk) => sum + hunk.oldEnd - hunk.oldStart, 0);
      expect(old.length - removed).toBe(length(old, wanted));
    }),
    { numRuns: 2000 },
  );
});

test("50,000 lines against each other take no more than a moment", () => {
  const old = Array.from({ length: 50_000 }, (_, index) => `line ${index}`);
  const wanted = old.flatMap((line, index) => (index % 500 === 0 ? [`${line} changed`, "added"] : [line]));
  expect(applyHunks(old, diffLines(old, wanted))).toEqual(wanted);
  const other = old.map((line) => `other ${line}`);
  expect(diffLines(old, other)).toEqual([{ oldStart: 0, oldEnd: 50_000, newLines: other }]);
});

test("while a text streams, its hunks are true of what has come", () => {
  fc.assert(
    fc.property(text, text, (old, wanted) => {
      const stream = new StreamDiff(old);
      wanted.forEach((line, index) => {
        stream.push(line);
        expect(applyHunks(old.slice(0, stream.consumed), stream.hunks)).toEqual(wanted.slice(0, index + 1));
      });
    }),
    { numRuns: 2000 },
  );
});

test("a streamed rewrite keeps the lines it repeats", () => {
  const old = ["function a() {", "  return 1;", "}", "", "function b() {", "  return 2;", "}"];
  const stream = new StreamDiff(old);
  for (const line of ["/** One. */", "function a() {", "  return 1;", "}", "", "function b() {"]) stream.push(line);
  expect(stream.hunks).toEqual([{ oldStart: 0, oldEnd: 0, newLines: ["/** One. */"] }]);
  expect(stream.consumed).toBe(5);
});
