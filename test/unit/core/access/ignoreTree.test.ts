import { expect, test } from "vitest";
import { IgnoreTree } from "../../../../src/core/access/ignoreTree.ts";

const tree = new IgnoreTree([
  { folder: "sub/", text: "!keep.log\nlocal.txt\n" },
  { folder: "", text: "*.log\nbuild/\n/only-root\n" },
  { folder: "build/", text: "!*\n" },
  { folder: "", above: "packages/a/", text: "/packages/a/generated/\n*.tmp\n" },
]);

test.each([
  ["a.log", true],
  ["deep/er/a.log", true],
  ["a.txt", false],
  ["build/", true],
  ["build/out/a.js", true],
  ["only-root", true],
  ["x/only-root", false],
  ["sub/keep.log", false],
  ["sub/other.log", true],
  ["sub/local.txt", true],
  ["local.txt", false],
  ["generated/a.ts", true],
  ["x/generated/a.ts", false],
  ["x.tmp", true],
  ["", false],
])("%s: %s", (path, ignored) => {
  expect(tree.ignores(path)).toBe(ignored);
});

test("a folder that is ignored cannot take its files out again", () => {
  expect(tree.ignores("build/a.js")).toBe(true);
});
