// @vitest-environment jsdom
import { expect, it } from "vitest";
import { findWords } from "../../../../webview-ui/find/findWords.ts";

function page(html: string): Element {
  document.body.innerHTML = `<div class="content">${html}</div>`;
  return document.body;
}

const found = (html: string, ...words: string[]) => findWords(page(html), words).map(String);

it("finds whatever the case, over elements, and in the order of the page", () => {
  expect(found("<p>A <b>bold</b> word, a Bold word</p>", "bold WORD")).toEqual(["bold word", "Bold word"]);
});

it("no word runs from one block to the next", () => {
  expect(found("<p>one</p><p>two</p>", "onetwo")).toEqual([]);
  expect(found("<table><tr><td>ab</td><td>cd</td></tr></table>", "abcd")).toEqual([]);
});

it("what is for screen readers, and names of controls, are no text", () => {
  expect(found('<p>text</p><button>text</button><span aria-hidden="true">text</span>', "text")).toEqual(["text"]);
});

it("signs of patterns are what they are, and nothing finds nothing", () => {
  expect(found("<p>a.b (c) [d]* axb</p>", "a.b", "(c) [d]*")).toEqual(["a.b", "(c) [d]*"]);
  expect(found("<p>text</p>", " ", "")).toEqual([]);
});
