// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { maskMath, texOf } from "../../../../../webview-ui/markdown/math/mathTokens.ts";
import { renderOnce } from "../helpers.ts";

/** The TeX of every formula in an answer; of displayed ones in brackets. */
function formulasIn(source: string): string[] {
  const root = document.createElement("div");
  root.innerHTML = renderOnce(source);
  return [...root.querySelectorAll(".math")].map((math) => {
    const tex = math.getAttribute("data-tex") ?? "";
    return math.classList.contains("math-display") ? `[${tex}]` : tex;
  });
}

describe("formulas", () => {
  it.each([
    ["a $x$ b", ["x"]],
    ["a \\(x_1\\) b", ["x_1"]],
    ["a $$x$$ b", ["[x]"]],
    ["$$\nx\n$$", ["[x]"]],
    ["\\[\nx \\\\[2pt]\ny\n\\]", ["[x \\\\[2pt]\ny]"]],
    ["so:\n$$\na\n- b\n# c\n$$\nthen", ["[a\n- b\n# c]"]],
    ["- a\n  $$x$$\n- $y$", ["[x]", "y"]],
    ["> \\[x\\]", ["[x]"]],
    ["| $a$ |\n|---|\n| \\(b\\) |", ["a", "b"]],
    ["**bold $a*b$ too**", ["a*b"]],
    ["设$x$为", ["x"]],
    ["$5$ and $2 + 2$", ["5", "2 + 2"]],
  ])("are found: %j", (source, found) => {
    expect(formulasIn(source)).toEqual(found);
  });

  it.each([
    "It costs $5 and $10.",
    "$5, $6 or $7",
    "$20k to 30$ off",
    "US$5 and A$6",
    "`$x$`",
    "```\n$$x$$\n```",
    "    $$x$$",
    "\\$x$ and \\\\(x\\\\)",
    "$HOME/bin:$PATH",
    "$ x $",
    "$$$$ and $$ $$",
    "\\!\\#\\(\\)\\[\\]",
    "$$\nfirst\n\nsecond\n$$",
    "[a]($b$) https://x.y/?a=$b$c",
  ])("are not seen where there are none: %j", (source) => {
    expect(formulasIn(source)).toEqual([]);
  });

  it("are hidden from what looks for emphasis, at the same length", () => {
    const source = "*a $x*y$ b* \\(c_d\\) $5";
    expect(maskMath(source)).toBe("*a aaaaa b* aaaaaaa $5");
  });

  it("lose their delimiters", () => {
    expect(["$$\n x \n$$", "\\[x\\]", "\\(x\\)", "$x$"].map(texOf)).toEqual(["x", "x", "x", "x"]);
  });
});
