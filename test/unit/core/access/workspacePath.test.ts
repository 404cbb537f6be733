import fc from "fast-check";
import { expect, test } from "vitest";
import { pathInFolder } from "../../../../src/core/access/workspacePath.ts";
import { languageIdOf } from "../../../../src/core/code/languageIds.ts";

test.each([
  ["src/a.ts", "src/a.ts"],
  ["./src//a.ts", "src/a.ts"],
  ["src\\a.ts", "src/a.ts"],
  ["src/../b.ts", "b.ts"],
  ["/w/app/src/a.ts", "src/a.ts"],
  ["../a.ts", undefined],
  ["src/../../a.ts", undefined],
  ["..\\a.ts", undefined],
  ["/etc/passwd", undefined],
  ["/w/app/../x.ts", undefined],
  ["/w/apple/x.ts", undefined],
  ["C:\\x.ts", undefined],
  ["a\0b.ts", undefined],
  [".", undefined],
])("%j is %j", (path, expected) => {
  expect(pathInFolder(path, "/w/app", false)).toBe(expected);
});

test.each([
  ["C:\\proj\\src\\a.ts", "c:\\proj", false, "src/a.ts"],
  ["c:/proj/src/a.ts", "C:\\proj", false, "src/a.ts"],
  ["C:\\proj\\src\\A.ts", "c:\\Proj", true, "src/A.ts"],
  ["C:\\proj\\src\\a.ts", "c:\\Proj", false, undefined],
  ["D:\\proj\\a.ts", "c:\\proj", true, undefined],
  ["C:\\project\\a.ts", "c:\\proj", true, undefined],
  ["C:\\proj\\..\\a.ts", "c:\\proj", true, undefined],
  ["/c:/proj/a.ts", "/C:/proj", false, "a.ts"],
  ["/W/App/a.ts", "/w/app", true, "a.ts"],
  ["/W/App/a.ts", "/w/app", false, undefined],
  ["a.ts", "/", false, "a.ts"],
  ["/a.ts", "/", false, "a.ts"],
])("%s in %s, case folded %s: %s", (path, root, foldsCase, expected) => {
  expect(pathInFolder(path, root, foldsCase)).toBe(expected);
});

test("no path leads out", () => {
  const part = fc.constantFrom("..", ".", "", "a", "b.ts", "w", "app", "C:");
  const separator = fc.constantFrom("/", "\\");
  fc.assert(
    fc.property(fc.array(fc.tuple(part, separator)), fc.boolean(), (parts, foldsCase) => {
      const result = pathInFolder(parts.flat().join(""), "/w/app", foldsCase);
      if (result !== undefined) expect(result.split("/").every((each) => each !== ".." && each !== "")).toBe(true);
    }),
  );
});

test("languages are VS Code's", () => {
  const known = ["typescript", "python", "shellscript"];
  expect(languageIdOf("ts", known)).toBe("typescript");
  expect(languageIdOf("Python", known)).toBe("python");
  expect(languageIdOf("bash", known)).toBe("shellscript");
  expect(languageIdOf("mermaid", known)).toBeUndefined();
});
