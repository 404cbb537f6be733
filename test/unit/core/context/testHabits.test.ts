import fc from "fast-check";
import { expect, test } from "vitest";
import { findTestHabits } from "../../../../src/core/context/testHabits.ts";

test.each([
  ["beside the source", "src/a.ts", ["src/b.test.ts"], "src/a.test.ts"],
  ["by the name in use", "src/a.ts", ["src/b.spec.ts"], "src/a.spec.ts"],
  ["in __tests__", "src/ui/a.tsx", ["src/core/__tests__/b.test.ts"], "src/ui/__tests__/a.test.tsx"],
  [
    "in a folder that mirrors the sources",
    "src/core/edit/a.ts",
    ["test/unit/core/edit/b.test.ts"],
    "test/unit/core/edit/a.test.ts",
  ],
  ["in a flat folder", "src/a.py", ["tests/test_b.py"], "tests/test_a.py"],
  ["without a habit", "src/a.ts", [], "src/a.test.ts"],
  ["in Python, without a habit", "pkg/a.py", [], "tests/test_a.py"],
  ["in Go", "pkg/a.go", ["other/b_test.go"], "pkg/a_test.go"],
  ["in Java", "src/main/java/x/A.java", [], "src/test/java/x/ATest.java"],
  ["where there is one already", "src/a.ts", ["src/a.test.ts", "src/b.test.ts"], "src/a.test.ts"],
])("%s", (_name, source, tests, path) => {
  expect(findTestHabits(source, tests, []).path).toBe(path);
});

test("the neighbour is of the same language, and not the file itself", () => {
  const habits = findTestHabits("src/a.ts", ["src/a.test.ts", "tests/test_a.py", "src/b.test.ts"], ['{"jest":"1"}']);
  expect(habits).toEqual({ path: "src/a.test.ts", neighbour: "src/b.test.ts", framework: "Jest" });
});

test("most of the nearest decide where they differ", () => {
  const tests = ["a/x.test.ts", "test/one.test.ts", "test/two.test.ts"];
  expect(findTestHabits("src/b.ts", tests, [])).toMatchObject({
    path: "test/b.test.ts",
    neighbour: "test/one.test.ts",
  });
});

test("in whatever order tests are found, the habits are the same", () => {
  const folders = ["src/", "lib/", "test/", "tests/unit/", "src/ui/__tests__/", ""];
  const path = fc
    .tuple(
      fc.constantFrom(...folders),
      fc.constantFrom("a", "b", "c"),
      fc.constantFrom(".test.ts", ".spec.ts", ".test.js"),
    )
    .map((pieces) => pieces.join(""));
  const shuffled = fc
    .uniqueArray(path, { maxLength: 8 })
    .chain((paths) => fc.tuple(fc.constant(paths), fc.shuffledSubarray(paths, { minLength: paths.length })));
  fc.assert(
    fc.property(fc.constantFrom("src/a.ts", "src/ui/b.ts", "c.ts"), shuffled, (source, [one, other]) => {
      expect(findTestHabits(source, other, [])).toEqual(findTestHabits(source, one, []));
    }),
  );
});
