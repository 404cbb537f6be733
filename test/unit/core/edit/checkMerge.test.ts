import { expect, test } from "vitest";
import { checkMerge } from "../../../../src/core/edit/checkMerge.ts";

const file =
  'import { a } from "./a";\n\nexport function one() {\n  return a;\n}\n\n/** Two. */\nexport function two() {\n  return 2;\n}\n\nstart();\n';
const snippet = 'import { b } from "./b";\n\nexport function one() {\n  // ... existing code ...\n  return b;\n}';
const good = file.replace('"./a";', '"./a";\nimport { b } from "./b";').replace("return a;", "return b;");
const check = (merged: string, piece = snippet, language = "typescript") =>
  checkMerge(merged.split("\n"), file.split("\n"), piece.split("\n"), language)?.type;

test("a merge that has all of both is right", () => {
  expect(check(good)).toBeUndefined();
  expect(
    check(
      good
        .replace('import { b } from "./b";\n', "")
        .replace('{ a } from "./a"', '{ a } from "./a"; import { b } from "./b"'),
    ),
  ).toBeUndefined();
});

test.each([
  ["a function", good.replace(/\/\*\* Two[\s\S]*?}\n\n/, "")],
  ["a statement", good.replace("start();\n", "")],
  ["a comment of the file", good.replace("/** Two. */\n", "")],
  ["a line of another function", good.replace("  return 2;\n", "")],
  ["an import", good.replace('import { a } from "./a";\n', "")],
])("%s that the snippet does not speak of may not go", (_what, merged) => {
  expect(check(merged)).toBe("lost");
});

test("what the snippet says has to be there, and nothing else", () => {
  expect(check(good.replace("return b;", "return a;"))).toBe("missing");
  expect(check(good.replace("return b;", "log();\n  return b;"))).toBe("foreign");
  expect(check(good.replace("  return b;", "  // ... existing code ...\n  return b;"))).toBe("foreign");
  expect(check(good.replace("start();", "start(;"))).not.toBeUndefined();
});

test("statements go only where others come", () => {
  const plain = "a: one\nb: two\nc: three\nd: four\n";
  const merge = (merged: string, piece: string) =>
    checkMerge(merged.split("\n"), plain.split("\n"), piece.split("\n"), "plaintext")?.type;
  expect(merge("a: one\nb: other\nc: three\nd: four\n", "b: other")).toBeUndefined();
  expect(merge("a: one\nb: other\n", "b: other")).toBe("lost");
});
