import fc from "fast-check";
import { expect, test } from "vitest";
import { NulSplitter } from "../../../../src/core/context/splitNul.ts";

test("however it is cut, the pieces are the same", () => {
  const piece = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((text) => !/[\0\ufffd]/.test(text));
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.nat(30)), (pieces, cuts) => {
      const bytes = new TextEncoder().encode(pieces.map((each) => `${each}\0`).join(""));
      const splitter = new NulSplitter();
      const got: string[] = [];
      let at = 0;
      for (const length of cuts) {
        got.push(...splitter.push(bytes.subarray(at, at + length)));
        at += length;
      }
      got.push(...splitter.push(bytes.subarray(Math.min(at, bytes.length))));
      expect(got).toEqual(pieces);
    }),
  );
});

test("names that are no text, and what nobody can have named, are left out", () => {
  const splitter = new NulSplitter();
  expect(splitter.push(new Uint8Array([0x61, 0, 0xff, 0x62, 0, 0x63, 0]))).toEqual(["a", "c"]);
  for (let round = 0; round < 3; round++) expect(splitter.push(new Uint8Array(20_000).fill(0x61))).toEqual([]);
  expect(splitter.push(new Uint8Array([0x61, 0, 0x62, 0]))).toEqual(["b"]);
});
