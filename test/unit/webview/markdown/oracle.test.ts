// @vitest-environment jsdom
// Nodes are built from tokens, with no HTML and no sanitiser in between: they must be what these would have left.

import { tests as commonMark } from "commonmark-spec";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StreamingMarkdown } from "../../../../webview-ui/markdown/streamingMarkdown.ts";
import { cutAnswers, hostileAnswers } from "../../../fixtures/hostile/hostileAnswers.ts";
import { cases } from "./cases.ts";
import { codeExamples, gfmExamples, mathExamples } from "./gfmExamples.ts";
import { labels } from "./helpers.ts";
import { oraclePage, tidy } from "./oracle/oraclePage.ts";

const patience = 60_000;

/** The finished page, as the oracle writes it. */
function built(source: string): string {
  const page = document.createElement("div");
  const markdown = new StreamingMarkdown(page, labels);
  markdown.append(source);
  markdown.finish();
  return tidy(page).innerHTML;
}

/** As a reply takes it. */
const normalised = (source: string) => source.replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd");

function compare(raw: string): void {
  const source = normalised(raw);
  let expected: string;
  try {
    expected = oraclePage(source, labels).innerHTML;
  } catch {
    // Nesting too deep for the stack, of the parser's HTML or the sanitiser's.
    return;
  }
  const html = built(source);
  if (html !== expected) expect({ source, html }).toEqual({ source, html: expected });
}

describe("what is built is what a sanitiser would have left", () => {
  it.each([
    ["CommonMark", commonMark.map(({ markdown }) => markdown.replaceAll("→", "\t"))],
    ["GitHub's flavour", gfmExamples],
    ["formulas", mathExamples],
    ["code", codeExamples],
    ["our own cases", cases],
    [
      "hostile answers",
      [...hostileAnswers(), ...cutAnswers(4)].map(({ text }) => text).filter((text) => text.length < 20_000),
    ],
  ])(
    "of %s",
    (_name, sources) => {
      expect(sources.length).toBeGreaterThan(5);
      for (const source of sources) compare(source);
    },
    patience,
  );

  const piece = fc.constantFrom(
    ...[
      "text ",
      "\n",
      "\n\n",
      "\n> ",
      "\n- ",
      "\n1. ",
      "\n  ",
      "\n# ",
      "\n| a | b |\n|---|:-:|\n| ",
      " | ",
      "\n---\n",
      "\n```",
      "\n$$\n",
    ],
    ...[
      "*",
      "**",
      "_",
      "~~",
      "`",
      "[a](",
      "[b](/c 'd')",
      "](x)",
      ")",
      "![",
      "![e *f*](https://g.h/i.png)",
      "[ref]",
      "\n\n[ref]: https://a.b 'c'\n",
    ],
    ...[
      "<b>",
      "</b>",
      "<script>",
      "</script>",
      "<img src=x onerror=alert(1)>",
      "<!-- ",
      "-->",
      "]]>",
      "<a href=javascript:x>",
    ],
    ...[
      "&amp;",
      "&lt;",
      "&#60;",
      "&#x6A;",
      "&notit;",
      "&colon;",
      "&",
      ";",
      "&nbsp;",
      "\\",
      "\\&",
      '"',
      "'",
      "<",
      ">",
      " ",
      "\u00a0",
      "\u3000",
    ],
    ...[
      "[x](javascript:alert(1))",
      "[x](a&amp;colon;b)",
      "[x](java&Tab;script:a)",
      '[x](y "</title>")',
      "<https://a.b/c>",
      "www.a.b",
      "$x$",
      "- [ ] ",
      "- [x] y",
    ],
  );

  it(
    "of anything",
    () => {
      const documents = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(""));
      fc.assert(fc.property(documents, compare), { numRuns: 3000 });
    },
    patience,
  );
});
