import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextStop, type Stop, stopAt } from "../../../../src/core/edit/stepThrough.ts";

const stops: Stop[] = [
  { document: "a", line: 2 },
  { document: "a", line: 7 },
  { document: "b", line: 0 },
];

describe("walking through changes", () => {
  it("goes on from the cursor, into the next document and round", () => {
    expect(nextStop(stops, { document: "a", line: 0 }, 1)).toBe(0);
    expect(nextStop(stops, { document: "a", line: 2 }, 1)).toBe(1);
    expect(nextStop(stops, { document: "a", line: 9 }, 1)).toBe(2);
    expect(nextStop(stops, { document: "b", line: 0 }, 1)).toBe(0);
  });

  it("goes back likewise", () => {
    expect(nextStop(stops, { document: "a", line: 7 }, -1)).toBe(0);
    expect(nextStop(stops, { document: "a", line: 2 }, -1)).toBe(2);
    expect(nextStop(stops, { document: "b", line: 5 }, -1)).toBe(2);
  });

  it("begins at an end from elsewhere, and goes nowhere without changes", () => {
    expect(nextStop(stops, { document: "c", line: 3 }, 1)).toBe(0);
    expect(nextStop(stops, undefined, -1)).toBe(2);
    expect(nextStop([], undefined, 1)).toBeUndefined();
  });

  it("knows which one the cursor is at", () => {
    expect(stopAt(stops, { document: "a", line: 0 })).toBe(0);
    expect(stopAt(stops, { document: "a", line: 8 })).toBe(1);
    expect(stopAt(stops, { document: "c", line: 8 })).toBe(-1);
  });

  it("comes past every change once, either way", () => {
    const document = fc.uniqueArray(fc.nat(50), { maxLength: 6 }).map((lines) => lines.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(fc.array(document, { maxLength: 4 }), fc.constantFrom<1 | -1>(1, -1), (documents, direction) => {
        const all = documents.flatMap((lines, index) => lines.map((line) => ({ document: String(index), line })));
        let from: Stop | undefined;
        const seen = all.map(() => {
          const index = nextStop(all, from, direction) ?? -1;
          from = all[index];
          return index;
        });
        expect(seen.toSorted((a, b) => a - b)).toEqual(all.map((_stop, index) => index));
      }),
    );
  });
});
