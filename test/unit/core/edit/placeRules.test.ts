// What must never go wrong when code is placed, rule by rule.
import { describe, expect, test } from "vitest";
import type { CodeSymbol } from "../../../../src/core/code/codeSymbol.ts";
import { applyPlacement, placeSnippet } from "../../../../src/core/edit/placeSnippet.ts";

function place(snippet: string, file: string, language = "typescript", symbols: readonly CodeSymbol[] = []): string {
  const lines = file.split("\n");
  const placement = placeSnippet(snippet.split("\n"), lines, { language, tabSize: 4, symbols });
  return placement.type === "lines" ? applyPlacement(lines, placement).join("\n") : placement.type;
}

describe("imports", () => {
  test.each([
    ["typescript", 'import { a } from "./x";', 'import { a, b, c } from "./x";', "same"],
    ["typescript", 'import { d, a } from "./x";', 'import { a, b } from "./x";', 'import { d, a, b } from "./x";'],
    ["typescript", 'import x, { b } from "./x";', 'import x from "./x";', 'import x, { b } from "./x";'],
    [
      "typescript",
      'import type { T } from "./x";',
      'import { a } from "./x";',
      'import { a } from "./x";\nimport type { T } from "./x";',
    ],
    [
      "typescript",
      'import * as all from "./x";',
      'import { a } from "./x";',
      'import { a } from "./x";\nimport * as all from "./x";',
    ],
    [
      "typescript",
      'import { a, c } from "./x";',
      'import {\n  a,\n  b,\n} from "./x";',
      'import {\n  a,\n  c,\n  b,\n} from "./x";',
    ],
    ["typescript", 'import { a } from "./new";', 'import { a } from "./old";', "nowhere"],
    ["javascript", 'const { a, b } = require("x");', 'const { a } = require("x");', 'const { a, b } = require("x");'],
    ["python", "from x import a, b", "from x import a, c", "from x import a, b, c"],
    ["python", "from x import b", "from x import (\n    a,\n    c,\n)", "from x import (\n    a,\n    c,\n    b,\n)"],
    ["python", "import os", "import sys", "import sys\nimport os"],
    ["go", 'import "os"', 'import (\n\t"fmt"\n)', 'import (\n\t"fmt"\n\t"os"\n)'],
    ["rust", "use a::{b, d};", "use a::{b, c};", "use a::{b, d, c};"],
    ["rust", "use a::b;", "use a::{b, c};", "same"],
    ["java", "import a.B;", "import a.A;", "import a.A;\nimport a.B;"],
    ["csharp", "using B;", "using A;", "using A;\nusing B;"],
    ["php", "use A\\B;", "<?php\nuse A\\A;", "<?php\nuse A\\A;\nuse A\\B;"],
  ])("of %s are merged: %s into %s", (language, snippet, file, merged) => {
    const after = merged === "same" || merged === "nowhere" ? merged : `${merged}\n`;
    expect(place(snippet, `${file}\n`, language)).toBe(after);
  });
});

