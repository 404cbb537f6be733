import fc from "fast-check";
import { expect, test } from "vitest";
import { readFrontMatter } from "../../../../../src/core/context/rules/frontMatter.ts";

const fieldsOf = (text: string) => Object.fromEntries(readFrontMatter(text).fields);

test("what skills and prompt files have at their start is read", () => {
  const text = [
    "---",
    "name: pdf-forms",
    'description: "Fills in: forms # not a comment"',
    "mode: 'agent'  # asks",
    "license: MIT # see LICENSE",
    "tools: ['a', 'b']",
    "globs:",
    "  - one",
    "argument-hint: >-",
    "  a text",
    "  over lines",
    "",
    "verbatim: |",
    "  first",
    "  second",
    "wrapped: it goes",
    "  on here",
    "empty:",
    "name: second",
    "---",
    "# Body",
    "",
  ].join("\r\n");
  const { fields, body } = readFrontMatter(`\ufeff${text}`);
  expect(Object.fromEntries(fields)).toEqual({
    name: "pdf-forms",
    description: "Fills in: forms # not a comment",
    mode: "agent",
    license: "MIT",
    "argument-hint": "a text over lines",
    verbatim: "first\nsecond",
    wrapped: "it goes on here",
    empty: "",
  });
  expect(body).toBe("# Body\r\n");
});

test("a text without front matter, or with one that never ends, is all body", () => {
  for (const text of [
    "",
    "# Title\n---\nname: x\n---\n",
    "---\nname: x\n",
    " ---\nname: x\n---\n",
    "---- \nname: x\n---",
  ]) {
    expect(readFrontMatter(text)).toEqual({ fields: new Map(), body: text });
  }
  expect(readFrontMatter(`---\n${"a: b\n".repeat(10_000)}---\nbody`).fields.size).toBe(0);
});

test("names of the language are fields like others", () => {
  expect(fieldsOf("---\nconstructor: a\n__proto__: b\ntoString: c\n---\n")).toEqual({
    constructor: "a",
    tostring: "c",
  });
});

test("whatever stands there, reading it ends and gives texts; the body is the end of the text", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "---",
      "...",
      "name:",
      "- x",
      "  in",
      "\t",
      "'",
      '"',
      "|",
      ">",
      "#",
      "[",
      "{",
      "&a",
      "*a",
      "!t",
      "\\",
      "\ufeff",
    ),
    fc.constantFrom("\n", "\r\n", "\r", " ", ": ", "\u2028", "\0"),
    fc.string({ unit: "binary", maxLength: 12 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.boolean(), (pieces, begins) => {
      const text = (begins ? "---\n" : "") + pieces.join("");
      const { fields, body } = readFrontMatter(text);
      expect(text.endsWith(body)).toBe(true);
      for (const [name, value] of fields) {
        expect(name).toMatch(/^[a-z][\w-]*$/);
        expect(typeof value).toBe("string");
      }
    }),
    { numRuns: 3000 },
  );
});

test("a plain or quoted value is read as it was written", () => {
  const value = fc
    .string({ minLength: 1, maxLength: 40 })
    .filter((text) => /^[\w .,;()/-]+$/.test(text) && text.trim() === text);
  fc.assert(
    fc.property(
      value.filter((text) => /^\w/.test(text)),
      fc.constantFrom("", "'", '"'),
      (text, quote) => {
        expect(fieldsOf(`---\nname: ${quote}${text}${quote}\n---\n`).name).toBe(text);
      },
    ),
  );
});

test("its work grows with the length of the text alone", () => {
  const hostile = [
    `---\n${"a:".repeat(500_000)}`,
    `---\nname: ${'"'.repeat(500_000)}\n---\n`,
    `---\nname: ${" #".repeat(8_000)}\n---\n${"---\n".repeat(200_000)}`,
    `---\nname: >\n${" \n".repeat(8_000)}---\n`,
    `---${" ".repeat(1_000_000)}`,
  ];
  const before = performance.now();
  for (const text of hostile) readFrontMatter(text);
  expect(performance.now() - before).toBeLessThan(2000);
});
