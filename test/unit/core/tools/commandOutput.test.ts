import fc from "fast-check";
import { expect, test } from "vitest";
import { changedText, commandText, endedText, leftText } from "../../../../src/core/tools/commandText.ts";
import { byteLength } from "../../../../src/core/tools/fileText.ts";
import { OutputExcerpt } from "../../../../src/core/tools/outputExcerpt.ts";
import { OutputLines } from "../../../../src/core/tools/outputLines.ts";
import { lastPage } from "../../../../src/core/tools/outputPage.ts";
import { plainOutput } from "../../../../src/core/tools/plainOutput.ts";
import { TerminalText } from "../../../../src/core/tools/terminalText.ts";
import { updateTodosTool } from "../../../../src/core/tools/updateTodosRun.ts";

test("bytes become the same lines however they are cut", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "é", "中", "😀", "\n", "\r\n", "\x1b[1m", ""), { maxLength: 80 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 12 }),
      (pieces, sizes, from) => {
        const bytes = new TextEncoder().encode(pieces.join(""));
        const reader = new OutputLines(1, from);
        const lines = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          lines.push(...reader.add(bytes.subarray(at, at + size)));
          at += size;
        }
        lines.push(...reader.end());
        const expected = pieces.join("").split("\n");
        if (expected.at(-1) === "") expected.pop();
        const all = expected.map((text, index) => ({ number: index + 1, text }));
        expect(lines).toEqual(all.slice(from - 1));
      },
    ),
  );
});

test("of a line without an end both ends are kept, and no more", () => {
  const reader = new OutputLines();
  const piece = new Uint8Array(100_000).fill(0x61);
  for (let times = 0; times < 50; times++) expect([...reader.add(piece)]).toEqual([]);
  const [line] = [...reader.add(new TextEncoder().encode("end\nnext"))];
  expect(line?.text.length).toBe(64 * 1024);
  expect(line?.text).toMatch(/^aaa.*aend$/);
  expect([...reader.end()]).toEqual([{ number: 2, text: "next" }]);
});

test("of an endless output both ends are held, whatever its pieces are", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 12 }), (sizes) => {
      const excerpt = new OutputExcerpt();
      let all = "";
      for (const [index, size] of sizes.entries()) {
        const text = `${String(index).padStart(9, "-")}\n`.repeat(Math.ceil(size / 10)).slice(0, size);
        excerpt.add(text, text.split("\n").length - 1);
        all += text;
      }
      const { head, tail, lines } = excerpt.ends();
      expect(lines).toBe(all.split("\n").length - 1);
      if (tail === undefined) expect(head).toBe(all);
      else {
        expect(all.startsWith(head) && all.endsWith(tail)).toBe(true);
        expect(head.length + tail.length).toBeLessThan(all.length);
        expect(tail.length).toBeLessThan(400 * 1024);
        expect(tail.length).toBeGreaterThanOrEqual(192 * 1024);
      }
    }),
    { numRuns: 60 },
  );
});

test("a result is small, well-formed and tells how much is left out, of lines of any length", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400_000 }), fc.integer({ min: 1, max: 50 }), (length, times) => {
      const excerpt = new OutputExcerpt();
      for (let turn = 0; turn < times; turn++) excerpt.add(`${"😀".repeat(length / 2)}x\n`, 1);
      const text = commandText({ type: "exited", code: 0 }, excerpt.ends(), "cmd_1");
      expect(byteLength(text)).toBeLessThan(17 * 1024);
      expect(text.isWellFormed()).toBe(true);
      if (byteLength(excerpt.ends().head) > 17 * 1024) expect(text).toMatch(/\(… (?:\d+ lines? )?left out …\)/);
    }),
    { numRuns: 40 },
  );
});

test("the last page is the end, numbered", () => {
  expect(lastPage([])).toBe("(No output.)");
  expect(lastPage([{ number: 7, text: "\x1b[1mx" }])).toBe("(Lines 1 to 6 come before: read them with offset.)\n7\tx");
  const page = lastPage([
    { number: 1, text: "a".repeat(40_000) },
    { number: 2, text: "b".repeat(40_000) },
  ]);
  expect(byteLength(page)).toBeLessThan(17 * 1024);
  expect(page).toMatch(/^1\ta+\n2\tb+$/);
});

test("what the end of a background command, changes and leftovers are told in", () => {
  const ends = { head: "x\n".repeat(9000), lines: 9000 };
  const text = endedText(`echo ${"y".repeat(900)}`, { type: "killed", signal: "SIGKILL" }, ends, "cmd_9");
  expect(text).toMatch(/^cmd_9 \(`echo y+ …`\) ended in the background\. Ended by SIGKILL\.\nx\n/);
  expect(byteLength(text)).toBeLessThan(3 * 1024);
  expect(changedText([])).toBe("");
  expect(changedText(Array.from({ length: 60 }, (_, index) => `f${index}`))).toMatch(
    /f49 and 10 more\. This is outside/,
  );
  expect(leftText(0, "cmd_1")).toBe("");
});

test("a sequence that is left open hides nothing of what follows", () => {
  expect(plainOutput("a\x1b]0;title\nb\x1bPq\nc")).toBe("a\nb\nc");
});

test("a terminal is shown what draws, and told nothing, however it is cut", () => {
  const parts = fc.constantFrom(
    "a",
    "\n",
    "\x1b[31m",
    "\x1b]52;c;aGk=\x07",
    "\x1b]633;E;x\x1b\\",
    "\x1bPq#0\x1b\\",
    "\x9d0;t\x07",
  );
  fc.assert(
    fc.property(fc.array(parts), fc.integer({ min: 1, max: 7 }), (pieces, size) => {
      const text = pieces.join("");
      const terminal = new TerminalText();
      let shown = "";
      for (let at = 0; at < text.length; at += size) shown += terminal.add(text.slice(at, at + size));
      expect(shown).not.toMatch(/aGk|633|#0/);
      const drawn = pieces.filter((piece) => piece === "a" || piece === "\n" || piece === "\x1b[31m").join("");
      expect(shown.replaceAll("0;t\x07", "").replaceAll("\r\n", "\n")).toBe(drawn);
    }),
  );
  const terminal = new TerminalText();
  expect(terminal.add(`a\x1b]0;${"x".repeat(9000)}`)).toBe("a");
  expect(terminal.add("y\x07b")).toBe("b");
});

test("the list of steps comes back as it was understood", async () => {
  const items = [
    { text: "read", state: "done" },
    { text: "write", state: "active" },
    { text: "test", state: "pending" },
  ];
  const context = { scope: { chat: "", question: "" }, signal: new AbortController().signal, onOutput: () => {} };
  const { content, facts } = await updateTodosTool.run({ items } as never, context);
  expect(content).toEqual([{ type: "text", text: "1 of 3 done.\n[x] read\n[>] write\n[ ] test" }]);
  expect(facts).toEqual({ done: 1, total: 3 });
});
