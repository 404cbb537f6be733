// @vitest-environment jsdom
import fc from "fast-check";
import { marked } from "marked";
import { describe, expect, it } from "vitest";
import { StreamingMarkdown } from "../../../../webview-ui/markdown/streamingMarkdown.ts";
import { cases } from "./cases.ts";
import { cut, labels, renderOnce, renderPieces } from "./helpers.ts";

const sizes = [1, 2, 3, 5, 8, 13, 64];
const runs = 300;
const patience = 60_000;

/** Definitions may change blocks that were settled, so only without one nothing is drawn twice. */
function mayRedraw(source: string): boolean {
  return source.includes("]:");
}

describe("a text in pieces", () => {
  it.each(cases)("reads like the whole: %j", (source) => {
    const whole = renderOnce(source);
    for (const size of sizes) {
      const { html, redrawn } = renderPieces(cut(source, size));
      expect(html, `in pieces of ${size}`).toBe(whole);
      if (!mayRedraw(source)) expect(redrawn, `redrawn in pieces of ${size}`).toBe(0);
    }
  });

  const line = fc.constantFrom(
    ...[
      "",
      "",
      "",
      " ",
      "   ",
      "    ",
      "\t",
      "text",
      "more text",
      "  two in",
      "    four in",
      "      six in",
      "\ttab in",
    ],
    ...["# heading", "##", "#no", "===", "---", "- - -", "***", "--", "=", "* * *x"],
    ...[
      "- item",
      "-",
      "- ",
      "  - nested",
      "    - deep",
      "* star",
      "+ plus",
      "1. one",
      "1.",
      "2. two",
      "10) ten",
      "1",
      "- [ ] todo",
      "- [x] done",
    ],
    ...["> quote", ">", "> > deep", "> - item", "> ```", ">code", "> # h", "> a | b", "> --- | ---"],
    ...["```", "```js", "````", "~~~", "~~~~ x", "  ```", "   ```ts", "    ```", "``", "`", "``` x`"],
    ...["a | b", "--- | ---", "|---|", "| a | b |", "| - | - |", "|:-|-:|", "| 1 | 2 |", "-- | -"],
    ...[
      "<div>",
      "</div>",
      "<span>",
      "<!-- c",
      "-->",
      "<!-- one -->",
      "<pre>",
      "</pre>",
      "<?php",
      "?>",
      "<br>",
      "<x y>",
      "<script>",
    ],
    ...[
      "*em*",
      "**strong",
      "`code`",
      "[a](b.ts)",
      "[ref]",
      "![i](http://x/y.png)",
      "line  ",
      "line\\",
      "&amp; &lt;",
      "http://a.b",
    ],
  );
  // Blank for a list, text for a paragraph.
  const wide = fc.constantFrom(
    "\u3000",
    " \u3000",
    "- \u3000",
    "-\u3000",
    "\u00a0",
    "  \ufeffx",
    "$$",
    "$$x$$",
    "   three",
  );
  const wideDocuments = fc.array(fc.oneof(line, wide), { maxLength: 8 }).map((lines) => lines.join("\n"));
  const documents = fc.array(line, { maxLength: 14 }).map((lines) => lines.join("\n"));
  const withDefinitions = fc
    .array(fc.oneof(line, fc.constantFrom("[ref]: /u", '[ref]: /u "title', '"', "[ref]: <x>", "[ref]:", "'t'", "(x")), {
      maxLength: 12,
    })
    .map((lines) => lines.join("\n"));

  it(
    "reads like the whole, whatever it is and however it is cut",
    () => {
      fc.assert(
        fc.property(documents, fc.integer({ min: 1, max: 9 }), (source, size) => {
          const { html, redrawn } = renderPieces(cut(source, size));
          expect(html).toBe(renderOnce(source));
          expect(redrawn).toBe(0);
        }),
        { numRuns: runs },
      );
    },
    patience,
  );

  // Long enough for what is closed in a list or a table to leave the open end.
  const item = fc.constantFrom(
    ...["- a", "- b *c*", "- d", "-", "- ", "-   wide", "- [ ] todo", "- [x] done", "- `e`", "- > f", "- # g", "- - h"],
    ...["- ```", "- | a |", "- $$", "* star", "1. one", "2. two", "3) three", " - in", "  - in two", "   1. in three"],
    ...["  more", "lazy", "    code", "  ```", "", "", "  ", "---", "- - -", "text", "\u3000", "\t- tab", "  | - |"],
  );
  const row = fc.constantFrom(
    ...["| 1 | 2 |", "| *a* | `b` |", "| c |", "| d | e | f |", "g | h", "| `i|j` | \\| |", "| |", "|", "text", "k"],
    ...["\t", "", "> q", "- l", "# m", "    n", "$$ o | p", "$$", "<b>", "---", "| - | - |", "| [r](s) | t |"],
  );
  const groups = fc.oneof(
    fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom("- a", "- b", "1. c", "2. d") }, item), {
      maxLength: 16,
    }),
    fc
      .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom("| 1 | 2 |", "| 3 | 4 |") }, row), { maxLength: 14 })
      .map((rows) => ["| a | b |", "| - | -: |", ...rows]),
  );
  const longGroups = fc
    .tuple(
      fc.constantFrom("", "Text:\n", "# h\n", "$$\n", "> q\n\n"),
      groups,
      fc.constantFrom("", "\n\nend", "\n\n[x]: y\n\n[x]"),
    )
    .map(([before, lines, after]) => before + lines.join("\n") + after);

  it(
    "reads like the whole where lists and tables are long",
    () => {
      fc.assert(
        fc.property(longGroups, fc.integer({ min: 1, max: 12 }), (source, size) => {
          const { html, redrawn } = renderPieces(cut(source, size));
          expect(html).toBe(renderOnce(source));
          if (!mayRedraw(source)) expect(redrawn).toBe(0);
        }),
        { numRuns: runs },
      );
    },
    patience,
  );

  it(
    "reads like the whole with spaces that are blank to some, and with formulas",
    () => {
      fc.assert(
        fc.property(wideDocuments, fc.integer({ min: 1, max: 6 }), (source, size) => {
          expect(renderPieces(cut(source, size)).html).toBe(renderOnce(source));
        }),
        { numRuns: runs },
      );
    },
    patience,
  );

  it(
    "reads like the whole with link definitions",
    () => {
      fc.assert(
        fc.property(withDefinitions, fc.integer({ min: 1, max: 9 }), (source, size) => {
          expect(renderPieces(cut(source, size)).html).toBe(renderOnce(source));
        }),
        { numRuns: runs },
      );
    },
    patience,
  );

  it(
    "reads like the whole for any characters",
    () => {
      const characters = fc.string({
        unit: fc.constantFrom(...Array.from(" \n\n\t-*_`~#>|[]()<>!\\&:;=+1.ax中😀")),
        maxLength: 60,
      });
      fc.assert(
        fc.property(characters, fc.integer({ min: 1, max: 4 }), (source, size) => {
          expect(renderPieces(cut(source, size)).html).toBe(renderOnce(source));
        }),
        { numRuns: runs },
      );
    },
    patience,
  );

  it("goes on after it had ended", () => {
    const source = "# a\n\n```js\nlet x\n```\n\n- b\n- c\n\n[d]: e.f\n\n[d]\n";
    for (let end = 1; end < source.length; end++) {
      const root = document.createElement("div");
      const markdown = new StreamingMarkdown(root, labels);
      markdown.append(source.slice(0, end));
      markdown.finish();
      const heading = root.querySelector("h1");
      markdown.resume(source.slice(0, end));
      markdown.append(source.slice(end));
      markdown.finish();
      expect(root.innerHTML).toBe(renderOnce(source));
      if (end > 4) expect(root.querySelector("h1")).toBe(heading);
    }
  });
});

