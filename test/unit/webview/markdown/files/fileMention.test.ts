import fc from "fast-check";
import { expect, it } from "vitest";
import { findMentions, readMention, showsFile } from "../../../../../webview-ui/markdown/files/fileMention.ts";

it.each([
  ["src/a.ts", { path: "src/a.ts" }],
  ["src/a.ts:12", { path: "src/a.ts", line: 12 }],
  ["src/a.ts:12:5", { path: "src/a.ts", line: 12, column: 5 }],
  ["src/a.ts:12-20", { path: "src/a.ts", line: 12, endLine: 20 }],
  ["src/a.ts#L12", { path: "src/a.ts", line: 12 }],
  ["src/a.ts#L12-L20", { path: "src/a.ts", line: 12, endLine: 20 }],
  ["a.ts", { path: "a.ts" }],
  ["app/[id]/(group)/page.tsx", { path: "app/[id]/(group)/page.tsx" }],
  ["文档/说明.md:3", { path: "文档/说明.md", line: 3 }],
  ["src\\core\\a.ts:7", { path: "src\\core\\a.ts", line: 7 }],
  ["C:\\proj\\src\\a.ts:7", { path: "C:\\proj\\src\\a.ts", line: 7 }],
  ["/home/me/proj/src/a.ts", { path: "/home/me/proj/src/a.ts" }],
  ["Dockerfile", { path: "Dockerfile" }],
  [".env", { path: ".env" }],
  ["my notes/a b.md", { path: "my notes/a b.md" }],
  ["constructor.ts", { path: "constructor.ts" }],
])("%j is a file", (text, mention) => {
  expect(readMention(text)).toEqual(mention);
});

it.each([
  "constructor",
  "__proto__",
  "console.log",
  "v2.6",
  "npm run build",
  "../../etc/passwd",
  "https://example.com/a.ts",
  "file:///etc/a.ts",
  "vscode://x/a.ts",
  "//server/share/a.ts",
  "\\\\server\\share\\a.ts",
  "~/a.ts",
  "src/a.ts:99999999999",
  "src/a.ts:0",
  "src/a.ts:12:",
  "src/a\u0000.ts",
  "src/a\u202e.ts",
  "src/a\nb.ts",
  "src/a\u200b.ts",
  `${"a/".repeat(200)}b.ts`,
  "",
  " src/a.ts",
])("%j is none", (text) => {
  expect(readMention(text)).toBeUndefined();
});

const found = (text: string) =>
  findMentions(text).map(({ readings, end }) => readings.map(({ start }) => text.slice(start, end)));

it.each([
  ["See src/a.ts and b/c.py:3.", [["src/a.ts"], ["b/c.py:3"]]],
  ["(src/a.ts) [src/b.ts:2], “src/c.ts”: {src/d.ts}", [["src/a.ts"], ["src/b.ts:2"], ["src/c.ts"], ["src/d.ts"]]],
  [
    "In app/[id]/page.tsx, (group)/layout.tsx (and (x)/y.ts)",
    [["app/[id]/page.tsx"], ["(group)/layout.tsx"], ["(x)/y.ts"]],
  ],
  ["请看src/配置.ts的第12行，还有文档/说明.md。", [["请看src/配置.ts", "src/配置.ts"], ["还有文档/说明.md"]]],
  ["修改a.ts:12后", [["修改a.ts:12", "a.ts:12"]]],
  ["Use a.ts; not console.log, e.g. v1.2 or Dockerfile or and/or.", [["a.ts"]]],
  ["No names here at all, but .ts and .env files", []],
])("in %j it finds %j", (text, names) => {
  expect(found(text)).toEqual(names);
});

it("whatever stands in a text, what is found is part of it, in order, and reads the same by itself", () => {
  const piece = fc.oneof(
    fc.constantFrom("src/", "a.ts", ":12", "#L3", "(", ")", "[", ".", "看", "/", "\\", " ", "-", ":", "é"),
    fc.string({ maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join("");
      let last = 0;
      for (const { readings, end } of findMentions(text)) {
        for (const { start, mention } of readings) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(readMention(text.slice(start, end))).toEqual(mention);
        }
        last = end;
      }
    }),
  );
});

it("long hostile text is read in time", () => {
  const start = performance.now();
  for (const text of [
    "看a".repeat(50_000),
    "a.".repeat(50_000),
    "(".repeat(100_000),
    "a/".repeat(50_000),
    "a.ts:1".repeat(20_000),
  ]) {
    findMentions(text);
    readMention(text);
  }
  // Milliseconds take their time on a machine that is busy; a square of the length would take minutes.
  expect(performance.now() - start).toBeLessThan(5000);
});

it.each([
  ["src/a.ts", true],
  ["a.ts:3", true],
  ["src/core/unknown.xyz", true],
  ["Node.js", false],
  ["my notes/a.md", false],
  ["LICENSE", false],
])("an icon stands before %j: %s", (text, shows) => {
  const mention = readMention(text);
  expect(mention !== undefined && showsFile(mention)).toBe(shows);
});
