// @vitest-environment jsdom
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChunkedText, type ChunkLimits } from "../../../../webview-ui/markdown/chunkedText.ts";
import { cut } from "./helpers.ts";

function chunksOf(pieces: readonly string[], limits: ChunkLimits): string[] {
  const root = document.createElement("div");
  const text = new ChunkedText(root, "div", limits);
  for (const piece of pieces) text.write(piece);
  return [...root.children].map((chunk) => chunk.textContent ?? "");
}

describe("chunked text", () => {
  it("ends a chunk after so many lines", () => {
    expect(chunksOf(["a\nb\nc\nd"], { lines: 2 })).toEqual(["a\nb\n", "c\nd"]);
  });

  it("ends a chunk with the line once it is long enough, or within it when it is too long", () => {
    expect(chunksOf(["abc\nde\nf"], { size: 2, hardSize: 10 })).toEqual(["abc\n", "de\n", "f"]);
    expect(chunksOf(["abcdefgh"], { size: 2, hardSize: 3 })).toEqual(["abc", "def", "gh"]);
  });

  it("never cuts a surrogate pair", () => {
    expect(chunksOf(cut("ab😀cd", 1), { size: 3, hardSize: 3 })).toEqual(["ab", "😀c", "d"]);
  });

  it("cuts by the text, not by how it came, and loses nothing", () => {
    const texts = fc.string({ unit: fc.constantFrom("a", "b", "\n", "😀"), maxLength: 80 });
    const limits = fc.constantFrom<ChunkLimits>({ lines: 3 }, { size: 5, hardSize: 9 }, { size: 1, hardSize: 2 });
    fc.assert(
      fc.property(texts, limits, fc.integer({ min: 1, max: 7 }), (text, limit, size) => {
        const whole = chunksOf([text], limit);
        expect(whole.join("")).toBe(text);
        expect(chunksOf(cut(text, size), limit)).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });
});
