import { expect, test } from "vitest";
import type { CodeSymbol } from "../../../../src/core/code/codeSymbol.ts";
import { placeSnippet } from "../../../../src/core/edit/placeSnippet.ts";

const symbol = (name: string, start: number, end: number, children: CodeSymbol[] = []): CodeSymbol => ({
  name,
  block: true,
  range: { start, end },
  children,
});
const place = (snippet: string, file: string, language: string, symbols: readonly CodeSymbol[]) =>
  placeSnippet(snippet.split("\n"), file.split("\n"), { language, tabSize: 4, symbols }).type;

test.each([
  [
    "java",
    "class A {\n    int get(int i) {\n        return 1;\n    }\n}\n",
    "int get(int i) {\n    return 2;\n}",
    [symbol("A", 0, 5, [symbol("get(int)", 1, 4)])],
  ],
  [
    "go",
    "func (s *Set) Has() int {\n\treturn 1\n}\n",
    "func (s *Set) Has() int {\n\treturn 2\n}",
    [symbol("(*Set).Has", 0, 3)],
  ],
  [
    "python",
    "class A:\n    @x.setter\n    def x(self, v):\n        a()\n",
    "@x.setter\ndef x(self, v):\n    b()",
    [symbol("A", 0, 4, [symbol("x", 1, 4)])],
  ],
  ["css", "a,\n.b {\n  c: d;\n}\n", "a,\n.b {\n  c: e;\n}", [symbol("a", 0, 4), symbol(".b", 0, 4)]],
  ["json", '{\n  "a": 1\n}\n', '{\n  "a": 2\n}', [symbol("a", 1, 2)]],
  [
    "typescript",
    "export default class {\n  run() {\n    a();\n  }\n}\n",
    "run() {\n  b();\n}",
    [symbol("default", 0, 5, [symbol("run", 1, 4)])],
  ],
])("what a language's extension calls a thing is known: %s", (language, file, snippet, symbols) => {
  expect(place(snippet, file, language, symbols)).toBe("lines");
});

test("a definition that the outline does not have is none", () => {
  expect(place("void a() {\n  c();\n}", "void a() {\n  b();\n}\n", "cpp", [symbol("other", 0, 3)])).toBe("nowhere");
});
