import fc from "fast-check";
import { expect, test } from "vitest";
import { scorePath } from "../../../../src/core/context/scorePath.ts";
import { anyPath } from "./paths.ts";
import { plainScore } from "./plainRanking.ts";

test("a score is what strings would have it", () => {
  const few = fc.string({ unit: fc.constantFrom("a", "b", "/"), maxLength: 10 });
  const path = fc.oneof(few, anyPath);
  fc.assert(
    fc.property(path, path, (query, each) => {
      expect(scorePath(query, each)).toBe(plainScore(query, each));
    }),
    { numRuns: 2000 },
  );
});
