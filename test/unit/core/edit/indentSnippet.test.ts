import { expect, test } from "vitest";
import { indentSnippet } from "../../../../src/core/edit/indentSnippet.ts";

const spaces = { before: "", after: "", insertSpaces: true, tabSize: 2 };

test("takes the indentation of the cursor's line, the first line only what is missing", () => {
  const place = { ...spaces, before: "    " };
  expect(indentSnippet("if (a) {\n  b();\n}\n", place)).toBe("if (a) {\n      b();\n    }");
  expect(indentSnippet("  a();\n\n  b();", place)).toBe("a();\n\n    b();");
});

test("stays in the line when the cursor stands in text", () => {
  expect(indentSnippet("value + 1", { ...spaces, before: "  return ", after: ";" })).toBe("value + 1");
});

test("leaves what follows the cursor a line of its own", () => {
  expect(indentSnippet("a();\nb();", { ...spaces, before: "  ", after: "c();" })).toBe("a();\n  b();\n  ");
});

test("uses the editor's tabs or spaces", () => {
  const tabs = { ...spaces, before: "\t", insertSpaces: false, tabSize: 4 };
  expect(indentSnippet("if a:\n    b()\n", tabs)).toBe("if a:\n\t\tb()");
  expect(indentSnippet("if a {\n\tb()\n}", { ...spaces, before: "  " })).toBe("if a {\n    b()\n  }");
});

test("takes CRLF for a line end", () => {
  expect(indentSnippet("a();\r\nb();\r\n", spaces)).toBe("a();\nb();");
});

test("what lies in a literal is not moved", () => {
  const place = { before: "    ", after: "", insertSpaces: true, tabSize: 4, language: "typescript" };
  expect(indentSnippet("a(`\n\tx\ny`);\nb();", place)).toBe("a(`\n\tx\ny`);\n    b();");
});
