import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findOldText } from "../../../../../src/core/edit/oldText/findOldText.ts";

/** The new text of the file with what was repaired, or why not. */
function edit(content: string, old: string, fresh: string, replaceAll = false): string {
  const result = findOldText(content, old, fresh, { replaceAll });
  if (result.type === "refused") return `refused: ${result.reason}`;
  return result.repairs.length === 0 ? result.text : `${result.repairs.join("+")}: ${result.text}`;
}

describe("as it is written", () => {
  test.each([
    ["one place", "a b c", "b", "x", "a x c"],
    ["marks of patterns are plain text", "a b c", "b", "$& $1 $$ \\n \\", "a $& $1 $$ \\n \\ c"],
    ["a deletion", "a\nb\nc", "b\n", "", "a\nc"],
    ["two places", "a b a", "a", "x", "refused: ambiguous"],
    ["places that overlap", "aaa", "aa", "x", "refused: ambiguous"],
    ["nowhere", "a b", "x y", "z", "refused: not-found"],
    ["the same", "a b", "a", "a", "refused: same"],
    ["nothing, in a file that has text", "a", "", "b", "refused: empty"],
    ["nothing, in a file that has none", "", "", "b\n", "b\n"],
    ["nothing, in a file that has a mark alone", "\ufeff", "", "b", "\ufeffb"],
    ["new lines in a file of Windows", "a\r\nb\r\n", "b", "x\ny", "a\r\nx\r\ny\r\n"],
    ["new lines of Windows in a file without", "a\nb\n", "b", "x\r\ny", "a\nx\ny\n"],
    ["a file of one line", "a", "a", "x\ny", "x\ny"],
    ["a mark stays", "\ufeffa\nb", "\ufeffa", "x", "\ufeffx\nb"],
    ["no end of the file is made", "a\nb", "b", "c", "a\nc"],
  ])("%s", (_, content, old, fresh, expected) => {
    expect(edit(content, old, fresh)).toBe(expected);
  });

  test("all places", () => {
    expect(edit("a b a", "a", "$&", true)).toBe("$& b $&");
    expect(edit("aaaa", "aa", "b", true)).toBe("bb");
    expect(edit("a\r\na\r\n", "a", "x\ny", true)).toBe("x\r\ny\r\nx\r\ny\r\n");
  });
});

