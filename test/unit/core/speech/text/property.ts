import * as fc from "fast-check";
import { test as vitestTest } from "vitest";

export { fc };

/** A test that holds for whatever `arbitrary` makes. */
export function test<T>(name: string, arbitrary: fc.Arbitrary<T>, check: (value: T) => void, numRuns = 150): void {
  vitestTest(name, () => fc.assert(fc.property(arbitrary, check), { numRuns }));
}
