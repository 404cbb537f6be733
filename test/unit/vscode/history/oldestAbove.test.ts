import fc from "fast-check";
import { expect, test } from "vitest";
import { oldestAbove } from "../../../../src/vscode/history/oldestAbove.ts";

const listOf = (sizes: readonly number[]) => ({
  conversations: sizes.map((size, index) => ({ id: String(index), title: "", changedAt: -index, size })),
  unreadable: [],
  size: sizes.reduce((sum, size) => sum + size, 0),
});

test("the oldest go, no more of them than needed, and never one that is open", () => {
  const ids = (sizes: number[], max: number, ...kept: string[]) =>
    oldestAbove(listOf(sizes), max, new Set(kept)).map(({ id }) => id);
  expect(ids([5, 5, 5], 15)).toEqual([]);
  expect(ids([5, 5, 5], 14)).toEqual(["2"]);
  expect(ids([5, 5, 5], 5)).toEqual(["2", "1"]);
  expect(ids([5, 5, 5], 5, "2")).toEqual(["1", "0"]);
  expect(ids([50], 1, "0")).toEqual([]);
});

test("what is left fits, unless only open ones are left", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100)), fc.nat(500), (sizes, max) => {
      const list = listOf(sizes);
      const gone = oldestAbove(list, max, new Set(["0"]));
      const left = list.size - gone.reduce((sum, { size }) => sum + size, 0);
      expect(left <= max || gone.length === sizes.length - 1).toBe(true);
      const last = gone.at(-1);
      if (last) expect(left + last.size).toBeGreaterThan(max);
    }),
  );
});
