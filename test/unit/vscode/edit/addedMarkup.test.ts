// What a zone shows of hostile code, as VS Code's own Markdown renderer would read it.

import { marked } from "marked";
import { expect, test } from "vitest";
import { addedCode, addedMarkup } from "../../../../src/vscode/edit/addedMarkup.ts";

/** The text that a browser shows. */
function textOf(markup: string): string {
  const html = marked.parse(markup, { async: false });
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/ +$/gm, "")
    .trimEnd();
}

test.each([
  ["markup", ["<img src=x onerror=alert(1)>", "</pre></span><script>alert(1)</script>"]],
  ["Markdown", ["# no heading", "", "```", "[link](command:x)", "    **code**", "<!-- -->"]],
  ["entities", ["a &lt; b && c", `"quoted" 'text'`]],
])("%s is shown as it is", (_name, lines) => {
  const markup = addedMarkup(lines, 4);
  expect(textOf(markup)).toBe(lines.map((line) => `+ ${line}`.trimEnd()).join("\n"));
  expect(marked.parse(markup, { async: false }).match(/<\/?(?!pre|span)[a-z!]/gi)).toBeNull();
});

test("tabs reach the editor's stops, lines are equally long and very long ones are cut", () => {
  const rows = addedMarkup(["\tif", "a\tb", "x".repeat(1_000)], 4).match(/>[^<>\n]+<\/span>/g) ?? [];
  expect(rows[0]).toContain(">+     if");
  expect(rows[1]).toContain(">+ a   b");
  expect(rows[0]?.length).toBe(rows[1]?.length);
  expect(rows[2]).toContain("…");
});

test("styles have the shape that VS Code lets through", () => {
  const allowed =
    /^(color:(#[0-9a-fA-F]+|var\(--vscode(-[a-zA-Z0-9]+)+\));)?(background-color:(#[0-9a-fA-F]+|var\(--vscode(-[a-zA-Z0-9]+)+\));)?$/;
  const styles = [...addedMarkup(["a", "b"], 4).matchAll(/style="([^"]*)"/g)].map(([, style]) => style ?? "");
  expect(styles).toHaveLength(2);
  for (const style of styles) expect(style).toMatch(allowed);
});

test.each([
  ["a fence", ["```", "````js", "~~~", "    ```"]],
  ["a table's end", ["</td></tr></table><img src=x>", "", "<!--"]],
  ["tabs", ["\tif", "a\tb"]],
])("%s is code in coloured lines, and the marks stand beside it", (_name, lines) => {
  const codes: { lang?: string; text: string }[] = [];
  const markup = addedCode(lines, 4, "typescriptreact", 43);
  for (const token of marked.lexer(markup)) {
    if (token.type === "code") codes.push({ lang: token.lang, text: token.text });
    else expect(token.raw.replace(/<\/?(table|tr|td)( width="36")?>/g, "").trim()).toBe("");
  }
  const shown = lines.map((line) => line.replace("a\tb", "a   b").replaceAll("\t", "    "));
  expect(codes).toEqual([
    { lang: "diff", text: lines.map(() => "+").join("\n") },
    { lang: "tsx", text: shown.join("\n") },
  ]);
});

test("a long line is whole in coloured lines", () => {
  const line = `const text = "${"word ".repeat(400)}";`;
  expect(addedCode([line], 4, "typescript", 43)).toContain(line);
});
