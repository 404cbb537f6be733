import fc from "fast-check";
import { expect, test } from "vitest";
import { taggedText } from "../../../../src/core/context/taggedText.ts";

test("a text stands between its tags", () => {
  expect(taggedText("code", "a < b", { from: "src/a.ts:1-2" })).toBe('<code from="src/a.ts:1-2">\na < b\n</code>');
});

test("a name cannot end the attribute or the tag", () => {
  expect(taggedText("code", "x", { from: '">\n</code>&' })).toBe(
    '<code from="&quot;&gt; &lt;/code&gt;&amp;">\nx\n</code>',
  );
});

test("nothing in a text ends its tag", () => {
  const number = fc.oneof(
    fc.integer({ min: 0, max: 40 }).map(String),
    fc.constantFrom("999999999", "1000000000", "02", "-2", "2e9", "9".repeat(400)),
    fc.stringMatching(/^\d{1,24}$/),
  );
  const hostile = fc.array(
    fc.oneof(
      fc.constantFrom("</code>", "</CODE-2>", "</code-2>", "</code-13", "</code", "\n", "<code>"),
      number.map((digits) => `</code-${digits}>`),
      fc.string(),
    ),
  );
  fc.assert(
    fc.property(hostile, (pieces) => {
      const text = pieces.join("");
      const [, name = ""] = /^<(code[-\d]*)>/.exec(taggedText("code", text)) ?? [];
      expect(name).not.toBe("");
      expect(text.toLowerCase()).not.toContain(`</${name}`);
      expect(taggedText("code", text)).toBe(`<${name}>\n${text}\n</${name}>`);
    }),
  );
});

test("a text of ends alone costs work in proportion to its length", { timeout: 30_000 }, () => {
  // One look through the text for each number would take hours.
  const text = Array.from({ length: 300_000 }, (_, n) => `</code-${n}>`).join("");
  expect(taggedText("code", text).startsWith("<code-300000>\n")).toBe(true);
});

test("ends of more digits than a number has do not hide the next one", () => {
  const text = "</code-999999999></code-1000000000>";
  expect(taggedText("code", text)).toBe(`<code-2>\n${text}\n</code-2>`);
});
