import { expect, test } from "vitest";
import { DisposableStore } from "../../../../src/core/util/disposable.ts";

test("disposes the last first, and once", () => {
  const store = new DisposableStore();
  const gone: number[] = [];
  for (const n of [1, 2, 3]) store.add({ dispose: () => gone.push(n) });
  store.dispose();
  store.dispose();
  expect(gone).toEqual([3, 2, 1]);
});

test("adding to a disposed store disposes at once", () => {
  const store = new DisposableStore();
  store.dispose();
  let gone = false;
  store.add({
    dispose: () => {
      gone = true;
    },
  });
  expect(gone).toBe(true);
});

test("one that throws keeps none of the others alive", () => {
  const store = new DisposableStore();
  const gone: string[] = [];
  store.add({ dispose: () => gone.push("first") });
  store.add({
    dispose: () => {
      throw new Error("broken");
    },
  });
  store.add({ dispose: () => gone.push("last") });
  expect(() => store.dispose()).toThrow("broken");
  expect(gone).toEqual(["last", "first"]);
});
