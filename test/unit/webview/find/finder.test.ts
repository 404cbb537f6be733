// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { GoTo } from "../../../../webview-ui/conversation/goTo.ts";
import { Finder } from "../../../../webview-ui/find/finder.ts";

let list: HTMLElement;
let finder: Finder;
let asked: string[];
beforeEach(() => {
  document.body.innerHTML = `<div class="list">${'<article class="message"><p>one word</p></article>'.repeat(50)}</div>`;
  list = document.body.firstElementChild as HTMLElement;
  // Neither is known here: nothing is laid out.
  Range.prototype.getBoundingClientRect = () => new DOMRect();
  Element.prototype.scrollIntoView = () => {};
  asked = [];
  const goTo = { list, bringAll: () => asked.push("all"), letGo: () => asked.push("near") };
  finder = new Finder(goTo as unknown as GoTo);
  finder.open("");
});
afterEach(() => {
  finder.close();
  vi.restoreAllMocks();
});

const messages = () => [...list.querySelectorAll(".message")];

it("reads of all messages only the one that grows", async () => {
  finder.search("word");
  expect(finder.count.value).toBe(50);
  const read = vi.spyOn(document, "createTreeWalker");
  const [first] = messages();
  for (let piece = 1; piece <= 3; piece++) {
    first?.append(" word");
    await expect.poll(() => finder.count.value).toBe(50 + piece);
  }
  const text = messages()[1]?.querySelector("p")?.firstChild as Text;
  // As when the end of a text is written on.
  text.data += " and word";
  await expect.poll(() => finder.count.value).toBe(54);
  expect(new Set(read.mock.calls.map(([root]) => root))).toEqual(new Set(messages().slice(0, 2)));
  expect(read).toHaveBeenCalledTimes(4);
});

it("messages that come are read, those that go are not counted, and other words are looked for everywhere", async () => {
  finder.search("word");
  list.append(messages()[0]?.cloneNode(true) as Node);
  await expect.poll(() => finder.count.value).toBe(51);
  for (const gone of messages().slice(0, 11)) gone.remove();
  await expect.poll(() => finder.count.value).toBe(40);
  finder.search("one");
  expect(finder.count.value).toBe(40);
  finder.search("nothing");
  expect(finder.count.value).toBe(0);
});

it("brings all onto the page while it is open", () => {
  finder.close();
  finder.close();
  finder.open("");
  expect(asked).toEqual(["all", "near", "all"]);
});