describe("a definition ends where it ends", () => {
  test.each([
    [
      "typescript",
      "function a() {\n  return `\n}\nfunction b() {\n`;\n}\n\nfunction c() {}\n",
      "function a() {\n  return 1;\n}",
      "function a() {\n  return 1;\n}\n\nfunction c() {}\n",
    ],
    [
      "typescript",
      "function a() {\n  const r = /[/'\"}]/;\n  return r;\n}\nlet x = 1;\n",
      "function a() {\n  return 1;\n}",
      "function a() {\n  return 1;\n}\nlet x = 1;\n",
    ],
    [
      "typescriptreact",
      'function A() {\n  return <p>Don\'t {x ? <b>}</b> : null} {"}"}</p>;\n}\nlet x = 1;\n',
      "function A() {\n  return null;\n}",
      "function A() {\n  return null;\n}\nlet x = 1;\n",
    ],
    [
      "python",
      'def a():\n    s = """\nx = 1\n"""\n# old\n    return s\n\nb = 1\n',
      "def a():\n    return 1",
      "def a():\n    return 1\n\nb = 1\n",
    ],
    [
      "csharp",
      "class A\n{\n    void Run()\n    {\n        foreach (var x in xs) {\n            Go(x);\n        }\n    }\n    int y;\n}\n",
      "void Run()\n{\n    Stop();\n}",
      "class A\n{\n    void Run()\n    {\n        Stop();\n    }\n    int y;\n}\n",
    ],
    [
      "rust",
      "pub fn a<'a, T>(x: &'a T) -> impl Iterator<Item = &'a T>\nwhere\n    T: Clone,\n{\n    one(x)\n}\nfn b() {}\n",
      "pub fn a<'a, T>(x: &'a T) -> impl Iterator<Item = &'a T>\nwhere\n    T: Clone,\n{\n    two(x)\n}",
      "pub fn a<'a, T>(x: &'a T) -> impl Iterator<Item = &'a T>\nwhere\n    T: Clone,\n{\n    two(x)\n}\nfn b() {}\n",
    ],
    [
      "c",
      "int a(void)\n{\n    char c = '{';\nretry:\n    return c;\n}\nint b;\n",
      "int a(void)\n{\n    return 1;\n}",
      "int a(void)\n{\n    return 1;\n}\nint b;\n",
    ],
  ])("in %s", (language, file, snippet, after) => {
    expect(place(snippet, file, language)).toBe(after);
  });

  test.each([
    [
      "csharp",
      "class A\n{\n    void Run()\n    {\n        foreach (var x in xs)\n        {\n            Go(x);\n        }\n    }\n}\n",
      "foreach (var x in xs)\n{\n    Stop(x);\n}",
    ],
    ["typescript", 'describe("a", () => {\n  one();\n});\n', 'describe("b", () => {\n  two();\n});'],
    ["typescript", "if (a) {\n  one();\n}\n", "if (b) {\n  two();\n}"],
  ])("control flow and calls of %s are no definitions", (language, file, snippet) => {
    expect(place(snippet, file, language)).toBe("nowhere");
  });
});

describe("members that the snippet does not speak of stay", () => {
  const five =
    "class A {\n  one() {\n    a();\n  }\n\n  two() {\n    b();\n  }\n\n  /** Kept. */\n  three = 3;\n\n  four() {\n    d();\n  }\n}\n";

  test("a class with fewer members keeps the others, in place", () => {
    expect(place("class A {\n  one() {\n    x();\n  }\n\n  four() {\n    d();\n  }\n}", five)).toBe(
      five.replace("a();", "x();"),
    );
  });

  test("a new member follows the one before it; the head may change", () => {
    const snippet =
      "class A extends B {\n  // ... existing code ...\n  two() {\n    b();\n  }\n\n  more() {\n    e();\n  }\n  // ... existing code ...\n}";
    expect(place(snippet, five)).toBe(
      five
        .replace("class A {", "class A extends B {")
        .replace("    b();\n  }\n", "    b();\n  }\n\n  more() {\n    e();\n  }\n"),
    );
  });

  test("the same method in two classes is told by the class", () => {
    const both = "class A {\n  run() {\n    a();\n  }\n}\nclass B {\n  run() {\n    b();\n  }\n}\n";
    expect(place("class B {\n  run() {\n    c();\n  }\n}", both)).toBe(both.replace("b();", "c();"));
    expect(place("run() {\n  c();\n}", both)).toBe("nowhere");
  });

  test("getter and setter of one name are two", () => {
    const file = "class A {\n  get x() {\n    return 1;\n  }\n\n  set x(v) {\n    s(v);\n  }\n}\n";
    expect(place("get x() {\n  return 2;\n}", file)).toBe(file.replace("return 1", "return 2"));
  });

  test("overloads are told by their parameters; another one does not replace them", () => {
    const file =
      "class A {\n    int get(int i) {\n        return one(i);\n    }\n\n    int get(String s) {\n        return two(s);\n    }\n}\n";
    expect(place("int get(String s) {\n    return 3;\n}", file, "java")).toBe(file.replace("two(s)", "3"));
    expect(place("int get(long l) {\n    return 3;\n}", file, "java")).toBe("nowhere");
    const single = "class A {\n    int get(int i) {\n        return one(i);\n    }\n}\n";
    expect(place("int get(int i, int j) {\n    return other(i, j);\n}", single, "java")).toBe("nowhere");
  });

  test("properties of an object, entries of an enumeration", () => {
    const object = "const config = {\n  a: 1,\n  b: { c: 2 },\n  d: 3\n};\n";
    expect(place("const config = {\n  a: 5,\n  e: 6,\n};", object)).toBe(
      "const config = {\n  a: 5,\n  e: 6,\n  b: { c: 2 },\n  d: 3\n};\n",
    );
    const json = '{\n  "a": 1,\n  "b": {\n    "c": 2\n  }\n}\n';
    expect(place('{\n  "b": {\n    "c": 3\n  }\n}', json, "json")).toBe(json.replace("2", "3"));
  });

  test("a signature alone does not replace an implementation", () => {
    expect(place("int run(int a);", "int run(int a) {\n    return 1;\n}\n", "c")).toBe("nowhere");
  });
});

