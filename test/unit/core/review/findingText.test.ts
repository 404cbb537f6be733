// What a model writes under a finding loads nothing and leads nowhere: held against a reader of Markdown.

import { marked } from "marked";
import { expect, test } from "vitest";
import { harmless } from "../../../../src/core/review/findingText.ts";

test.each([
  "[press](command:workbench.action.terminal.sendSequence)",
  "![](https://example.invalid/seen.png)",
  "![a][b]\n\n[b]: https://example.invalid/seen.png",
  "[a][]\n\n[a]: command:x",
  "[a]\n\n[a]: command:x",
  "[a]\n\n  [a]:\n  command:x 'title'",
  "<command:x>",
  "<img src=https://example.invalid/seen.png>",
  "<a href='command:x'>press</a>",
  "<!-- <b> --><script>x()</script>",
  "`a](command:x)` [`b`](command:y)",
  "[[a](command:x)](command:y)",
  "[a\n](command:x)",
  "[^1]: <img src=x>",
  "\\[a](command:x) \\\\[a](command:x)",
])("%s does nothing", (text) => {
  // An address that is written out is shown as what it is, and leads to what it says.
  const html = marked
    .parse(harmless(text), { async: false, gfm: true })
    .replace(/<a href="https:\/\/[^"]*">https:\/\/[^<]*<\/a>/g, "");
  expect(html).not.toMatch(/<(?!\/?(?:p|code|pre|em|strong|ul|ol|li|br|blockquote|h\d)\b)/i);
});

test("what explains stays: emphasis, code, lists, and comparisons", () => {
  const text = "**No**: `a[0] < b` and `if (a <= b)`.\n\n- one\n- two\n\n```ts\nconst a = x[1];\n```";
  expect(harmless(text)).toBe(text);
  expect(harmless("a\u202Eb\u200Bc")).toBe("a�b�c");
});
