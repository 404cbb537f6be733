// A finding never stands at a wrong line. Made by construction: files, changes to them, findings about lines that are known,
// and then everything about them that a model gets wrong.

import fc from "fast-check";
import { expect, test } from "vitest";
import { filesOfDiff } from "../../../../src/core/access/diffFiles.ts";
import { unifiedDiff } from "../../../../src/core/edit/unifiedDiff.ts";
import { hunksOf } from "../../../../src/core/review/diffHunks.ts";
import { ReviewedText } from "../../../../src/core/review/placeFinding.ts";
import { QuotedPlaces } from "../../../../src/core/review/quotedPlaces.ts";
import { reviewRequest } from "../../../../src/core/review/reviewRequest.ts";
import { growth } from "./growth.ts";

/** Lines of which some are alike, some the beginnings of others, and some blank: what a place is mistaken for. */
const line = fc.oneof(
  fc.constantFrom(
    "}",
    "",
    "return;",
    "return result;",
    "const result = next();",
    "const result2 = next();",
    "if (a) {",
  ),
  fc.tuple(fc.constantFrom("let", "call", "const"), fc.nat(60)).map(([word, number]) => `${word} name${number};`),
);
const indented = fc.tuple(fc.nat(3), line).map(([depth, text]) => (text === "" ? "" : "  ".repeat(depth) + text));

/** A file before and after a change, some lines of which are others. */
const change = fc
  .array(fc.record({ text: indented, fate: fc.constantFrom("stays", "stays", "stays", "came", "went") }), {
    minLength: 1,
    maxLength: 120,
  })
  .map((lines) => ({
    before: lines.filter(({ fate }) => fate !== "came").map(({ text }) => text),
    after: lines.filter(({ fate }) => fate !== "went").map(({ text }) => text),
  }));

function hunks(before: readonly string[], after: readonly string[]) {
  const diff = `diff --git a/f.ts b/f.ts\n--- a/f.ts\n+++ b/f.ts\n${unifiedDiff(`${before.join("\n")}\n`, `${after.join("\n")}\n`)}`;
  const [file] = filesOfDiff(diff);
  return hunksOf(file?.text ?? "");
}

/** How a model quotes what stands there. */
const habits = {
  "as it is": (lines: readonly string[]) => lines.join("\n"),
  dedented: (lines: readonly string[]) => lines.map((each) => each.trim()).join("\n"),
  "indented by tabs": (lines: readonly string[]) => lines.map((each) => `\t${each.trim()}`).join("\n"),
  "with spaces behind": (lines: readonly string[]) => lines.map((each) => `${each}  `).join("\n"),
  "with blank lines around": (lines: readonly string[]) => `\n${lines.join("\n")}\n\n`,
  "with the numbers of the prompt": (lines: readonly string[], start: number) =>
    lines.map((each, nth) => `${start + nth + 1}\t+${each}`).join("\n"),
  "with carriage returns": (lines: readonly string[]) => lines.join("\r\n").replaceAll("\r\n", "\n"),
} as const;

test("whatever line is named and however it is quoted, it stands at its line or at the file", () => {
  const counts = { placed: 0, file: 0, wrong: 0 };
  fc.assert(
    fc.property(
      change,
      fc.nat(),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(...(Object.keys(habits) as (keyof typeof habits)[])),
      fc.integer({ min: -40, max: 40 }),
      fc.array(indented, { maxLength: 3 }),
      ({ before, after }, where, height, habit, shift, typed) => {
        const shown = hunks(before, after);
        const numbers = shown.flatMap(({ lines }) => lines.flatMap(({ number }) => number ?? []));
        fc.pre(numbers.length > 0);
        const start = (numbers[where % numbers.length] ?? 1) - 1;
        const truth = after.slice(start, Math.min(after.length, start + height));
        const oldText = habits[habit](truth, start);
        const finding = { oldText, line: Math.max(1, start + 1 + shift) };
        // The person types above meanwhile, or does not.
        const now = [...typed, ...after];
        const place = new ReviewedText(now, shown).place(finding);
        const lead = truth.findIndex((each) => each.trim() !== "");
        const first = typed.length + start + lead;
        if (place.type === "file") {
          counts.file++;
          return;
        }
        counts.placed++;
        if (place.lines.start !== first) counts.wrong++;
        expect(place.lines.start).toBe(first);
        expect(now.slice(place.lines.start, place.lines.end).join().trim()).not.toBe("");
      },
    ),
    { numRuns: 3000 },
  );
  expect(counts.wrong).toBe(0);
  // Of files as full of repetitions as these; what is said of the file is what could be meant twice.
  expect(counts.placed).toBeGreaterThan(600);
});

test("the number that is named places nothing, and changes nothing", () => {
  const after = ["one();", "two();", "one();", "three();"];
  const text = new ReviewedText(after, hunks([], after));
  expect(text.place({ oldText: "two();" })).toEqual({ type: "lines", lines: { start: 1, end: 2 } });
  // Twice there: whichever is named might be the other one.
  expect(text.place({ oldText: "one();" })).toEqual({ type: "file" });
  expect(text.place({ oldText: "one();\nthree();" })).toEqual({ type: "lines", lines: { start: 2, end: 4 } });
});

test.each([
  ["nothing is quoted", ""],
  ["blank lines are quoted", "\n  \n"],
  ["what is quoted is nowhere", "four();"],
  ["half of a word is quoted", "wo();"],
  ["what is quoted went", "gone();"],
])("%s: it is said of the file", (_what, oldText) => {
  const after = ["one();", "two();"];
  const text = new ReviewedText(after, hunks(["one();", "gone();"], after));
  expect(text.place({ oldText })).toEqual({ type: "file" });
});

test("a place that was not shown is none, though its words are the same", () => {
  const filler = Array.from({ length: 20 }, (_, nth) => `line${nth};`);
  const before = ["alone();", ...filler, "end();"];
  const after = [...before.slice(0, -1), "fin();"];
  const shown = hunks(before, after);
  expect(new ReviewedText(after, shown).place({ oldText: "alone();" })).toEqual({ type: "file" });
  // In a file that is another one by now, no number says what was shown.
  const moved = ["typed();", ...after];
  expect(new ReviewedText(moved, shown).place({ oldText: "alone();" })).toEqual({ type: "file" });
  expect(new ReviewedText(moved, shown).place({ oldText: "fin();" })).toEqual({
    type: "lines",
    lines: { start: 22, end: 23 },
  });
});

test("numbers and signs in the prompt are those of the new file", () => {
  const shown = hunks(["a", "b", "c"], ["a", "B", "c", "d"]);
  const { user } = reviewRequest({ path: "f.ts", paths: ["f.ts"], hunks: shown, cut: 0 }, "en", "");
  expect(user).toContain("1\t a\n\t-b\n2\t+B\n3\t c\n4\t+d");
});

test("a long file of one line over and over is searched in a time that grows with it", () => {
  const lines = Array.from({ length: 40_000 }, () => "x();");
  const quoted = lines.slice(0, 10_000).join("\n");
  const began = performance.now();
  expect(new ReviewedText(lines, hunks([], lines)).place({ oldText: quoted })).toEqual({ type: "file" });
  expect(performance.now() - began).toBeLessThan(3000);
});

test("a line of one letter over and over is looked through once", () => {
  const find = (length: number) => () => {
    expect(new QuotedPlaces(["a".repeat(length)]).find(["a".repeat(length / 2)])).toEqual([]);
  };
  expect(growth(find(400_000), find(1_600_000))).toBeLessThan(9);
});
