import fc from "fast-check";
import { expect, test } from "vitest";
import { fileText, piece } from "../../../../src/core/tools/fileText.ts";
import { hitsText } from "../../../../src/core/tools/foundText.ts";
import { includeOf } from "../../../../src/core/tools/includeOf.ts";
import type { WorkspaceFolder } from "../../../../src/core/tools/placeOf.ts";
import { maxProblems, problemsText } from "../../../../src/core/tools/problemsText.ts";
import { consentText, refusedText } from "../../../../src/core/tools/readWords.ts";
import { innerFolders, scopeOf } from "../../../../src/core/tools/scopeOf.ts";
import {
  lastName,
  maxOutline,
  type OutlineSymbol,
  outlineText,
  wordPlaces,
} from "../../../../src/core/tools/symbolText.ts";

const folder = (path: string): WorkspaceFolder => ({
  name: path.slice(path.lastIndexOf("/") + 1),
  address: `file://${encodeURI(path)}`,
  path,
  foldsCase: false,
});
const [app, lib, inner] = [folder("/w/app"), folder("/w/lib"), folder("/w/app/文 档")];

test("no path is all of the workspace; a path is a folder of it", () => {
  for (const path of [undefined, "", ".", "./", " "]) {
    expect(scopeOf(path, [app, lib]), String(path)).toMatchObject({
      isAll: true,
      parts: [{ folder: app }, { folder: lib }],
    });
  }
  expect(scopeOf("lib/src/", [app, lib])).toMatchObject({ isAll: false, parts: [{ folder: lib, relative: "src" }] });
  expect(scopeOf("/", [app])).toMatchObject({ type: "problem" });
  expect(scopeOf("/w/app", [app])).toMatchObject({ isAll: false, parts: [{ relative: "" }] });
  expect(scopeOf("src", [app, lib])).toMatchObject({ type: "problem" });
  expect(scopeOf(undefined, [])).toMatchObject({ type: "problem" });
});

test("a file of a folder within another is the inner one's", () => {
  const isInner = innerFolders(app, [app, lib, inner]);
  expect(isInner("文 档/a.ts")).toBe(true);
  expect(isInner("文 档2/a.ts")).toBe(false);
  expect(innerFolders(inner, [app, lib, inner])("a.ts")).toBe(false);
});

test("include speaks of one folder, or of all", () => {
  const meant = (include: string, path: string, folders = [app, lib]) =>
    folders.map((each) => includeOf(include, each, folders)?.matches(path) ?? false);
  expect(meant("", "a.ts")).toEqual([true, true]);
  expect(meant("**", "x/a.ts")).toEqual([true, true]);
  expect(meant("*.ts", "x/a.ts")).toEqual([true, true]);
  expect(meant("app/src/*.ts", "src/a.ts")).toEqual([true, false]);
  expect(meant("app", "src/a.ts")).toEqual([true, false]);
  expect(meant("src/**", "src/a.ts")).toEqual([true, true]);
  expect(meant("/w/lib/src/**/*.ts", "src/a.ts")).toEqual([false, true]);
  expect(meant("/src/*.ts", "src/a.ts", [app])).toEqual([true]);
  expect(meant("/w/app/src", "src/x/a.ts", [app])).toEqual([true]);
  expect(meant("./src", "src/x/a.ts", [app])).toEqual([true]);
});

test("that there are more hits than are told is said", () => {
  expect(hitsText([{ path: "a", line: 1, text: "x" }], false)).toBe(
    "a:1: x\n(There are more. Narrow it down with query or include.)",
  );
});

test("the piece that is looked at holds all that is sent", () => {
  const text = Array.from({ length: 5_000 }, (_, nth) => `line ${nth + 1}`).join("\n");
  expect(piece(text)).toContain("line 2000\n");
  expect(piece(text, { start_line: 3_000 }).split("\n")[0]).toBe("line 2900");
  expect(piece(text, { start_line: 4_999 })).toMatch(/line 5000$/);
  expect(piece(text, { start_line: 99_999 })).toBe("");
  const wide = Array.from({ length: 300 }, (_, nth) => `${nth + 1} ${"x".repeat(50_000)}`).join("\n");
  expect(piece(wide, { start_line: 100 }).length).toBeLessThan(100_000);
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 3_000 }), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 2_000 }),
      (some, times, start_line) => {
        const all = Array.from({ length: some.length * times }, (_, nth) => some[nth % some.length] ?? "").join("\n");
        const { text: sent, first, last } = fileText(all, { start_line });
        const looked = piece(all, { start_line }).split("\n");
        const numbered = first === 0 ? [] : sent.split("\n").slice(0, last - first + 1);
        for (const line of numbered) expect(looked).toContain(line.replace(/^\d+\t/, ""));
      },
    ),
    { numRuns: 30 },
  );
});

test("a name is found as a word, by its last part", () => {
  expect(wordPlaces("a.run()\nrunner.run2(run)", "Job.run", 5)).toEqual([
    { line: 0, character: 2 },
    { line: 1, character: 12 },
  ]);
  expect(wordPlaces("run run run", "run", 2)).toHaveLength(2);
  expect(wordPlaces("文档 = 1", "文档", 2)).toEqual([{ line: 0, character: 0 }]);
  for (const name of ["ns::f", "A#f", "p->f", "f()", "f<T>(a.b)", " f "]) expect(lastName(name), name).toBe("f");
  expect(wordPlaces("x", "", 5)).toEqual([]);
});

test("an outline is its symbols with their lines, capped", () => {
  const symbol = (
    name: string,
    first: number,
    last: number,
    children: readonly OutlineSymbol[] = [],
  ): OutlineSymbol => ({
    name,
    kind: "method",
    first,
    last,
    children,
  });
  const lines = ["class A {", "  b() {", "  }", "}"];
  expect(outlineText([symbol("A", 1, 4, [symbol("b", 2, 3), symbol("c", 9, 9)])], lines)).toBe(
    "1-4: method A: class A {\n  2-3: method b: b() {\n  9: method c: ",
  );
  const many = Array.from({ length: maxOutline + 5 }, (_, nth) => symbol(`s${nth}`, 1, 1));
  expect(outlineText(many, lines).split("\n").at(-1)).toBe("(5 more. read_file shows them.)");
});

test("problems are by place, errors first where there are too many", () => {
  const problem = (severity: "error" | "warning", line: number) =>
    ({ path: "a", line, column: 2, severity, message: "is\n  wrong", source: "ts 1" }) as const;
  expect(problemsText([])).toBe("(No errors or warnings in files that may be read.)");
  expect(problemsText([problem("warning", 3), problem("error", 1)])).toBe(
    "a:1:2: error: is wrong (ts 1)\na:3:2: warning: is wrong (ts 1)",
  );
  const many = [
    ...Array.from({ length: maxProblems }, (_, nth) => problem("warning", nth + 1)),
    problem("error", 9_999),
  ];
  expect(problemsText(many)).toContain("a:9999:2: error");
  expect(problemsText(many)).toMatch(/\(1 more\./);
});

test("why something was not read is said", () => {
  expect(consentText("a", ["ignored", "api-key"])).toBe(
    "`a` was not read: it is ignored by Git, and it holds what looks like a key or a password. Only the person can allow that.",
  );
  expect(refusedText("a", "too-large")).toMatch(/larger than 10 MB/);
});
