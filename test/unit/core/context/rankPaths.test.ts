import fc from "fast-check";
import { expect, test } from "vitest";
import { rankPaths, scorePath } from "../../../../src/core/context/rankPaths.ts";

const rank = (query: string, paths: readonly string[]) => rankPaths(query, paths, (path) => path, 10);

test("the name counts more than the path, its start more than its middle", () => {
  expect(rank("main", ["src/main/other.ts", "lib/domain.ts", "src/main.ts", "main"])).toEqual([
    "main",
    "src/main.ts",
    "lib/domain.ts",
    "src/main/other.ts",
  ]);
});

test("letters that stand apart are found, and what lacks one is not", () => {
  expect(rank("cts", ["core/things.ts", "abc"])).toEqual(["core/things.ts"]);
});

test("a shorter path wins among equals", () => {
  expect(rank("a.ts", ["very/deep/a.ts", "x/a.ts"])).toEqual(["x/a.ts", "very/deep/a.ts"]);
});

test("whatever is typed, only paths with its letters in order are offered", () => {
  const path = fc
    .array(fc.constantFrom("a", "b", "/", ".", "文"), { maxLength: 12 })
    .map((letters) => letters.join(""));
  fc.assert(
    fc.property(path, fc.array(path), (query, paths) => {
      const isIn = (each: string) => {
        let at = 0;
        for (const letter of each) if (letter === query[at]) at++;
        return at === query.length;
      };
      const offered = rankPaths(query, paths, (each) => each, 100);
      expect([...offered].sort()).toEqual(paths.filter(isIn).sort());
      for (const each of offered) expect(query === "" || scorePath(query, each) !== undefined).toBe(true);
    }),
  );
});
