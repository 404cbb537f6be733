import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeSnippet } from "../../../../src/core/edit/placeSnippet.ts";

/** The file after the snippet took its place; the reason when it has none. */
function place(snippet: string, file: string, language = "typescript"): string {
  const lines = file.split("\n");
  const placement = placeSnippet(snippet.split("\n"), lines, { language, tabSize: 2 });
  if (placement.type !== "lines") return placement.type;
  const { start, end } = placement.range;
  return [...lines.slice(0, start), ...placement.newLines, ...lines.slice(end)].join("\n");
}

const file = `import { readFile } from "node:fs/promises";

/** The sum. */
export function sum(values: number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

export class Reader {
  private text = "";

  async load(path: string) {
    this.text = await readFile(path, "utf8");
  }

  get length() {
    return this.text.length;
  }
}

console.log(sum([1, 2]));
`;

describe("a definition", () => {
  test("takes the place of the one with its name, and the file's comment stays", () => {
    const snippet = "export function sum(values: number[]): number {\n  return values.reduce((a, b) => a + b, 0);\n}";
    const placed = place(snippet, file);
    expect(placed).toContain(
      "/** The sum. */\nexport function sum(values: number[]): number {\n  return values.reduce",
    );
    expect(placed).not.toContain("let total");
    expect(placed).toContain("console.log(sum([1, 2]));\n");
  });

  test("is indented like the method it replaces", () => {
    const placed = place('async load(path: string) {\n  this.text = "";\n}', file);
    expect(placed).toContain('  async load(path: string) {\n    this.text = "";\n  }\n\n  get length');
  });

  test("that is new follows the one before it", () => {
    const snippet =
      "export function sum(values: number[]): number {\n  return 1;\n}\n\nexport function mean(values: number[]): number {\n  return sum(values) / values.length;\n}";
    expect(place(snippet, file)).toMatch(
      /return 1;\n}\n\nexport function mean[\s\S]*length;\n}\n\nexport class Reader/,
    );
  });

  test("brings its imports: in place of the same module's, else after the last", () => {
    const body = "export function sum(values: number[]): number {\n  return 1;\n}";
    expect(place(`import { readFile, stat } from "node:fs/promises";\n\n${body}`, file)).toMatch(
      /^import \{ readFile, stat } from "node:fs\/promises";\n\n\/\*\*/,
    );
    expect(place(`import { join } from "node:path";\n\n${body}`, file)).toMatch(/promises";\nimport \{ join }/);
  });

  test("that the file has twice, or not at all, has no place", () => {
    const twice = "class A {\n  run() {\n    a();\n  }\n}\nclass B {\n  run() {\n    b();\n  }\n}\n";
    expect(place("run() {\n  c();\n}", twice)).toBe("nowhere");
    const both = "function run() {\n  a();\n}\n\nclass A {\n  run(fast: boolean) {\n    b();\n  }\n}\n";
    expect(place("run(slow: boolean) {\n  c();\n}", both)).toBe(both.replace("fast", "slow").replace("b();", "c();"));
    expect(place("run(fast: boolean) {\n  c();\n}", both)).toBe(both.replace("b();", "c();"));
    expect(place("function other() {\n  return 2;\n}", file)).toBe("nowhere");
  });

  test.each([
    [
      "Python",
      "@cache\ndef add(a, b):\n    return a + b\n\nprint(1)\n",
      "def add(a, b):\n    return b + a",
      "@cache\ndef add(a, b):\n    return b + a\n\nprint(1)\n",
    ],
    [
      "Go",
      "func (s *Set) Has(k string) bool {\n\treturn s.m[k]\n}\n\nvar x = 1\n",
      "func (s *Set) Has(k string) bool {\n    _, ok := s.m[k]\n    return ok\n}",
      "func (s *Set) Has(k string) bool {\n\t_, ok := s.m[k]\n\treturn ok\n}\n\nvar x = 1\n",
    ],
    [
      "Rust",
      "fn one() -> u8 {\n    1\n}\nfn two() -> u8 {\n    2\n}\n",
      "fn two() -> u8 {\n    3\n}",
      "fn one() -> u8 {\n    1\n}\nfn two() -> u8 {\n    3\n}\n",
    ],
    [
      "Java",
      "class A {\n    public int get(int i) {\n        return i;\n    }\n}\nclass B {\n}\n",
      "public int get(int i) {\n    return i + 1;\n}",
      "class A {\n    public int get(int i) {\n        return i + 1;\n    }\n}\nclass B {\n}\n",
    ],
  ])("is known in %s", (language, before, snippet, after) => {
    expect(place(snippet, before, language.toLowerCase())).toBe(after);
  });
});

