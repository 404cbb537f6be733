// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { finishPieces } from "../helpers.ts";

const finish = (source: string) => finishPieces([source]);

describe("finished code", () => {
  it.each([
    ["ts", "const a: string = `b $c d`; // <e>", "hljs-keyword"],
    ["python", "def f(x):\n    return '<b>'", "hljs-keyword"],
    ["html", "<style>a { color: red }</style><script>alert('x')</script>", "hljs-name"],
    ["json", '{ "a": [1, null] }', "hljs-attr"],
    ["sh", "$ echo $HOME && rm -rf /tmp/x # no", "hljs-built_in"],
    ["C++", "template<class T> int main() { return 0; }", "hljs-keyword"],
    ["diff", "- a\n+ b", "hljs-deletion"],
  ])("is coloured and reads as before: %s", async (language, code, found) => {
    const root = await finish(`\`\`\`${language}\n${code}\n\`\`\`\n`);
    const element = root.querySelector("code");
    expect(element?.textContent).toBe(code);
    expect(element?.querySelector(`.${found}`)).not.toBeNull();
    for (const inner of element?.querySelectorAll("*") ?? []) {
      expect(inner.tagName).toBe("SPAN");
      expect(inner.getAttributeNames()).toEqual(["class"]);
    }
  });

  it.each([
    ["of no language", "```\nlet x = 1\n```"],
    ["of an unknown one", "```nosuch\nlet x = 1\n```"],
    ["that is very long", `\`\`\`js\n${"let x = 1\n".repeat(400)}\`\`\``],
  ])("stays plain: %s", async (_what, source) => {
    const root = await finish(source);
    expect(root.querySelector("code")?.textContent).toContain("let x = 1");
    expect(root.querySelector("[class*=hljs]")).toBeNull();
  });
});

describe("a finished formula", () => {
  it("is set, and readable to a screen reader", async () => {
    const root = await finish("$$\nx = \\frac{1}{2}\n$$\n\nand $a_1$, \\(b\\)\n");
    expect(root.querySelectorAll(".math > .katex, .math > .katex-display")).toHaveLength(3);
    expect(root.querySelectorAll("math")).toHaveLength(3);
    expect(root.querySelector("annotation")?.textContent).toBe("x = \\frac{1}{2}");
  });

  it("stays source when it cannot be set", async () => {
    const root = await finish("Here: $\\nosuch{x}$.");
    expect(root.textContent).toBe("Here: $\\nosuch{x}$.");
  });

  it.each([
    "\\href{javascript:alert(1)}{x}",
    "\\url{https://evil.example}",
    "\\includegraphics{https://evil.example/x.png}",
    "\\htmlClass{code-copy}{x}",
    "\\htmlId{root}{x}",
    "\\htmlStyle{position:fixed}{x}",
    "\\htmlData{testid=approve}{x}",
    "\\def\\a{\\a\\a}\\a",
    "\\def\\a#1{#1#1}\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{x}}}}}}}}}}",
    "\\rule{99999em}{99999em}x",
    "\\kern{-99999em}x",
    "\\text{<img src=x onerror=alert(1)>}",
    "\\text{</span><script>alert(1)</script>}",
    "\\fcolorbox{red}{url(https://evil.example)}{x}",
    "\\color{red;background:url(https://evil.example)}x",
    "\\pmb{x}\\fcolorbox{red}{blue}{x}",
    `${"{".repeat(2000)}x${"}".repeat(1999)}`,
    "\\left(".repeat(500),
    "x^".repeat(900),
  ])("does no harm: %s", async (tex) => {
    const root = await finish(`$$${tex}$$\n\nbeside $${tex}$ it`);
    for (const element of root.querySelectorAll("*")) {
      expect(element.matches("a, img, script, iframe, link, style, form, [href], [src], [id]"), element.outerHTML).toBe(
        false,
      );
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on/);
        if (name === "style") expect(value).not.toMatch(/url|expression|position:\s*fixed/);
        if (name === "data-testid") expect(value).toMatch(/^code/);
        if (name === "class") expect(value).not.toContain("code-copy");
      }
      const height = /height:\s*([\d.]+)em/.exec(element.getAttribute("style") ?? "")?.[1];
      if (height) expect(Number(height)).toBeLessThan(60);
    }
  });
});
