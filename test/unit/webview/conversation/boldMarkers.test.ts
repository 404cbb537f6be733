import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BoldMarkers } from "../../../../webview-ui/conversation/boldMarkers.ts";

function whole(text: string, pieces: readonly number[] = []): string {
  const markers = new BoldMarkers();
  let at = 0;
  let out = "";
  for (const length of pieces) {
    out += markers.push(text.slice(at, at + length));
    at += length;
  }
  return out + markers.push(text.slice(at)) + markers.end();
}

describe("bold in reasoning", () => {
  it.each([
    ["**Looking at it**\n\nNow.", "Looking at it\n\nNow."],
    ["It is **very** and **really** so.", "It is very and really so."],
    ["(**a**)", "(a)"],
    ["2**3 and a ** b", "2**3 and a ** b"],
    ["def f(**kwargs): pass", "def f(**kwargs): pass"],
    ["an open **end", "an open **end"],
    ["**over\nlines**", "**over\nlines**"],
    ["****", "****"],
    ["", ""],
  ])("%j is %j", (text, shown) => {
    expect(whole(text)).toBe(shown);
  });

  it("is the same in pieces of every size, and loses nothing but asterisks", () => {
    const texts = fc.array(fc.constantFrom("**", "*", "a", "é", " ", "\n", "(", "bold"), { maxLength: 30 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat({ max: 4 }), { maxLength: 40 }), (parts, pieces) => {
        const text = parts.join("");
        expect(whole(text, pieces)).toBe(whole(text));
        expect(whole(text).replaceAll("*", "")).toBe(text.replaceAll("*", ""));
      }),
    );
  });
});
