import { expect, test } from "vitest";
import { matchStyle } from "../../../../src/core/edit/matchStyle.ts";

const style = (lines: string[], old: string[], tabSize = 4) => matchStyle(lines, old, tabSize);

test("an answer at column 0 moves in to where the old text was", () => {
  expect(style(["def a():", "    pass"], ["    def a():", "        return 1"])).toEqual([
    "    def a():",
    "        pass",
  ]);
});

test("an answer that is indented as it should be stays", () => {
  const old = ["        deep();", "    shallow();"];
  expect(style(["        other();", "    shallow();"], old)).toEqual(["        other();", "    shallow();"]);
});

test("spaces become tabs where the old text has tabs, and what aligns is kept", () => {
  const old = ["\tif (a) {", "\t\tb();", "\t}"];
  expect(style(["  if (a) {", "    /*", "     * c", "     */", "    b();", "  }"], old)).toEqual([
    "\tif (a) {",
    "\t\t/*",
    "\t\t * c",
    "\t\t */",
    "\t\tb();",
    "\t}",
  ]);
});

test("tabs become spaces where the old text has spaces", () => {
  expect(style(["\tb();", "\t\tc();"], ["  b();", "    c();"], 2)).toEqual(["  b();", "    c();"]);
});

test("blank lines at either end are those of the old text, the final newline too", () => {
  expect(style(["", "a", "", "b", "", ""], ["", "x", ""])).toEqual(["", "a", "", "b", ""]);
  expect(style(["a"], ["x"])).toEqual(["a"]);
  expect(style(["a"], [""])).toEqual(["a"]);
  expect(style(["a"], ["", ""])).toEqual(["a", ""]);
});

test("one line at column 0 moves nothing else", () => {
  const old = ["    void a() {", "        b();", "    }"];
  const answer = ["    void a() {", "#if X", "        c();", "#endif", "again:", "        d();", "    }"];
  expect(style(answer, old)).toEqual(answer);
  expect(style(["void a() {", "#if X", "    c();", "#endif", "}"], old)).toEqual([
    "    void a() {",
    "#if X",
    "        c();",
    "#endif",
    "    }",
  ]);
});

test("a continuation line is not the step", () => {
  const old = ["\tif (a) {", "\t\tb();", "\t}"];
  const answer = ["  if (a) {", "    b(1,", "      2);", "    c(d,", "      e);", "  }"];
  expect(style(answer, old)).toEqual(["\tif (a) {", "\t\tb(1,", "\t\t\t2);", "\t\tc(d,", "\t\t\te);", "\t}"]);
  expect(style(["if (a) {", "    b(1,", "      2);", "}"], old)).toEqual([
    "\tif (a) {",
    "\t\tb(1,",
    "\t\t  2);",
    "\t}",
  ]);
});

test("what lies in a literal never moves, also while it is being written", () => {
  const old = ["    return a;"];
  const answer = ["return `", "  x", "\ty", "`;"];
  const wanted = ["    return `", "  x", "\ty", "`;"];
  expect(matchStyle(answer, old, 4, "typescript")).toEqual(wanted);
  expect(matchStyle(answer.slice(0, 3), old, 4, "typescript")).toEqual(wanted.slice(0, 3));
});

test("a byte order mark in an answer is no text", () => {
  expect(style(["\uFEFFa"], ["x"])).toEqual(["a"]);
});

test("nothing stays nothing", () => {
  expect(style(["", " "], ["x"])).toEqual([]);
});
