import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mergeThreeWay } from "../../../../src/core/edit/threeWay.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mimo-merge-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What Git makes of it; undefined for a conflict. */
function git(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string | undefined {
  const paths = Object.entries({ mine, base, theirs }).map(([name, lines]) => {
    const path = join(folder, name);
    writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
    return path;
  });
  const { status, stdout } = spawnSync("git", ["merge-file", "-p", "--diff3", ...paths], { encoding: "utf8" });
  return status === 0 ? stdout : undefined;
}

test("changes of different lines are both there", () => {
  const base = ["a", "b", "c", "d", "e"];
  expect(mergeThreeWay(base, ["A", "b", "c", "d", "e"], ["a", "b", "c", "d", "e", "f"])).toEqual({
    type: "merged",
    lines: ["A", "b", "c", "d", "e", "f"],
  });
  expect(mergeThreeWay(base, ["a", "X", "c", "d", "e"], ["a", "Y", "c", "d", "e"])).toEqual({
    type: "conflict",
    conflicts: [{ start: 1, end: 2, mine: ["X"], theirs: ["Y"] }],
  });
  expect(mergeThreeWay(base, ["a", "d", "e"], ["a", "d", "e"])).toEqual({ type: "merged", lines: ["a", "d", "e"] });
});

test("what merges and what does not is what Git says, where each line stands but once", () => {
  // Lines that stand twice can be told apart in more than one way; there both may be right.
  const edits = fc.array(fc.record({ at: fc.nat(19), remove: fc.nat(3), add: fc.array(fc.nat(5), { maxLength: 3 }) }), {
    maxLength: 4,
  });
  let merged = 0;
  let conflicts = 0;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20 }), edits, edits, fc.boolean(), (length, one, two, alike) => {
      const base = Array.from({ length }, (_, index) => `line ${index}`);
      const change = (side: string, list: typeof one) => {
        const lines = [...base];
        for (const { at, remove, add } of list) {
          lines.splice(Math.min(at, lines.length), remove, ...add.map((word) => `${side} ${at} ${word}`));
        }
        return [...new Set(lines)];
      };
      const mine = change(alike ? "same" : "mine", one);
      const theirs = change(alike ? "same" : "theirs", two);
      const ours = mergeThreeWay(base, mine, theirs);
      const text = ours.type === "merged" ? ours.lines.map((line) => `${line}\n`).join("") : undefined;
      expect(text).toBe(git(base, mine, theirs));
      if (text === undefined) conflicts++;
      else merged++;
    }),
    { numRuns: 400 },
  );
  expect(merged).toBeGreaterThan(50);
  expect(conflicts).toBeGreaterThan(50);
});

test("200,000 lines on both sides", () => {
  const base = Array.from({ length: 200_000 }, (_, index) => `line ${index}`);
  const mine = base.with(5, "mine");
  const theirs = [...base.slice(0, 100_000), "theirs", ...base.slice(100_000)];
  const result = mergeThreeWay(base, mine, theirs);
  expect(result.type === "merged" && [result.lines.length, result.lines[5], result.lines[100_000]]).toEqual([
    200_001,
    "mine",
    "theirs",
  ]);
});
