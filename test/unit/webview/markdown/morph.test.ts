// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { morph } from "../../../../webview-ui/markdown/morph.ts";

function element(html: string): Element {
  const holder = document.createElement("div");
  holder.innerHTML = html;
  const child = holder.firstElementChild;
  if (!child) throw new Error("no element");
  return child;
}

describe("morph", () => {
  it.each([
    ["<p>a</p>", "<p>ab</p>"],
    ["<p>a <b>b</b></p>", "<p>a <b>b</b> c</p>"],
    ["<p>a</p>", "<h2>a</h2>"],
    ["<ul><li>a</li></ul>", '<ul><li class="x">a</li><li>b</li></ul>'],
    ["<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li></ul>"],
    ['<p title="a" class="b">x</p>', '<p class="c">x</p>'],
    ["<p><em>a</em>b</p>", "<p>b<em>a</em></p>"],
  ])("brings %s to %s", (from, to) => {
    const holder = document.createElement("div");
    holder.append(element(from));
    const live = holder.firstElementChild;
    if (live) morph(live, element(to));
    expect(holder.innerHTML).toBe(to);
  });

  it("leaves alone what is the same", () => {
    const live = element("<ul><li>a</li><li>b</li></ul>");
    const [first, second] = live.children;
    morph(live, element("<ul><li>a</li><li>bc</li></ul>"));
    expect(live.children[0]).toBe(first);
    expect(live.children[1]).toBe(second);
    expect(live.textContent).toBe("abc");
  });
});
