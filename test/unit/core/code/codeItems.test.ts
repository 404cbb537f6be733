import { describe, expect, test } from "vitest";
import type { CodeItem } from "../../../../src/core/code/codeItem.ts";
import { membersOf, rootItems } from "../../../../src/core/code/codeItems.ts";
import { readCode } from "../../../../src/core/code/readCode.ts";
import { syntaxOf } from "../../../../src/core/code/syntax.ts";

/** The outline, one line an item: its type or what it defines, and its lines. */
function outline(source: string, language: string): string[] | undefined {
  const syntax = syntaxOf(language);
  const text = syntax && readCode(source.split("\n"), syntax);
  if (!text) return undefined;
  const isGap = () => false;
  const write = (items: readonly CodeItem[] | undefined, by: string): string[] =>
    (items ?? []).flatMap((item) => [
      `${by}${item.definition ? `${item.definition.kind} ${item.definition.name}` : item.type} ${item.start}-${item.end}`,
      ...write(membersOf(text, item, isGap), `${by}  `),
    ]);
  const items = rootItems(text, isGap);
  return items && write(items, "");
}

describe("the structure of a text", () => {
  test.each([
    [
      "typescript",
      "import a from 'a';\n\n// About b.\n@d()\nexport class B<T> extends C {\n  x = 1;\n  get y() {\n    return 2;\n  }\n}\nexport const f = () => {\n  g();\n};",
      ["import 0-1", "type B 2-10", "  variable x 5-6", "  getter y 6-9", "variable f 10-13"],
    ],
    [
      "javascript",
      "module.exports = {\n  a: 1,\n  b() {\n    return 2;\n  },\n};\nA.prototype.c = function () {\n  d();\n};",
      ["assignment module.exports 0-6", "  variable a 1-2", "  callable b 2-5", "assignment A.prototype.c 6-9"],
    ],
    [
      "python",
      "import a\n\n@d\ndef b(c):\n    return 1\n\nclass E:\n    def f(self):\n        pass\n",
      ["import 0-1", "callable b 2-5", "type E 6-9", "  callable f 7-9"],
    ],
    [
      "go",
      "package a\n\nfunc (s *Set[T]) Has(k T) bool {\n\treturn true\n}\n\ntype Set[T any] struct {\n\tm map[T]bool\n}",
      ["statement 0-1", "callable Set.Has 2-5", "type Set 6-9", "  variable m 7-8"],
    ],
    [
      "rust",
      "#![allow(x)]\nuse a::b;\n\n#[derive(C)]\npub struct D<'a> {\n    e: &'a str,\n}\n\nimpl<'a> D<'a> {\n    pub fn f(&self) -> u8 {\n        1\n    }\n}",
      [
        "statement 0-1",
        "import 1-2",
        "type D 3-7",
        "  variable e 5-6",
        "implementation impl<'a> D<'a> 8-13",
        "  callable f 9-12",
      ],
    ],
    [
      "java",
      "package a;\n\n@B\npublic class C {\n    private final Map<String, D> e = new F<>();\n\n    @Override\n    public <T> List<T> g(T h) throws I {\n        return j;\n    }\n}",
      ["statement 0-1", "type C 2-11", "  variable e 4-5", "  callable g 6-10"],
    ],
    [
      "csharp",
      "using A;\n\nnamespace B\n{\n    [C]\n    public class D<T> where T : E\n    {\n        public int F { get; set; }\n        public static async Task<T> G<T>(int h) => 1;\n    }\n}",
      ["import 0-1", "type B 2-11", "  type D 4-10", "    variable F 7-8", "    callable G 8-9"],
    ],
    [
      "cpp",
      "#include <a>\n\ntemplate <typename T>\nclass B : public C {\n public:\n  explicit B(int d) : e_(d) {}\n  bool operator==(const B& f) const;\n private:\n  int e_;\n};\n\nvoid B::g() const {\n}",
      [
        "import 0-1",
        "type B 2-10",
        "  statement 4-5",
        "  callable B 5-6",
        "  callable operator== 6-7",
        "  statement 7-8",
        "  variable e_ 8-9",
        "callable B::g 11-13",
      ],
    ],
    [
      "php",
      "<?php\nnamespace A;\n\nfinal class B extends C\n{\n    private ?D $e = null;\n\n    public function f(): string\n    {\n        return <<<EOT\n}\nEOT;\n    }\n}",
      ["variable A 0-2", "type B 3-14", "  variable $e 5-6", "  callable f 7-13"],
    ],
    [
      "css",
      "a,\n.b:hover {\n  c: d;\n}\n.e {\n  f: url(http://g);\n}\n@media print {\n  h {\n    i: j;\n  }\n}",
      ["type a, .b:hover 0-4", "type .e 4-7", "type @media print 7-12", "  type h 8-11"],
    ],
  ])("in %s", (language, source, expected) => {
    expect(outline(source, language)).toEqual(expected);
  });

  test("is not known where brackets or literals do not close", () => {
    expect(outline("function a() {", "typescript")).toBeUndefined();
    expect(outline("const a = `x", "typescript")).toBeUndefined();
    expect(outline("a = (1,\n", "python")).toBeUndefined();
    expect(outline("#if A\nvoid a() {\n#else\nvoid b() {\n#endif\n}", "cpp")).toBeUndefined();
  });
});
