import fc from "fast-check";
import { expect, test } from "vitest";
import { PathIndex, type PathSource } from "../../../../src/core/context/pathIndex.ts";
import { PathRanker } from "../../../../src/core/context/rankPaths.ts";
import { scorePath } from "../../../../src/core/context/scorePath.ts";
import { anyPath, indexOf } from "./paths.ts";
import { plainRank } from "./plainRanking.ts";

const never = new AbortController().signal;

async function rank(query: string, paths: readonly string[], limit = 10): Promise<readonly string[]> {
  const found = await new PathRanker(async () => {}).rank(query, [indexOf(paths).files], limit, never);
  return (found ?? []).map(({ path }) => path);
}

test("the name counts more than the path, its start more than its middle", async () => {
  expect(await rank("main", ["src/main/other.ts", "lib/domain.ts", "src/main.ts", "main"])).toEqual([
    "main",
    "src/main.ts",
    "lib/domain.ts",
    "src/main/other.ts",
  ]);
});

test("letters that stand apart are found, and what lacks one is not", async () => {
  expect(await rank("cts", ["core/things.ts", "abc"])).toEqual(["core/things.ts"]);
});

test("a shorter path wins among equals, then the first by path", async () => {
  expect(await rank("a.ts", ["very/deep/a.ts", "y/a.ts", "x/a.ts"])).toEqual(["x/a.ts", "y/a.ts", "very/deep/a.ts"]);
  expect(await rank("", ["c", "a/b", "b"], 2)).toEqual(["a/b", "b"]);
});

const path = fc
  .array(fc.constantFrom("a", "b", "B", "/", ".", "文"), { maxLength: 12 })
  .map((letters) => letters.join(""));

test("whatever is typed, only paths with its letters in order are offered", async () => {
  await fc.assert(
    fc.asyncProperty(path, fc.array(path), async (query, paths) => {
      const wanted = query.toLowerCase();
      const isIn = (each: string) => {
        let at = 0;
        for (const letter of each.toLowerCase()) if (letter === wanted[at]) at++;
        return at === wanted.length;
      };
      const offered = await rank(query, paths, 100);
      expect([...offered].sort()).toEqual([...new Set(paths)].filter(isIn).sort());
      const scores = offered.map((each) => scorePath(wanted, each.toLowerCase()) ?? -1);
      if (query !== "") expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    }),
  );
});

test("what is found, and its order, is what strings would have it", async () => {
  const few = fc.string({ unit: fc.constantFrom("a", "B", "/"), maxLength: 8 });
  const any = fc.oneof(few, anyPath);
  await fc.assert(
    fc.asyncProperty(
      any,
      fc.array(any, { maxLength: 40 }),
      fc.integer({ min: 1, max: 12 }),
      async (query, paths, limit) => {
        expect(await rank(query, paths, limit)).toEqual(plainRank(query, paths, limit));
      },
    ),
    { numRuns: 500 },
  );
});

test("letter by letter, with files coming and going meanwhile, is what asking at once would be", async () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ type: fc.constant("ask" as const), query: path }) },
    fc.record({ type: fc.constantFrom("add" as const, "remove" as const), path }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(path, { maxLength: 30 }), fc.array(step, { maxLength: 8 }), async (first, steps) => {
      const ranker = new PathRanker(async () => {});
      const indexes = [new PathIndex(), new PathIndex()];
      for (const [at, each] of first.entries()) indexes[at % 2]?.add(each);
      const sources = () => indexes.map(({ files }) => files);
      for (const each of steps) {
        if ("path" in each) {
          if (each.type === "add") indexes[0]?.add(each.path);
          else indexes[1]?.remove(each.path);
        } else {
          for (let length = 0; length <= each.query.length; length++) {
            const query = each.query.slice(0, length);
            const atOnce = await new PathRanker(async () => {}).rank(query, sources(), 5, never);
            expect(await ranker.rank(query, sources(), 5, never)).toEqual(atOnce);
          }
        }
      }
    }),
  );
});

test("a longer query looks only at what the shorter one found, until something changes", async () => {
  const index = new PathIndex();
  for (let at = 0; at < 1000; at++) index.add(`folder${at % 10}/file${at}.ts`);
  let looked = 0;
  const { files } = index;
  const counted: PathSource = {
    get revision() {
      return files.revision;
    },
    get size() {
      return files.size;
    },
    get end() {
      return files.end;
    },
    has: files.has,
    open: () => {
      const cursor = files.open();
      const moveTo = cursor.moveTo.bind(cursor);
      cursor.moveTo = (number) => {
        looked++;
        moveTo(number);
      };
      return cursor;
    },
  };
  const ranker = new PathRanker(async () => {});
  await ranker.rank("f", [counted], 5, never);
  expect(looked).toBe(1000);
  await ranker.rank("file999", [counted], 5, never);
  expect(looked).toBe(2000);
  await ranker.rank("file999.", [counted], 5, never);
  expect(looked).toBe(2001);
  index.add("new.ts");
  expect(await ranker.rank("new", [counted], 5, never)).toEqual([{ source: 0, path: "new.ts" }]);
  expect(looked).toBe(3002);
});

test("others get their turn in between, and a search that is not waited for any more ends there", async () => {
  const many = indexOf(Array.from({ length: 100_000 }, (_, at) => `src/file${at}.ts`)).files;
  const abort = new AbortController();
  let pauses = 0;
  const ranker = new PathRanker(async () => {
    if (++pauses === 3) abort.abort();
  });
  expect(await ranker.rank("f", [many], 5, abort.signal)).toBeUndefined();
  expect(pauses).toBe(3);
});
