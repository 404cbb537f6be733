import { expect, test } from "vitest";
import { commentAt, passageAt } from "../../../../../src/core/speech/text/passageAt.ts";

const at = (marked: string) => ({ text: marked.replace("|", ""), offset: marked.indexOf("|") });
const paragraph = (marked: string) => {
  const { text, offset } = at(marked);
  const found = passageAt(text, offset);
  return found && text.slice(found.start, found.end);
};
const comment = (marked: string, languageId = "typescript") => {
  const { text, offset } = at(marked);
  const found = commentAt(text, offset, languageId);
  return found && text.slice(found.start, found.end);
};

test("the paragraph around the cursor", () => {
  expect(paragraph("one\ntw|o\n\nthree")).toBe("one\ntwo");
  expect(paragraph("one\n|\n\nthree\nfour")).toBe("three\nfour");
  expect(paragraph("one|")).toBe("one");
  expect(paragraph("one\n\n|")).toBeUndefined();
  expect(paragraph("|")).toBeUndefined();
});

test("the comment around the cursor", () => {
  expect(comment("a;\n// on|e\n// two\nb;")).toBe("// one\n// two");
  expect(comment("a;\n/** o|ne\n * two */\nb;")).toBe("/** one\n * two */");
  expect(comment("  |  // one\nb;")).toBe("// one");
  expect(comment("a|; // one")).toBeUndefined();
  expect(comment("// one\n\nb|;")).toBeUndefined();
  expect(comment("x = 1  # o|ne", "python")).toBe("# one");
});