describe("as it may have been meant", () => {
  test.each([
    ["other line endings", "a\r\nb\r\nc\r\n", "a\nb", "x\ny", "line-endings: x\r\ny\r\nc\r\n"],
    ["line endings of both kinds", "a\r\nb\nc\n", "a\nb\nc", "a\nx\nc", "line-endings: a\r\nx\nc\n"],
    ["a mark that is not there", "a\nb", "\ufeffa\nb", "x", "line-endings: x"],
    ["the end of a file that has none", "a\nb", "b\n", "c\n", "line-endings: a\nc"],
    ["spaces at ends", "a  \nb\n", "a\nb", "a\nx", "trailing-spaces: a  \nx\n"],
    ["spaces at ends that are not there", "a\nb\n", "a \nb ", "a \nx ", "trailing-spaces: a\nx\n"],
    ["spaces at the end of an empty line", "a\n  \nb\n", "a\n\nb", "a\n\nx", "trailing-spaces: a\n  \nx\n"],
    [
      "too little indentation",
      "{\n    a\n    b\n}",
      "a\nb",
      "a\nx\n    y",
      "indentation: {\n    a\n    x\n        y\n}",
    ],
    ["too much", "{\n  a\n  b\n}", "    a\n    b", "    a\n    x", "indentation: {\n  a\n  x\n}"],
    ["tabs", "{\n\ta\n\t\tb\n}", "    a\n        b", "    a\n            x", "indentation: {\n\ta\n\t\t\tx\n}"],
    ["spaces", "{\n    a\n        b\n}", "\ta\n\t\tb", "\ta\n\t\t\tx", "indentation: {\n    a\n            x\n}"],
    [
      "another width",
      "{\n    a\n        b\n}",
      "  a\n    b",
      "  a\n      x",
      "indentation: {\n    a\n            x\n}",
    ],
    ["lines that go, with their end", "{\n  a\n  b\n}\n", "    a\n    b\n", "", "indentation: {\n}\n"],
    [
      "a last line that is not whole",
      "{\n\tif (a) {\n\t\tb(c)\n",
      "    if (a) {\n        b(",
      "    if (a) {\n        x(",
      "indentation: {\n\tif (a) {\n\t\tx(c)\n",
    ],
    [
      "a first line that is not whole",
      "{\n\tx = f(a,\n\t\tb)\n",
      "f(a,\n        b)",
      "f(a,\n        y)",
      "indentation: {\n\tx = f(a,\n\t\ty)\n",
    ],
    ["numbers", "a\n  b\nc", "2\t  b\n3\tc", "2\t  x\n3\tc", "line-numbers: a\n  x\nc"],
    ["numbers, right-aligned", "a\nb\nc", "     2 | b\n     3 | c", "x\nc", "line-numbers: a\nx\nc"],
    ["numbers with an arrow", "a\nb\nc", "     2→b\n     3→c", "     2→x", "line-numbers: a\nx"],
    ["numbers and a line more", "a\nb\nc", "2: b\n3: c", "2: b\nx\n3: c", "line-numbers: a\nb\nx\nc"],
    ["numbers and indentation", "{\n\ta\n\tb\n}", "2: a\n3: b", "a\nx", "indentation+line-numbers: {\n\ta\n\tx\n}"],
    ["letters in two parts", "se\u0301 = 1", "s\u00e9 = 1", "s\u00e9 = 2", "unicode: se\u0301 = 2"],
    ["letters in one", "s\u00e9 = 1", "se\u0301 = 1", "se\u0301 = 2", "unicode: s\u00e9 = 2"],
    ["quotes", "say “hi” — now", 'say "hi" - now', 'say "hi" - then', "unicode: say “hi” — then"],
    ["a space that does not break", "a\u00a0b = 1", "a b = 1", "a b = 2", "unicode: a\u00a0b = 2"],
    ["entities", "if (a < b && c) {", "if (a &lt; b &amp;&amp; c) {", "if (a &gt; b) {", "entities: if (a > b) {"],
  ])("%s", (_, content, old, fresh, expected) => {
    expect(edit(content, old, fresh)).toBe(expected);
  });
});

describe("not where it cannot be told", () => {
  test.each([
    ["two places after a repair", "  a\n\n    a\n", "\ta", "\tx", "refused: ambiguous"],
    ["similar text", "const count = 1;", "const counts = 1;", "x", "refused: not-found"],
    ["other case", "const A = 1;", "const a = 1;", "x", "refused: not-found"],
    ["words closer together", "a  +  b", "a + b", "x", "refused: not-found"],
    ["lines left out", "a\nb\nc", "a\nc", "x", "refused: not-found"],
    ["lines that are flat", "{\n  a\n    b\n}", "\ta\n\tb", "\ta\n\tx", "refused: not-found"],
    ["numbers that do not go up", "a\nb", "1: a\n1: b", "x", "refused: not-found"],
    ["entities, in a file that has some", "a < b &lt;", "a &lt; b &gt;", "x", "refused: not-found"],
    ["half of a letter", "e\u0301x", "e\u0300x", "y", "refused: not-found"],
    ["spaces alone", "a\tb", "  ", "x", "refused: not-found"],
    ["nothing that changes", "a \nb", "a\nb", "a\nb", "refused: same"],
    ["a step that is none of the file's", "{\n    a\n    b\n}", "a\nb", "a\nx\n  y", "refused: not-found"],
    ["one line without what is in front, and others", "{\n    a“b”\n}", 'a"b"', 'a"b"\nx', "refused: not-found"],
    ["indentation that is no step of the file", "\t\ta\n", "   a", "   a\n  b", "refused: not-found"],
  ])("%s", (_, content, old, fresh, expected) => {
    expect(edit(content, old, fresh)).toBe(expected);
  });

  test("all places of several are named, and how many there are", () => {
    const result = findOldText("x\n  a\ny\n    a\n", "\ta", "b");
    expect(result).toMatchObject({ reason: "ambiguous", count: 2, places: [{ line: 2, text: ["  a"] }, { line: 4 }] });
    const many = findOldText("a\n".repeat(500), "a", "b");
    expect(many).toMatchObject({ reason: "ambiguous", count: 500 });
    expect(many.type === "refused" && many.reason === "ambiguous" && many.places).toHaveLength(10);
  });

  test("the nearest lines are named", () => {
    const content = "one\nfunction add(a, b) {\n  return a + b;\n}\ntwo\n";
    const result = findOldText(content, "function add(a, b) {\n  return a - b;\n}", "x");
    expect(result).toMatchObject({ nearest: { line: 2, text: ["function add(a, b) {", "  return a + b;", "}"] } });
    expect(findOldText(content, "  return a + b + other", "x")).toMatchObject({ nearest: { line: 3 } });
    expect(findOldText(content, "nothing of the kind", "x")).toMatchObject({ nearest: undefined });
    expect(findOldText("", "x", "y")).toMatchObject({ reason: "not-found", nearest: undefined });
  });
});

