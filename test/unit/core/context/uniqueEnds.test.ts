import fc from "fast-check";
import { expect, it } from "vitest";
import { uniqueEnds } from "../../../../src/core/context/uniqueEnds.ts";
import { indexOf } from "./paths.ts";

const source = (...paths: string[]) => indexOf(paths).files;

it("one file that ends so is meant, of several none", () => {
  const found = uniqueEnds(
    ["a.ts", "core/a.ts", "b.ts", "c.ts", "re/a.ts", "constructor", "__proto__"],
    [source("src/core/a.ts", "src/b.ts"), source("lib/b.ts", "c.ts")],
  );
  expect(Object.fromEntries(found)).toEqual({
    "a.ts": { source: 0, path: "src/core/a.ts" },
    "core/a.ts": { source: 0, path: "src/core/a.ts" },
    "c.ts": { source: 1, path: "c.ts" },
  });
});

it("it agrees with looking at every path for every end", () => {
  const name = fc.constantFrom("a", "b", "constructor", "文");
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join("/"));
  const paths = fc.uniqueArray(path, { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(path), paths, paths, (ends, first, second) => {
      const all = [first, second].flatMap((each, index) => each.map((one) => ({ source: index, path: one })));
      for (const end of ends) {
        const matches = all.filter((each) => each.path === end || each.path.endsWith(`/${end}`));
        expect(uniqueEnds(ends, [source(...first), source(...second)]).get(end)).toEqual(
          matches.length === 1 ? matches[0] : undefined,
        );
      }
    }),
  );
});
