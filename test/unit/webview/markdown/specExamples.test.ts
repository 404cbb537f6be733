// @vitest-environment jsdom
// Every example of CommonMark's specification, cut in every way: what ends on the page never depends on how it came.

import { tests as commonMark } from "commonmark-spec";
import { describe, expect, it } from "vitest";
import { cases } from "./cases.ts";
import { codeExamples, gfmExamples, mathExamples } from "./gfmExamples.ts";
import { cut, finishPieces, renderOnce, renderPieces } from "./helpers.ts";

const patience = 60_000;
const examples = commonMark.map(({ markdown }) => markdown.replaceAll("→", "\t"));

/** Sizes that cut `source` in different ways. */
function sizesOf(source: string): number[] {
  return Array.from({ length: Math.max(1, source.length - 1) }, (_, index) => index + 1);
}

describe("a text in pieces of every size", () => {
  it.each([
    ["CommonMark", examples],
    ["GitHub's flavour", gfmExamples],
    ["formulas", mathExamples],
    ["code", codeExamples],
  ])(
    "ends as the whole: %s",
    (_name, sources) => {
      expect(sources.length).toBeGreaterThan(5);
      for (const source of sources) {
        const whole = renderOnce(source);
        for (const size of sizesOf(source)) {
          const { html } = renderPieces(cut(source, size));
          if (html !== whole) expect({ source, size, html }).toEqual({ source, size, html: whole });
        }
      }
    },
    patience,
  );

  it(
    "ends as the whole with colours and formulas",
    async () => {
      for (const source of [
        ...codeExamples,
        ...mathExamples,
        ...cases,
        ...examples.filter((text) => /`|~|\$/.test(text)),
      ]) {
        const whole = (await finishPieces([source])).innerHTML;
        for (const size of [1, 2, 3, 7]) {
          const { innerHTML } = await finishPieces(cut(source, size));
          if (innerHTML !== whole) expect({ source, size, innerHTML }).toEqual({ source, size, innerHTML: whole });
        }
      }
    },
    patience,
  );
});