test("with every place, each is indented as it stands", () => {
  expect(edit("  a\n\n    a\n", "\ta", "\tx", true)).toBe("indentation: x\n\n    x\n".replace(": x", ":   x"));
});

test("whatever the texts are, nothing else of the file changes, and nothing throws", () => {
  const piece = fc.constantFrom(
    "a",
    "b",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "1: ",
    "&lt;",
    "<",
    "é",
    "e\u0301",
    "“",
    '"',
    "\ufeff",
    "$&",
  );
  const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, text, text, fc.boolean(), (content, old, fresh, replaceAll) => {
      const result = findOldText(content, old, fresh, { replaceAll });
      if (result.type === "refused") return;
      const { text: after, repairs } = result;
      if (repairs.length === 0 && !replaceAll && old !== "") {
        const at = content.indexOf(old);
        expect(after.startsWith(content.slice(0, at))).toBe(true);
        expect(after.endsWith(content.slice(at + old.length))).toBe(true);
      }
      if (content.startsWith("\ufeff") && !old.startsWith("\ufeff")) expect(after.startsWith("\ufeff")).toBe(true);
      expect(after).not.toBe(content);
    }),
    { numRuns: 5000 },
  );
});

describe("the time grows with the texts alone", () => {
  const lines = (count: number, of: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => of(at)).join("\n");
  test.each([
    ["a large file", lines(100_000, (at) => `  line ${at} of many;`), "\tline 70000 of many;"],
    ["a large file without it", lines(100_000, (at) => `  line ${at} of many;`), "  line x of none;\n  and more"],
    ["lines that are all the same", lines(100_000, () => "a"), `${lines(50_000, () => "a")}\nb`],
    [
      "lines that are all the same but for what is in front",
      lines(100_000, () => "  a"),
      `${lines(50_000, () => "\ta")}\nb`,
    ],
    ["one line of one letter", "a".repeat(2_000_000), `${"a".repeat(1_000_000)}b`],
    ["one line of letters in two parts", "e\u0301".repeat(300_000), `${"\u00e9".repeat(100_000)}b`],
    ["spaces", " ".repeat(1_000_000), `${" ".repeat(500_000)}b`],
    ["empty lines", "\n".repeat(300_000), `${"\n".repeat(100_000)}b`],
    ["lines of spaces", lines(20_000, () => " ".repeat(100)), `${lines(10_000, () => " ".repeat(99))}b`],
    ["numbers", lines(100_000, (at) => `${at}`), lines(50_000, (at) => `${at}: ${at}x`)],
    ["entities", lines(100_000, () => "<&>"), lines(50_000, () => "&lt;&amp;&gt;x")],
  ])("%s", { timeout: 20_000 }, (_, content, old) => {
    const result = findOldText(content, old, "new text");
    expect(["applied", "refused"]).toContain(result.type);
    expect(findOldText(content, old, "new text", { replaceAll: true }).type).toBe(result.type);
  });
});
