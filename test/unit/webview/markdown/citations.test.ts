// @vitest-environment jsdom
import fc from "fast-check";
import { expect, it } from "vitest";
import { StreamingMarkdown } from "../../../../webview-ui/markdown/streamingMarkdown.ts";
import { cut, labels } from "./helpers.ts";

const citations = ["Source 1: One", "Source 2: <b>Two</b>"];

function render(pieces: readonly string[], names: readonly string[] = citations): { html: string; redrawn: number } {
  const root = document.createElement("div");
  const markdown = new StreamingMarkdown(root, { ...labels, citations: names });
  pieces.forEach((piece, index) => {
    markdown.append(piece);
    markdown.commit(index * 1000);
  });
  markdown.finish();
  return { html: root.innerHTML, redrawn: markdown.redrawn };
}

function numbersIn(source: string, names = citations): (string | null)[] {
  const root = document.createElement("div");
  root.innerHTML = render([source], names).html;
  return [...root.querySelectorAll("[data-testid=citation]")].map((button) => button.textContent);
}

it.each([
  ["Water is wet [1].", ["1"]],
  ["Water[1][2] is wet 【2】【1†source】.", ["1", "2", "2", "1"]],
  ["Said (citation:1) and [citation:2] and [^1].", ["1", "2", "1"]],
  ["- a [1]\n- **b [2]**\n\n> c [1]\n\n| d [2] |\n|---|\n| [1] |", ["1", "2", "1", "2", "1"]],
])("in %j the numbers %j can be pressed", (source, numbers) => {
  expect(numbersIn(source)).toEqual(numbers);
});

it.each([
  "There is no source [3], [0] or [99].",
  "`code[1]` and [a link [1]](https://example.com)",
  "The sum $a_[1] + b[2]$ is\n\n$$x[1]$$\n",
  "```js\na[1]\n```\n\n    b[2]\n",
  "[1]: https://example.com\n\nA link [1] of its own.",
  "<div>[1]</div>",
])("nothing can be pressed in %j", (source) => {
  expect(numbersIn(source)).toEqual([]);
});

it("without sources a mark is text", () => {
  expect(numbersIn("Water is wet [1].", [])).toEqual([]);
  expect(render(["Water is wet [1]."], []).html).toContain("wet [1].");
});

it("a source's title stays text", () => {
  const root = document.createElement("div");
  root.innerHTML = render(["x [2]"]).html;
  expect(root.querySelector("b")).toBeNull();
  expect(root.querySelector("button")?.getAttribute("aria-label")).toBe("Source 2: <b>Two</b>");
});

it("a text in pieces reads like the whole, and nothing is drawn twice", () => {
  const line = fc.constantFrom(
    ...[
      "a [1] b",
      "[2]",
      "- c[1][2]",
      "  - d 【1】",
      "> [1]",
      "**e [2] f**",
      "`[1]`",
      "```",
      "| [1] |",
      "|---|",
      "",
      "",
      "[^1]",
    ],
    ...["(citation:2)", "[citation:1]", "[3]", "[1", "]", "# [1]", "[x][1]", "![1]"],
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.integer({ min: 1, max: 7 }), (lines, size) => {
      const source = lines.join("\n");
      const { html, redrawn } = render(cut(source, size));
      expect(html).toBe(render([source]).html);
      expect(redrawn).toBe(0);
    }),
    { numRuns: 300 },
  );
});