describe("what is let go of", () => {
  it("are blocks, and items of a list as soon as the next begins, each once", () => {
    const settled: string[] = [];
    const root = document.createElement("div");
    const markdown = new StreamingMarkdown(root, labels, (block) => settled.push(block.textContent ?? ""));
    const write = (text: string) => {
      markdown.append(text);
      markdown.commit(0);
    };
    write("Text\n\n- one\n");
    expect(settled).toEqual(["Text"]);
    write("- two\n- th");
    expect(settled).toEqual(["Text", "one", "two"]);
    write("ree\n");
    expect(settled).toEqual(["Text", "one", "two"]);
    markdown.finish();
    expect(settled).toEqual(["Text", "one", "two", "onetwothree"]);
  });

  it("are items once more when the list is drawn anew", () => {
    const settled: string[] = [];
    const root = document.createElement("div");
    const markdown = new StreamingMarkdown(root, labels, (block) => settled.push(block.innerHTML));
    for (const text of ["- one\n- two\n", "- three\n\n- four\n"]) {
      markdown.append(text);
      markdown.commit(0);
    }
    expect(settled.slice(0, 1)).toEqual(["one"]);
    expect(settled.slice(1)).toEqual(["one", "two", "three"].map((text) => `<p>${text}</p>`));
  });
});

describe("the work", () => {
  const lexedPerCharacter = (source: string, size: number) => renderPieces(cut(source, size)).lexed / source.length;

  it(
    "stays linear for prose",
    () => {
      const source = "Some **prose** of a usual length, with `code` and a [link](https://example.com).\n\n".repeat(60);
      expect(lexedPerCharacter(source, 8)).toBeLessThan(20);
    },
    patience,
  );

  it.each([
    ["a table", `| a | b |\n|---|--:|\n${"| some *words* | 42 |\n".repeat(300)}`],
    ["a list", "- An item of a few *words*, with `code`.\n".repeat(200)],
    ["a list with blank lines", "1. An item of a few *words*, with `code`.\n\n".repeat(200)],
    ["a list below a line of text", `Text:\n${"- An item of a few *words*, with `code`.\n".repeat(200)}`],
  ])("stays linear for %s", (_, source) => {
    expect(lexedPerCharacter(source, 8)).toBeLessThan(30);
  });

  it("is nothing for the lines of an open fence", () => {
    const source = `\`\`\`ts\n${"const answer = 42;\n".repeat(5000)}\`\`\`\n`;
    expect(lexedPerCharacter(source, 16)).toBeLessThan(0.1);
  });
});

describe("blocks", () => {
  it("are the ones marked sees", () => {
    const source = "# a\n\nb *c*\n\n- d\n\n  e\n- f\n\n1. g\n\n> h\n> i\n\n---\n\nx\n===\n";
    const plain = (html: string) => html.replaceAll(' dir="auto"', "").replace(/>\s+</g, "><").trim();
    expect(plain(renderOnce(source))).toBe(plain(marked.parse(source, { async: false })));
  });
});
