import fc from "fast-check";
import { expect, test } from "vitest";
import { dropUnknownArguments, parseToolArguments } from "../../../../src/core/tools/toolArguments.ts";

test("arguments that are JSON come back as they are", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (input) => {
      const json = JSON.stringify(input);
      expect(parseToolArguments(json)).toEqual({ ok: true, input: JSON.parse(json), repaired: false });
    }),
  );
});

test.each([
  ["nothing", "", {}],
  ["blanks", " \n", {}],
  ["JSON in a string", '"{\\"a\\":1}"', { a: 1 }],
])("%s is understood without a repair", (_, json, input) => {
  expect(parseToolArguments(json)).toEqual({ ok: true, input, repaired: false });
});

test.each([
  ["a fence", '```json\n{"a":1}\n```', { a: 1 }],
  ["an empty object before the real one", '{}{"a":1}', { a: 1 }],
  [
    "raw line breaks and tabs in a string",
    '{"code":"if (x) {\n\treturn \\"y\\";\n}"}',
    { code: 'if (x) {\n\treturn "y";\n}' },
  ],
  ["a trailing comma", '{"a":[1,2,],}', { a: [1, 2] }],
  ["brackets left over", '{"a":{"b":1}}}]', { a: { b: 1 } }],
])("%s is repaired", (_, json, input) => {
  expect(parseToolArguments(json)).toEqual({ ok: true, input, repaired: true });
});

test.each([
  ['{"path":"a.ts","content":"half of a fi'],
  ['{"a":1'],
  ["[1,2]"],
  ["null"],
  ["call it"],
  ['{"a":1} and more'],
  ['{"a":1}{"b":2}'],
])("%s stays unread", (json) => {
  expect(parseToolArguments(json)).toEqual({ ok: false });
});

test("no prefix of an object is ever taken for the whole", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.nat(), (input, at) => {
      const json = JSON.stringify(input);
      const cut = json.slice(0, 1 + (at % (json.length - 1)));
      expect(parseToolArguments(cut).ok).toBe(false);
    }),
  );
});

test("unknown parameters go where the schema forbids them, and nowhere else", () => {
  const properties = { a: { type: "string" } };
  const input = { a: "1", b: 2, toString: 3 };
  expect(dropUnknownArguments(input, { properties, additionalProperties: false })).toEqual({ a: "1" });
  expect(dropUnknownArguments(input, { properties })).toEqual(input);
  expect(dropUnknownArguments(input, undefined)).toEqual(input);
});
