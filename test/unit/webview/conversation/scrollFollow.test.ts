// @vitest-environment jsdom
import { afterEach, expect, it } from "vitest";
import { ScrollFollow } from "../../../../webview-ui/conversation/scrollFollow.ts";

let stop = () => {};
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

function attach() {
  document.body.innerHTML = "<p>Outside.</p><section><div>Some words.</div></section>";
  const [outside, scroller, content] = ["p", "section", "div"].map((name) => document.querySelector(name));
  if (!outside || !(scroller instanceof HTMLElement) || !(content instanceof HTMLElement)) throw new Error("no page");
  const follow = new ScrollFollow();
  stop = follow.attach(scroller, content);
  const mark = (element?: Element) => {
    const selection = document.getSelection();
    selection?.removeAllRanges();
    if (element) selection?.selectAllChildren(element);
    document.dispatchEvent(new Event("selectionchange"));
  };
  return { follow, outside, content, mark, anchor: () => scroller.style.overflowAnchor };
}

it("leaves it to the browser to keep the place of what is marked, also at the end", () => {
  const { follow, outside, content, mark, anchor } = attach();
  expect(anchor()).toBe("none");
  mark(content);
  expect(follow.atEnd.value).toBe(true);
  expect(anchor()).toBe("auto");
  mark();
  expect(anchor()).toBe("none");
  mark(outside);
  expect(anchor()).toBe("none");
});

it("keeps no place once going to the end was asked for", () => {
  const { follow, content, mark, anchor } = attach();
  mark(content);
  follow.toEnd();
  expect(anchor()).toBe("none");
  mark(content);
  expect(anchor()).toBe("auto");
});
