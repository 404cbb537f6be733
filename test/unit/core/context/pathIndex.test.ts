import fc from "fast-check";
import { expect, test } from "vitest";
import { PathIndex } from "../../../../src/core/context/pathIndex.ts";

test("whatever comes and goes, the files are those left and the folders those they are in", () => {
  const path = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 4 }).map((names) => names.join("/"));
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
      expect([...index.files.paths()].sort()).toEqual([...files].sort());
      expect([...index.folders.paths()].sort()).toEqual([...folders].sort());
      expect(index.size).toBe(files.size);
    }),
  );
});

test("a change has another revision, and nothing else has", () => {
  const index = new PathIndex();
  index.add("a/b");
  const { revision } = index.files;
  index.add("a/b");
  index.remove("a/c");
  index.remove("x");
  expect(index.files.revision).toBe(revision);
  index.remove("a");
  expect(index.folders.revision).not.toBe(revision);
  expect(index.size).toBe(0);
});
