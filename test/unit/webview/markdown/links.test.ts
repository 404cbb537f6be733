// @vitest-environment jsdom
import { Lexer } from "marked";
import { describe, expect, it } from "vitest";
import { InlineNodes } from "../../../../webview-ui/markdown/inlineNodes.ts";
import { linkTarget } from "../../../../webview-ui/markdown/links.ts";

describe("a link", () => {
  it.each([
    ["https://example.com", "https://example.com/"],
    ["HTTP://example.com/a b", "http://example.com/a%20b"],
    ["https://例え.jp/路", "https://xn--r8jz45g.jp/%E8%B7%AF"],
    ["https://a.b/?x=1&amp;y=2#z", "https://a.b/?x=1&y=2#z"],
    [" https://a.b ", "https://a.b/"],
    ["src/main.ts", "src/main.ts"],
    ["./src/main.ts#L10", "./src/main.ts#L10"],
    ["src/main.ts#L10-L12", "src/main.ts#L10-L12"],
    ["docs/中文 文档.md", "docs/中文 文档.md"],
    ["a%20b.ts", "a%20b.ts"],
    ["src/a.ts:10", "src/a.ts:10"],
  ])("leads from %j to %j", (raw, target) => {
    expect(linkTarget(raw)).toBe(target);
  });

  it.each([
    "",
    " ",
    "#anchor",
    "?query",
    "/etc/passwd",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "\\evil",
    "src\\a.ts",
    "file:///etc/passwd",
    "ftp://a.b",
    "mailto:a@b.c",
    "data:text/html,x",
    "blob:https://a.b/c",
    "command:workbench.action.quit",
    "vscode://a.b/c",
    "vscode-resource:/a",
    "about:blank",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "vbscript:x",
    "view-source:https://a.b",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "\u0001javascript:alert(1)",
    "java\u200bscript:alert(1)",
    "java\u00adscript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3a;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;&#x61;vascript&colon;alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "javascript%3Aalert(1)",
    "javascript%253Aalert(1)",
    "javascript%25253Aalert(1)",
    "javascript%2525253Aalert(1)",
    "%6aavascript:alert(1)",
    "javascript\uff1aalert(1)",
    "%2f%2fevil.example",
    "%5c%5cevil.example",
    "a%00b",
    "%",
    "https:",
    "https:/a.b",
    "https://",
    "http://[",
    "x".repeat(5000),
  ])("is none: %j", (raw) => {
    expect(linkTarget(raw)).toBeUndefined();
  });
});

it.each([
  ['[docs](https://evil.example "https://docs.python.org")', "https://docs.python.org\nhttps://evil.example/"],
  ['![docs](https://evil.example "https://docs.python.org")', "https://docs.python.org\nhttps://evil.example/"],
  ['[docs](https://evil.example "a&#10;&#10;\u202eb")', "a b\nhttps://evil.example/"],
  ['[docs](https://evil.example "&#8238;")', "https://evil.example/"],
  ['[docs](https://evil.example "</title>")', "https://evil.example/"],
  [`[docs](https://evil.example "${"x ".repeat(5000)}")`, `${"x ".repeat(100)}\nhttps://evil.example/`],
  ['[a](src/a.ts "b")', "b\nsrc/a.ts"],
  ["[docs](https://evil.example)", "https://evil.example/"],
])("the hint of %j ends with where it leads", (source, hint) => {
  const page = document.createElement("div");
  new InlineNodes().write(page, Lexer.lexInline(source));
  expect(page.querySelector("a")?.title).toBe(hint);
});
