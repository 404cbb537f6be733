import { expect, test } from "vitest";
import { parseFileLink } from "../../../../src/core/context/parseFileLink.ts";

test.each([
  ["src/a.ts", { path: "src/a.ts" }],
  ["./src/a.ts#L12", { path: "src/a.ts", line: 12 }],
  ["src/a.ts:7", { path: "src/a.ts", line: 7 }],
  ["a%20b.md", { path: "a b.md" }],
  ["src/a.ts#L1-L9", { path: "src/a.ts", line: 1 }],
])("%s is a file of the workspace", (href, expected) => {
  expect(parseFileLink(href)).toEqual(expected);
});

test.each([
  "../secret",
  "a/../../b",
  "%2e%2e/secret",
  "/etc/passwd",
  "%2Fetc/passwd",
  "C:/windows",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "command:workbench.action.quit",
  "\\\\server\\share",
  "vscode://x/y",
  "%E0%A4%A",
  "",
])("%s is not", (href) => {
  expect(parseFileLink(href)).toBeUndefined();
});
