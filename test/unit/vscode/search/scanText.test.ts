import fc from "fast-check";
import { expect, test } from "vitest";
import { encodingLabel } from "../../../../src/vscode/search/encodingLabel.ts";
import { scanText } from "../../../../src/vscode/search/scanText.ts";

const query = (text: string, isRegex = false, isCaseSensitive = false) => ({ text, isRegex, isCaseSensitive });
const lines = (scanned: ReturnType<typeof scanText>) =>
  scanned.type === "found" ? scanned.hits.map(({ line, text }) => `${line}: ${text}`) : scanned.type;

test("a line is told once, whatever ends it", () => {
  expect(lines(scanText(query("b"), "a\r\nb b\rB\nc", 10))).toEqual(["2: b b", "3: B"]);
  expect(lines(scanText(query("B", false, true), "b\nB", 10))).toEqual(["2: B"]);
  expect(lines(scanText(query("^b$", true), "ab\nb\n", 10))).toEqual(["2: b"]);
  expect(lines(scanText(query("a\nb"), "a\r\nb", 10))).toEqual(["1: a"]);
  expect(lines(scanText(query("x*", true), "abc", 10))).toEqual([]);
  expect(lines(scanText(query("a"), "a\na\na", 2))).toEqual(["1: a", "2: a"]);
});

test("a long line is kept around its match", () => {
  const found = scanText(query("needle"), `${"x".repeat(100_000)}needle${"y".repeat(100_000)}`, 5);
  if (found.type !== "found") throw new Error(found.type);
  expect(found.hits[0]?.text.slice(found.hits[0].column).startsWith("needle")).toBe(true);
  expect(found.hits[0]?.text.length).toBeLessThan(5_000);
});

test("an expression that is wrong is said to be, and one that takes ages is ended", () => {
  expect(scanText(query("(", true), "a", 1)).toMatchObject({ type: "problem" });
  expect(scanText(query("(a+)+$", true), `${"a".repeat(5_000)}!`, 1)).toEqual({ type: "slow" });
});

test("a plain text is found in the lines that hold it, and in no others", () => {
  const text = fc.array(fc.string({ unit: fc.constantFrom("a", "b", ".", "(", "\\", "$", "/", "é") }), {
    maxLength: 8,
  });
  const wanted = fc.string({
    unit: fc.constantFrom("a", "b", ".", "(", "\\", "$", "/", "é"),
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(text, wanted, (all, word) => {
      const found = scanText(query(word, false, true), all.join("\n"), 100);
      const expected = all.flatMap((line, nth) => (line.includes(word) ? [`${nth + 1}: ${line}`] : []));
      expect(lines(found)).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});

test.each([
  ["utf8", undefined],
  ["gbk", "gbk"],
  ["shiftjis", "shift_jis"],
  ["windows1252", "windows-1252"],
  ["iso88591", "iso-8859-1"],
  ["iso885915", "iso-8859-15"],
  ["utf16le", "utf-16le"],
  ["cp437", undefined],
  ["--files", undefined],
  [undefined, undefined],
])("the encoding %s is %s", (name, label) => {
  expect(encodingLabel(name)).toBe(label);
  if (label !== undefined) expect(new TextDecoder(label).encoding).toBeTruthy();
});
