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
  const hostile = fc.array(
    fc.oneof(fc.constantFrom("</code>", "</CODE-2>", "</code-2>", "</code-13", "</code", "\n", "<code>"), fc.string()),
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
