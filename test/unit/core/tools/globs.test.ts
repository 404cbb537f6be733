import fc from "fast-check";
import { expect, test } from "vitest";
import { pathFilter } from "../../../../src/core/tools/globs.ts";

test.each([
  ["", ["a.ts", "x/y/z"], []],
  ["*.ts", ["a.ts", "src/deep/a.ts"], ["a.tsx", "ts"]],
  ["**/*.ts", ["a.ts", "src/deep/a.ts"], ["a.js"]],
  ["**.ts", ["a.ts", "src/deep/a.ts"], ["a.js"]],
  ["src/**.ts", ["src/a.ts", "src/deep/a.ts"], ["a.ts"]],
  ["src/*.ts", ["src/a.ts"], ["src/deep/a.ts", "lib/src/a.ts"]],
  ["/src/*.ts", ["src/a.ts"], ["lib/src/a.ts"]],
  ["./src/**/*.ts", ["src/a.ts", "src/x/y/a.ts"], ["a.ts"]],
  ["src", ["src/a.ts", "lib/src/b.ts", "src"], ["source/a.ts"]],
  ["src/", ["src/a.ts", "src/x/b.ts"], ["lib/src/b.ts"]],
  ["src/core", ["src/core/a.ts", "src/core"], ["src/core2/a.ts", "x/src/core/a.ts"]],
  ["src\\core\\*.ts", ["src/core/a.ts"], ["src/core/x/a.ts"]],
  ["*.{ts,tsx}", ["a.ts", "b/a.tsx"], ["a.js"]],
  ["*.ts, *.tsx", ["a.ts", "b/a.tsx"], ["a.js"]],
  ["{src,test}/**/*.{a,{b,c}}", ["src/x.a", "test/y/x.c"], ["lib/x.a", "src/x.d"]],
  ["*.ts,!*.test.ts", ["a.ts"], ["a.test.ts", "a.js"]],
  ["!node", ["a.ts"], ["node/a.ts"]],
  ["文档/*.md", ["文档/说明 一.md"], ["文档/x/a.md"]],
  ["a?c", ["abc"], ["ac", "a/c"]],
  ["[ab].ts", ["a.ts", "x/b.ts"], ["c.ts"]],
  ["[", [], ["a"]],
  ["{a", [], ["a"]],
])("%j", (glob, yes, no) => {
  const { matches } = pathFilter(glob);
  for (const path of yes) expect(matches(path), path).toBe(true);
  for (const path of no) expect(matches(path), path).toBe(false);
});

test("all that matches lies below", () => {
  expect(pathFilter("src/core/**/*.ts").below).toBe("src/core");
  expect(pathFilter("src/core/a.ts").below).toBe("src/core");
  expect(pathFilter("src/core/").below).toBe("src/core");
  expect(pathFilter("*.ts").below).toBe("");
  expect(pathFilter("src/*,lib/*").below).toBe("");
  const names = fc.constantFrom("a", "b", "*", "**", "a*", "?");
  const glob = fc.array(names, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
  const path = fc
    .array(fc.constantFrom("a", "b", "ab"), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join("/"));
  fc.assert(
    fc.property(glob, path, (pattern, file) => {
      const { matches, below } = pathFilter(pattern);
      if (matches(file) && below !== "") expect(file.startsWith(`${below}/`)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("a program is told what is not wanted, unless it may read it otherwise", () => {
  expect(pathFilter("src/*.ts,!*.test.ts,!/a/*.js").unwanted).toEqual(["!*.test.ts", "!/a/*.js"]);
  expect(pathFilter("!src").unwanted).toEqual(["!src", "!**/src/**"]);
  expect(pathFilter("!src/core").unwanted).toEqual(["!/src/core", "!/src/core/**"]);
  expect(pathFilter("!a[b").unwanted).toEqual([]);
});

test("no glob throws, or takes long", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("{", "}", ",", "*", "**", "/", "[", "]", "!", "?", "a", "\\", ".", "[^"), {
        maxLength: 60,
      }),
      (parts) => void pathFilter(parts.join("")).matches("a/b/a.a/aaaaaaaaaaaaaaaaaaaaaaaa"),
    ),
  );
  expect(pathFilter("{a,b}".repeat(400)).matches("a")).toBe(false);
  expect(pathFilter("**/*a".repeat(100)).matches("a/".repeat(500))).toBe(false);
});
