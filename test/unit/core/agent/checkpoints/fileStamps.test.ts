import { expect, test } from "vitest";
import { isChanged, isInDoubt } from "../../../../../src/core/agent/checkpoints/fileStamps.ts";

test("a file is another by its size, its hash, or where there is no hash its time", () => {
  const was = { size: 1, modifiedAt: 1, hash: "a" };
  expect(isChanged(was, { size: 2, modifiedAt: 1 })).toBe(true);
  expect(isChanged(was, { size: 1, modifiedAt: 2, hash: "a" })).toBe(false);
  expect(isChanged(was, { size: 1, modifiedAt: 2, hash: "b" })).toBe(true);
  expect(isChanged(was, { size: 1, modifiedAt: 2 })).toBe(true);
  expect(isChanged(was, { size: 1, modifiedAt: 1 })).toBe(false);
  expect(isChanged(was, undefined)).toBe(true);
  expect(isChanged(undefined, undefined)).toBe(false);
  expect(isInDoubt(was, { size: 1, modifiedAt: 2 })).toBe(true);
  expect(isInDoubt({ size: 1, modifiedAt: 1 }, { size: 1, modifiedAt: 2 })).toBe(false);
});
