import fc from "fast-check";
import { expect, test } from "vitest";
import { PathIndex } from "../../../../src/core/context/pathIndex.ts";
import { anyPath, indexOf, pathsOf } from "./paths.ts";

const plainPath = fc
  .array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 4 })
  .map((names) => names.join("/"));

test.each([
  ["of few names", plainPath],
  ["of any letters", anyPath],
])("whatever comes and goes, the files are those left and the folders those they are in: %s", (_, path) => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom("add", "add", "remove"), path), { maxLength: 40 }), (steps) => {
      const index = new PathIndex();
      const files = new Set<string>();
      for (const [step, at] of steps) {
        if (step === "add") {
          index.add(at);
          files.add(at);
        } else {
          index.remove(at);
          const isFile = files.delete(at);
          if (!isFile) for (const each of files) if (each.startsWith(`${at}/`)) files.delete(each);
        }
      }
      const folders = new Set<string>();
      for (const each of files) {
        const names = each.split("/");
        for (let count = 1; count < names.length; count++) folders.add(names.slice(0, count).join("/"));
      }
      expect(pathsOf(index.files).sort()).toEqual([...files].sort());
      expect(pathsOf(index.folders).sort()).toEqual([...folders].sort());
      expect(index.size).toBe(files.size);
      expect([index.files.size, index.folders.size]).toEqual([files.size, folders.size]);
    }),
  );
});

test("a change has another revision, and nothing else has", () => {
  const index = indexOf(["a/b"]);
  const { revision } = index.files;
  index.add("a/b");
  index.remove("a/c");
  index.remove("x");
  expect(index.files.revision).toBe(revision);
  index.remove("a");
  expect(index.folders.revision).not.toBe(revision);
  expect(index.size).toBe(0);
  index.remove("a/b");
  index.add("a/b");
  expect(pathsOf(index.files)).toEqual(["a/b"]);
});

test("it grows, and what came and went and came again is there once", () => {
  const paths = Array.from({ length: 20_000 }, (_, at) => `part${at % 300}/${"deep/".repeat(at % 5)}file${at}.ts`);
  const index = indexOf(paths);
  for (const path of paths.slice(5000)) index.remove(path);
  expect(pathsOf(index.files).sort()).toEqual(paths.slice(0, 5000).sort());
  for (const path of paths) index.add(path);
  expect(pathsOf(index.files).sort()).toEqual(paths.toSorted());
});

test("a path of thousands of names is held and read", () => {
  const path = `${"a/".repeat(16_000)}B`;
  const index = indexOf([path]);
  expect(pathsOf(index.files)).toEqual([path]);
  index.remove(path);
  expect([index.files.size, index.folders.size]).toEqual([0, 0]);
});

test("a reader gives each path in lower case as a string has it, and puts it in order as strings are", () => {
  fc.assert(
    fc.property(fc.array(anyPath), anyPath, (paths, other) => {
      const { files } = indexOf(paths);
      const cursor = files.open();
      for (let number = 0; number < files.end; number++) {
        cursor.moveTo(number);
        const path = cursor.text();
        const folded = String.fromCharCode(...cursor.folded.subarray(0, cursor.foldedLength));
        expect(folded).toBe(path.toLowerCase());
        expect(cursor.isBefore(other)).toBe(path < other);
      }
    }),
  );
});

test("every letter there is folds as a string does", () => {
  // Those of one code alone, which have a table; those of a pair many at a time, as strings fold them.
  const alone = Array.from({ length: 0x1_00_00 }, (_, code) => String.fromCharCode(code)).filter(
    (each) => each !== "/",
  );
  const pairs = Array.from({ length: 0x10_00 }, (_, block) =>
    String.fromCodePoint(...Array.from({ length: 256 }, (_, at) => 0x1_00_00 + block * 256 + at)),
  );
  const { files } = indexOf([...alone, ...pairs].map((each) => `x${each}y`));
  const cursor = files.open();
  const wrong: string[] = [];
  for (let number = 0; number < files.end; number++) {
    cursor.moveTo(number);
    const folded = String.fromCharCode(...cursor.folded.subarray(0, cursor.foldedLength));
    if (folded !== cursor.text().toLowerCase()) wrong.push(cursor.text());
  }
  expect(files.size).toBe(alone.length + pairs.length);
  expect(wrong).toEqual([]);
});
