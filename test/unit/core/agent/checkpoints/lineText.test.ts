import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOfLineText, linesOf, lineTextOf } from "../../../../../src/core/agent/checkpoints/lineText.ts";

test("bytes come back as they were, whatever they are", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom([], [0xff, 0xfe], [0xfe, 0xff]), (bytes, mark) => {
      const all = Uint8Array.of(...mark, ...bytes);
      const text = lineTextOf(all);
      if (text === undefined) expect(all.includes(0) || all.length % 2 === 1).toBe(true);
      else {
        expect(bytesOfLineText(text)).toEqual(all);
        expect(linesOf(text).join("")).toBe(text);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("lines are those of the text, in UTF-16 of both orders too, where a letter may have the byte of a line break", () => {
  const text = "\uFEFFa\u0A0Ab\r\nਊ\nc";
  const little = Buffer.from(text, "utf16le");
  for (const bytes of [little, Buffer.from(little).swap16()]) expect(linesOf(lineTextOf(bytes) ?? "")).toHaveLength(3);
  expect(linesOf(lineTextOf(Buffer.from("é\n中\r\nx")) ?? "")).toHaveLength(3);
});

test("what is no text has no lines", () => {
  expect(lineTextOf(Uint8Array.of(1, 0, 2))).toBeUndefined();
});
