import fc from "fast-check";
import { expect, test } from "vitest";
import { commandText, maxOutputBytes } from "../../../../src/core/tools/commandText.ts";
import { byteLength, fileText, maxBytes, maxLineLength, maxLines } from "../../../../src/core/tools/fileText.ts";
import { hitsText, maxHits, maxPaths, pathsText } from "../../../../src/core/tools/foundText.ts";
import { type OutputPage, OutputPager } from "../../../../src/core/tools/outputPage.ts";
import { plainOutput } from "../../../../src/core/tools/plainOutput.ts";

/** A page of an output that is there at once. */
function outputPage(output: string, page: OutputPage): string {
  const pager = new OutputPager(page);
  const lines = output.split("\n");
  if (lines.at(-1) === "") lines.pop();
  for (const [index, text] of lines.entries()) if (!pager.add({ number: index + 1, text })) break;
  return pager.text(lines.length);
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join("\n");

test("a file is numbered lines", () => {
  expect(fileText("a\r\nb\n").text).toBe("1\ta\n2\tb");
  expect(fileText("").text).toBe("(The file is empty.)");
  expect(fileText("a\nb\nc\n", { start_line: 2, end_line: 2 }).text).toBe(
    "2\tb\n(Lines 2 to 2 of 3. Read on with start_line 3.)",
  );
  expect(fileText("a\n", { start_line: 7 }).text).toBe("(Nothing: The file has 1 line.)");
  expect(fileText("a\nb\n", { start_line: 2, end_line: 1 }).text).toBe("(Nothing: end_line is before start_line.)");
  expect(fileText("a\nb\n", { start_line: 2, end_line: 99 }).text).toBe("2\tb\n(Lines 2 to 2 of 2.)");
});

test("who reads on as told has read all of it, once", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ maxLength: 3000 }).map((line) => line.replace(/[\r\n]/g, " ")),
        { minLength: 1, maxLength: 60 },
      ),
      fc.integer({ min: 1, max: 200 }),
      (some, times) => {
        const lines = Array.from({ length: some.length * times }, (_, index) => some[index % some.length] ?? "");
        const text = `${lines.join("\n")}\n`;
        const read: string[] = [];
        let start: number | undefined = 1;
        while (start !== undefined) {
          const piece = fileText(text, { start_line: start });
          expect(piece.last - piece.first + 1).toBeLessThanOrEqual(maxLines);
          expect(byteLength(piece.text)).toBeLessThanOrEqual(maxBytes + maxLineLength * 4);
          read.push(...piece.text.split("\n").slice(0, piece.last - piece.first + 1));
          const next = /Read on with start_line (\d+)/.exec(piece.text.split("\n").at(-1) ?? "")?.[1];
          start = next === undefined ? undefined : Number(next);
        }
        expect(read.map((line) => line.replace(/^\d+\t/, ""))).toEqual(
          lines.map((line) => (line.length <= maxLineLength ? line : expect.stringContaining("more characters"))),
        );
        expect(read.map((line) => Number.parseInt(line, 10))).toEqual(lines.map((_, index) => index + 1));
      },
    ),
    { numRuns: 60 },
  );
});

test("bytes are counted as UTF-8 has them", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(byteLength(text)).toBe(Buffer.byteLength(text));
    }),
  );
});

test("paths are sorted and capped, and it is said how many more there are", () => {
  expect(pathsText(["b", "a"])).toBe("a\nb");
  expect(pathsText([])).toBe("(No files.)");
  const many = Array.from({ length: maxPaths + 7 }, (_, index) => `f${String(index).padStart(5, "0")}`);
  expect(pathsText(many.reverse()).split("\n").slice(-2)).toEqual([
    "f00499",
    "(7 more. Narrow it down with path or pattern.)",
  ]);
  expect(pathsText(["a"], false)).toMatch(/There are more/);
});

test("hits are by place, capped, and a long line is cut around its match", () => {
  const text = `${"x".repeat(5000)}needle${"y".repeat(5000)}`;
  const shown = hitsText([
    { path: "b", line: 1, text: "two" },
    { path: "a", line: 9, text: "one\n" },
    { path: "a", line: 2, text, column: 5000 },
  ]);
  const [first, ...rest] = shown.split("\n");
  expect(first).toMatch(/^a:2: … x+needley+ …$/);
  expect(first?.length).toBeLessThan(420);
  expect(rest).toEqual(["a:9: one", "b:1: two"]);
  const many = Array.from({ length: maxHits + 3 }, (_, index) => ({ path: "a", line: index + 1, text: "t" }));
  expect(hitsText(many).split("\n")).toHaveLength(maxHits + 1);
  expect(hitsText(many)).toMatch(/\(3 more\./);
  expect(hitsText([])).toBe("(No matches. Ignored files and what looks like secrets are not searched.)");
});

test("a command tells how it ended, its beginning and its end", () => {
  expect(commandText({ type: "exited", code: 1 }, "no\n", "c1")).toBe("Exit code 1.\nno\n");
  expect(commandText({ type: "exited", code: 0 }, "", "c1")).toBe("Exit code 0.\n(No output.)");
  const long = commandText({ type: "exited", code: 0 }, numbered(20_000), "c1");
  expect(byteLength(long)).toBeLessThan(maxOutputBytes + 200);
  expect(long).toMatch(/^Exit code 0\.\nline 1\n/);
  expect(long).toMatch(/\(… \d+ lines left out …\)/);
  expect(long).toMatch(/line 20000\n\(All of it: command_output with id c1 and offset 1\.\)$/);
  expect(byteLength(commandText({ type: "running" }, "é".repeat(100_000), "c1"))).toBeLessThan(maxOutputBytes + 400);
});

test("pages of an output are all of it, once", () => {
  const output = numbered(9_000);
  const lines: string[] = [];
  let offset: number | undefined = 1;
  while (offset !== undefined) {
    const page: string[] = outputPage(output, { offset }).split("\n");
    const next: string | undefined = /Read on with offset (\d+)/.exec(page.at(-1) ?? "")?.[1];
    lines.push(...(next === undefined ? page : page.slice(0, -1)));
    offset = next === undefined ? undefined : Number(next);
  }
  expect(lines.map((line) => line.replace(/^\d+\t/, ""))).toEqual(output.split("\n"));
  expect(outputPage(output, { pattern: "LINE 89" }).split("\n")[0]).toBe("89\tline 89");
  expect(outputPage(output, { pattern: "error|fail" })).toMatch(/^\(Nothing that matches/);
});

test("what is shown is what a terminal would show, without its sequences", () => {
  expect(plainOutput("\x1b[31mred\x1b[0m \x1b]8;;http://x\x07link\x1b]8;;\x07\r\n")).toBe("red link\n");
  expect(plainOutput("10%\r50%\r100%\ndone\r")).toBe("100%\ndone");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(plainOutput(`${text}\x1b[2J\x1b`)).not.toMatch(/(?![\t\n])\p{Cc}/u);
    }),
  );
});
