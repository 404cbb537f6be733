import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askedChange } from "../../../../src/core/tools/askedChange.ts";
import { boundedDiff, changedLines, isWholeIn, shownWhole } from "../../../../src/core/tools/changedText.ts";
import { planEdit } from "../../../../src/core/tools/editText.ts";
import { newProblems, type Problem, problemsText } from "../../../../src/core/tools/newProblems.ts";
import { ProblemPatience } from "../../../../src/core/tools/problemPatience.ts";
import { wholeText } from "../../../../src/core/tools/wholeText.ts";

const lines = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 });

describe("changedLines", () => {
  it("adds up to the difference, and its range holds all that is new", () => {
    fc.assert(
      fc.property(lines, lines, (old, fresh) => {
        const [before, after] = [old, fresh].map((each) => each.map((line) => `${line}\n`).join(""));
        const { added, removed, range } = changedLines(before ?? "", after ?? "");
        expect(added - removed).toBe(fresh.length - old.length);
        expect(range === undefined).toBe(before === after);
        if (!range) return;
        expect(fresh.slice(0, range.first - 1)).toEqual(old.slice(0, range.first - 1));
        const tail = Math.max(0, fresh.length - range.last);
        expect(fresh.slice(fresh.length - tail)).toEqual(old.slice(old.length - tail));
      }),
    );
  });

  it("counts whole lines whatever their ends", () => {
    expect(changedLines("a\r\nb\r\n", "a\nb\n")).toEqual({ added: 0, removed: 0, range: undefined });
    expect(changedLines("", "a\nb\n")).toEqual({ added: 2, removed: 0, range: { first: 1, last: 2 } });
    expect(changedLines("a\nb\nc", "a\nB\nc")).toEqual({ added: 1, removed: 1, range: { first: 2, last: 2 } });
  });
});

describe("boundedDiff", () => {
  it("leaves line endings out and says what it cuts", () => {
    expect(boundedDiff("a\r\n", "a\n", shownWhole)).toBe("");
    const many = Array.from({ length: 50 }, (_, at) => `${at}\n`).join("");
    const bounds = { lines: 10, width: 20, length: 1_000 };
    expect(boundedDiff("", many, bounds).split("\n").at(-1)).toBe("(… 41 more lines)");
    expect(isWholeIn("", many, bounds)).toBe(false);
    const long = "x".repeat(18) + "😀".repeat(5);
    expect(boundedDiff("", long, bounds).isWellFormed()).toBe(true);
    expect(isWholeIn("", long, bounds)).toBe(false);
    expect(isWholeIn("", "short\n", bounds)).toBe(true);
    expect(boundedDiff("", many, { ...bounds, lines: 100, length: 40 })).toMatch(/more lines\)$/);
  });
});

describe("wholeText", () => {
  it("takes on the line endings of most lines, and never a second mark", () => {
    expect(wholeText("a\nb\r\nc", "x\r\ny\r\n")).toBe("a\r\nb\r\nc");
    expect(wholeText("a\r\nb", "x\ny\r\nz\n")).toBe("a\nb");
    expect(wholeText("a\r\nb\n", undefined)).toBe("a\r\nb\n");
    expect(wholeText("a\r\nb\n", "one line")).toBe("a\r\nb\n");
    expect(wholeText("\ufeffa", undefined)).toBe("a");
  });

  it("changes nothing but endings", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (content, before) => {
        const plain = (text: string) => text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
        expect(plain(wholeText(content, before))).toBe(plain(content));
      }),
    );
  });
});