describe("indentation", () => {
  test("what lies in a literal is never moved", () => {
    const file = "class A {\n  a() {\n    return `\nx\n  y\n`;\n  }\n}\n";
    expect(place("a() {\n  log();\n  return `\nx\n  y\n`;\n}", file)).toBe(
      file.replace("    return", "    log();\n    return"),
    );
  });

  test("one line at column 0 moves nothing else", () => {
    const file = "class A {\n    void a() {\n        b();\n    }\n}\n";
    const snippet = "    void a() {\n#if X\n        c();\n#endif\n    }";
    expect(place(snippet, file, "cpp")).toBe("class A {\n    void a() {\n#if X\n        c();\n#endif\n    }\n}\n");
  });

  test("a continuation line is no step", () => {
    const file = "func a() {\n\tb(1,\n\t\t2)\n}\n";
    expect(place("func a() {\n    if x {\n        b(1,\n            3)\n    }\n}", file, "go")).toBe(
      "func a() {\n\tif x {\n\t\tb(1,\n\t\t\t3)\n\t}\n}\n",
    );
  });
});

describe("what is not certain is not placed", () => {
  test("an outline that contradicts has the last word", () => {
    const file = "function a() {\n  one();\n}\nfunction b() {}\n";
    const symbol = (end: number): CodeSymbol => ({ name: "a", block: true, range: { start: 0, end }, children: [] });
    expect(place("function a() {\n  two();\n}", file, "typescript", [symbol(3)])).toContain("two();");
    expect(place("function a() {\n  two();\n}", file, "typescript", [symbol(4)])).toBe("nowhere");
  });

  test("what stands at the root and deeper under one name", () => {
    const css = ":root {\n  a: light;\n}\n@media dark {\n  :root {\n    a: dark;\n  }\n}\n";
    expect(place(":root {\n  a: dark;\n  b: c;\n}", css, "css")).toBe("nowhere");
    expect(place(":root {\n  a: light;\n  b: c;\n}", css, "css")).toBe(css.replace("light;", "light;\n  b: c;"));
    const js = "p.dir = one();\nif (!p.dir) {\n  p.dir = two();\n}\n";
    expect(place("p.dir = three();", js)).toBe("nowhere");
  });

  test("unbalanced brackets and open literals", () => {
    expect(place("function a() {\n  two();", "function a() {\n  one();\n}\n")).toBe("nowhere");
    expect(place("function a() {\n  return `x;\n}", "function a() {\n  one();\n}\n")).toBe("nowhere");
  });

  test("statements are put in place of others only between the same neighbours", () => {
    const file = "const a = one();\nuse(a, 1);\nfinish();\n";
    expect(place("const a = one();\nuse(a, 2);\nfinish();", file)).toBe(file.replace("1)", "2)"));
    expect(place("const a = one();\nfinish();", file)).toBe("nowhere");
  });
});

test("200,000 lines are read without running out of stack", () => {
  const file = Array.from({ length: 40_000 }, (_, index) => `function f${index}() {\n  a();\n  b();\n}\n`).join("\n");
  const placed = place("function f20000() {\n  c();\n}", file);
  expect(placed).toBe(file.replace("function f20000() {\n  a();\n  b();\n}", "function f20000() {\n  c();\n}"));
});
