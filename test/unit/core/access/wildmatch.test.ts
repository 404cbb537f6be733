import { expect, test } from "vitest";
import { toByteString, wildmatch } from "../../../../src/core/access/wildmatch.ts";

const path = { pathname: true, foldsCase: false };
const folded = { pathname: true, foldsCase: true };

test.each([
  ["foo", "foo", path, true],
  ["f*", "foo/bar", path, false],
  ["f*", "foo/bar", { pathname: false, foldsCase: false }, true],
  ["**/bar", "bar", path, true],
  ["**/bar", "a/b/bar", path, true],
  ["a/**/b", "a/b", path, true],
  ["a/**/b", "a/x/y/b", path, true],
  ["a/**", "a/x/y", path, true],
  ["a**/b", "a/x/b", path, false],
  ["*/b", "a/b", path, true],
  ["*/b", "a/x/b", path, false],
  ["?", "/", path, false],
  ["[!a]", "/", path, false],
  ["[a-c]x", "bx", path, true],
  ["[A-C]x", "bx", path, false],
  ["[A-C]x", "bx", folded, true],
  ["[[:upper:]]", "a", folded, true],
  ["[[:digit:]-]", "-", path, true],
  ["[]]", "]", path, true],
  ["[a", "a", path, false],
  ["\\*", "*", path, true],
  ["a\\", "a\\", path, false],
  ["ABC", "abc", folded, true],
  // Git counts bytes.
  ["???", "文", path, true],
  ["?", "文", path, false],
  ["É", "é", folded, false],
])("%s on %s: %o", (pattern, text, options, expected) => {
  expect(wildmatch(toByteString(pattern), toByteString(text), options)).toBe(expected);
});

test("a hostile pattern ends: tens of stars over a long name", () => {
  const text = `${"a".repeat(200)}/${"ab/".repeat(60)}c`;
  expect(wildmatch(`${"*a".repeat(40)}x`, text, path)).toBe(false);
  expect(wildmatch(`${"**/*a*".repeat(20)}x`, text, path)).toBe(false);
  expect(wildmatch(`${"**/".repeat(40)}x`, text, path)).toBe(false);
});

test("a letter behind a backslash is not folded, as in Git", () => {
  const folds = { pathname: true, foldsCase: true };
  expect(wildmatch("\\TODO", "todo", folds)).toBe(false);
  expect(wildmatch("\\todo", "TODO", folds)).toBe(true);
  expect(wildmatch("TO\\*", "to*", folds)).toBe(true);
});