describe("planEdit", () => {
  const edit = (old_text: string, new_text: string, content = "const a = 1;\nconst b = 2;\nconst a = 1;\n") =>
    planEdit(content, { old_text, new_text }, "a.ts");

  it("says of each miss what to do", () => {
    expect(edit("", "x")).toMatchObject({ type: "problem", text: expect.stringContaining("write_file") });
    expect(edit("b", "b")).toMatchObject({ type: "problem", text: expect.stringContaining("already") });
    expect(edit("const a = 1;", "x")).toEqual({
      type: "problem",
      text: expect.stringContaining("2 places"),
      lines: "1\tconst a = 1;\n3\tconst a = 1;",
    });
    expect(edit("const b = 3;", "x")).toEqual({
      type: "problem",
      text: expect.stringContaining("does not stand"),
      lines: expect.stringContaining("2\tconst b = 2;"),
    });
    expect(edit("const c = 1;", "const b = 2;")).toMatchObject({ text: expect.stringContaining("made before") });
    expect(edit("zzz", "x")).toMatchObject({ text: expect.stringContaining("read the file") });
  });

  it("never has a piece of the file in its words: those are apart", () => {
    for (const old of ["const a = 1;", "const b = 3;", "zzz", ""]) {
      const plan = edit(old, "y");
      expect(plan.type === "problem" && plan.text).not.toContain("const b = 2;");
    }
  });

  it("names the first places of many", () => {
    const plan = edit("x", "y", "x\n".repeat(30));
    expect(plan).toMatchObject({ lines: expect.stringMatching(/\(and 20 more\)$/) });
  });
});

describe("newProblems", () => {
  const problem = (message: string, line = 1, more: Partial<Problem> = {}): Problem => ({
    severity: "error",
    message,
    line,
    ...more,
  });

  it("knows a problem by what it says, not by its line", () => {
    const before = [problem("a", 1), problem("b", 2, { source: "ts", code: "1" })];
    expect(newProblems(before, [problem("a", 9), problem("b", 3, { source: "ts", code: "1" })])).toEqual([]);
    expect(newProblems(before, [problem("b", 3, { source: "ts", code: "2" })])).toHaveLength(1);
    expect(newProblems(before, [problem("a", 1), problem("a", 5)])).toEqual([problem("a", 5)]);
  });

  it("never tells more than there are, nor one that was there as often", () => {
    const some = fc.array(fc.constantFrom("a", "b", "c").map((each) => problem(each)));
    fc.assert(
      fc.property(some, some, (before, after) => {
        const fresh = newProblems(before, after);
        for (const each of ["a", "b", "c"]) {
          const count = (all: readonly Problem[]) => all.filter(({ message }) => message === each).length;
          expect(count(fresh)).toBe(Math.max(0, count(after) - count(before)));
        }
      }),
    );
  });

  it("puts errors first, and cuts", () => {
    const many = [
      problem("w", 1, { severity: "warning" }),
      ...Array.from({ length: 30 }, (_, at) => problem(`${at}`, 2)),
    ];
    const text = problemsText(newProblems([], many), true).split("\n");
    expect(text[1]).toBe("2: error: 0");
    expect(text.at(-1)).toBe("(and 11 more)");
    expect(problemsText([problem(`x\n${"y".repeat(500)}`)], false)).toMatch(/^Problems in .*\n1: error: x y+ …$/);
    expect(problemsText([], true)).toBe("");
    expect(problemsText([problem("a", 3, { source: "ts", code: "2304" })], true)).toContain("3: error: a (ts 2304)");
  });
});

describe("ProblemPatience", () => {
  it("waits long for the unknown, shorter for quick services, hardly for what nobody looks at", () => {
    const patience = new ProblemPatience();
    expect(patience.of("go")).toBe(2_000);
    patience.heard("go", 100);
    expect(patience.of("go")).toBe(600);
    patience.heard("go", 400);
    expect(patience.of("go")).toBe(1_200);
    patience.heard("go", 4_000);
    expect(patience.of("go")).toBe(2_000);
    for (let at = 0; at < 3; at++) patience.silent("text");
    expect(patience.of("text")).toBe(250);
    // Silence of one who speaks is no news.
    patience.spoke("text");
    expect(patience.of("text")).toBe(2_000);
  });
});

describe("askedChange", () => {
  it("is told from the call alone", () => {
    expect(askedChange("edit_file", { path: "a", old_text: "x\n", new_text: "y\n" })).toBe(
      "--- a\n+++ a\n@@ -1,1 +1,1 @@\n-x\n+y",
    );
    expect(askedChange("write_file", { path: "a\nb", content: "x\n" })).toBe("--- a b\n+++ a b\n@@ -0,0 +1,1 @@\n+x");
    expect(askedChange("delete_file", { path: "a" })).toBeUndefined();
    expect(askedChange("edit_file", { path: "a", old_text: 1 })).toBeUndefined();
    expect(askedChange("edit_file", null)).toBeUndefined();
  });
});
