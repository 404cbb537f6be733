import { expect, test } from "vitest";
import { type CodeSymbol, paragraphAt, symbolAt } from "../../../../src/core/code/codeSymbol.ts";
import { importLines } from "../../../../src/core/code/importLines.ts";
import { describeSurroundings } from "../../../../src/core/context/codeSubject.ts";

test("surroundings stay within the budget, diagnostics first, around the code", () => {
  const code = "the code";
  const text = describeSurroundings(
    {
      path: "a.ts",
      languageId: "typescript",
      code,
      line: 7,
      enclosing: `${"x".repeat(5000)}${code}${"y".repeat(5000)}`,
      imports: ["import a"],
      diagnostics: ["line 7: error: no"],
      related: [{ path: "b.ts", code: "z".repeat(9000) }],
    },
    2000,
  );
  expect(text.length).toBeLessThan(2300);
  expect(text).toContain("line 7: error: no");
  expect(text).toContain(code);
});

test("imports are found in several languages, groups as a whole", () => {
  expect(importLines(["import {", "  a,", '} from "b";', "code();"])).toHaveLength(3);
  expect(importLines(["package p", "", "import (", '\t"fmt"', ")", "func a() {}"])).toHaveLength(4);
  expect(importLines(["from a import b", "import c", "x = 1"])).toHaveLength(2);
});

test("the innermost function or class is meant, else the smallest part of the outline, else the paragraph", () => {
  const symbol = (name: string, block: boolean, start: number, end: number, children: CodeSymbol[] = []) => ({
    name,
    block,
    range: { start, end },
    children,
  });
  const outline = [symbol("A", true, 0, 20, [symbol("m", true, 2, 9, [symbol("x", false, 3, 4)])])];
  expect(symbolAt(outline, 3)?.name).toBe("m");
  expect(symbolAt(outline, 12)?.name).toBe("A");
  expect(symbolAt(outline, 30)).toBeUndefined();
  expect(symbolAt([symbol("# Title", false, 0, 5)], 2)?.name).toBe("# Title");
  const lines = ["a", "b", "", "c"];
  expect(paragraphAt(4, (line) => lines[line] ?? "", 1)).toEqual({ start: 0, end: 2 });
  expect(paragraphAt(4, (line) => lines[line] ?? "", 2)).toEqual({ start: 2, end: 3 });
});
