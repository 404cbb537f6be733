import { expect, test } from "vitest";
import { withoutForeignValues } from "../../../../src/core/tools/quotedText.ts";

const not = "is not assignable to type";

test.each([
  ["a password of another file", `Type '"hunter22!"' ${not} '"a"'.`, "", `Type '"…"' ${not} '"a"'.`],
  ["a key", `Type '"q7Zt1vR9mX4bLw2Ks8Nd"' ${not} 'never'.`, "", `Type '"…"' ${not} 'never'.`],
  ["one of several", `Type '"a" | "Pa55word"' ${not} 'x'.`, "", `Type '"a" | "…"' ${not} 'x'.`],
  ["one that was cut off", `Type '"q7Zt1vR9mX4bLw2Ks`, "", `Type '"…"`],
  ["a number", `Type '82734112' ${not} '1'.`, "", `Type '"…"' ${not} '1'.`],
  ["one with a quote in it", `Type '"a\\"b!Xy9"' ${not} 'x'.`, "", `Type '"…"' ${not} 'x'.`],
])("%s is left out", (_, message, text, expected) => {
  expect(withoutForeignValues(message, text)).toBe(expected);
});

test.each([
  ["what stands in the file itself", `Type '"hunter22!"' ${not} 'x'.`, 'const a = "hunter22!";'],
  ["the same with a quote in it", `Type '"a\\"b!Xy9"' ${not} 'x'.`, `const a = 'a"b!Xy9';`],
  ["words", `Type '"button"' ${not} '"submit" | "reset"'.`, ""],
  ["names", "Property 'firstName2' does not exist on type 'User_1'.", ""],
  ["numbers of lines and errors", "12345: TS2322", ""],
])("%s is told", (_, message, text) => {
  expect(withoutForeignValues(message, text)).toBe(message);
});
