import fc from "fast-check";
import { expect, test } from "vitest";
import { plainMessage, plainName, visibleName, withoutLinks } from "../../../../src/core/util/plainText.ts";

const link = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)/i;
const misleading = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      "](",
      "]",
      "(",
      "[",
      "[a](command:b)",
      "\n",
      "\r",
      "\u2028",
      "\u202E",
      "\u2066",
      "\u200B",
      "\u2060",
      "\0",
      "\uD800",
    ),
    fc.string({ unit: "grapheme", maxLength: 3 }),
    fc.string({ unit: "binary", maxLength: 3 }),
  ),
  maxLength: 300,
});

test.each([
  ["src/a.ts", "src/a.ts"],
  ["文档/说明 (1).md", "文档/说明 (1).md"],
  ["app/[id]/page.ts", "app/[id]/page.ts"],
  ["❤️.md", "❤️.md"],
  ["a.md\nREADME.md (ignored by Git)", "a.md�README.md (ignored by Git)"],
  ["a\u202Etxt.exe", "a�txt.exe"],
  ["a\u200Bb\u00ADc\u3164d", "a�b�c�d"],
  ["[notes](command:a.b).env", "[notes]\u2060(command:a.b).env"],
])("the name %j is shown as %j", (name, shown) => {
  expect(plainName(name)).toBe(shown);
});

test("a long name keeps its ends", () => {
  const shown = plainName(`src/${"x".repeat(500)}/secrets.env`);
  expect(shown).toHaveLength(200);
  expect(shown).toMatch(/^src\/x+…x+\/secrets\.env$/);
});

test("whatever a name is, it is one line without links and without anything unseen", () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const shown = plainName(name);
      expect(shown).not.toMatch(misleading);
      expect(shown).not.toContain("](");
      expect(shown.replaceAll("]\u2060(", "](")).not.toMatch(/[\u200B-\u200F\u2060-\u206F\uFEFF]/);
      expect([...shown.replaceAll("]\u2060(", "](")].length).toBeLessThanOrEqual(200);
      expect(shown.isWellFormed()).toBe(true);
      expect(plainName(shown)).toBe(shown);
      expect(visibleName(name)).not.toMatch(misleading);
    }),
  );
});

test("whatever is in a message, VS Code finds no link in it", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const one = plainMessage(text);
      expect(one).not.toMatch(link);
      expect(one).not.toMatch(misleading);
      const several = plainMessage(text, "several");
      expect(several).not.toMatch(link);
      expect(several.replaceAll("\n", "")).not.toMatch(misleading);
    }),
  );
});

test("words of our own stay as they are", () => {
  for (const text of ["There is no a.ts in the workspace.", "“[x] (y)” 已保存。", "100% (x)"]) {
    expect(plainMessage(text)).toBe(text);
    expect(withoutLinks(text)).toBe(text);
  }
  expect(plainMessage("a\nb")).toBe("a b");
  expect(plainMessage("a\nb", "several")).toBe("a\nb");
});