describe("the rest", () => {
  test("a whole file replaces the file, its ends stay", () => {
    const whole = file.replace("let total = 0;", "let total = 1;").trim();
    expect(place(whole, file)).toBe(file.replace("let total = 0;", "let total = 1;"));
    expect(place(file, file)).toBe("same");
  });

  test("one function is not the whole file, though it be most of it", () => {
    const small = "start();\n\nfunction big() {\n  one();\n  two();\n  three();\n  four();\n}\n\nbig();\n";
    expect(place("function big() {\n  one();\n  two();\n  three();\n  four();\n  five();\n}", small)).toBe(
      small.replace("  four();\n", "  four();\n  five();\n"),
    );
  });

  test("a run of lines replaces what lies between its ends", () => {
    const run = "let total = 0;\nfor (let i = 0; i < values.length; i++) total += values[i];\nreturn total;";
    expect(place(run, file)).toContain(
      "  let total = 0;\n  for (let i = 0; i < values.length; i++) total += values[i];\n  return total;\n}",
    );
    expect(place("let other = 0;\nreturn total;", file)).toBe("nowhere");
  });

  test("omitted code is filled in from the file where it is certain what was omitted", () => {
    const snippet =
      'export class Reader {\n  private text = "";\n  // ... existing code ...\n  get length() {\n    return 0;\n  }\n}';
    const placed = place(snippet, file);
    expect(placed).toContain("async load(path: string)");
    expect(placed).toContain("return 0;");
    expect(place("function x() {\n  // ... rest of the code\n  y();\n}", file)).toBe("elided");
  });

  test("an empty file takes everything, nothing goes nowhere", () => {
    expect(place("a();\nb();", "")).toBe("a();\nb();\n");
    expect(place("\n", file)).toBe("nowhere");
  });

  test("files without definitions are replaced when nearly all of them is there", () => {
    const json =
      '{\n  "name": "a",\n  "version": "1",\n  "main": "x.js",\n  "type": "module",\n  "license": "MIT"\n}\n';
    expect(place(json.replace('"1"', '"2"').trim(), json, "json")).toBe(json.replace('"1"', '"2"'));
    expect(place('{\n  "name": "b"\n}', json)).toBe("nowhere");
  });
});

test("whatever is replaced, the other functions stay as they were", () => {
  const names = fc.uniqueArray(fc.constantFrom("alpha", "beta", "gamma", "delta", "omega"), { minLength: 2 });
  const body = fc.array(fc.constantFrom("run(1);", "if (x) {", "const y = 2;", "return z;"), {
    minLength: 1,
    maxLength: 5,
  });
  const write = (name: string, lines: readonly string[]) =>
    `function ${name}() {\n${lines.map((line) => `  ${line.replace(" {", " { a(); }")}`).join("\n")}\n}`;
  fc.assert(
    fc.property(names, fc.array(body, { minLength: 5, maxLength: 5 }), body, fc.nat(), (all, bodies, changed, pick) => {
      const before = all.map((name, index) => write(name, bodies[index] ?? ["x();"]));
      const at = pick % all.length;
      const after = before.with(at, write(all[at] ?? "", changed));
      const placed = place(after[at] ?? "", `${before.join("\n\n")}\n`);
      expect(placed).toBe(before[at] === after[at] ? "same" : `${after.join("\n\n")}\n`);
    }),
  );
});
