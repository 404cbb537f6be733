import { expect, test } from "vitest";
import { isYes, parseGitConfig } from "../../../../src/core/access/gitConfig.ts";

test("sections, quotes, escapes, comments and continued lines are read as Git reads them", () => {
  const text = [
    "\ufeff; a comment",
    "[Core] bare = false ; not bare",
    "\tignoreCase",
    '\texcludesFile = "~/my rules" # here',
    "  path = C:\\\\rules\\\\a",
    "\tlong = one \\\r",
    "two",
    '[include "x\\"y"]',
    "path = a  b ",
    "not a setting",
  ].join("\n");
  expect(parseGitConfig(text)).toEqual([
    { name: "core.bare", value: "false" },
    { name: "core.ignorecase", value: undefined },
    { name: "core.excludesfile", value: "~/my rules" },
    { name: "core.path", value: "C:\\rules\\a" },
    { name: "core.long", value: "one two" },
    { name: 'include.x"y.path', value: "a  b" },
  ]);
});

test("what means yes", () => {
  for (const value of [undefined, "true", "YES", "on", "1", "-1"]) expect(isYes(value), value).toBe(true);
  for (const value of ["false", "no", "off", "0", "", "maybe"]) expect(isYes(value), value).toBe(false);
});
