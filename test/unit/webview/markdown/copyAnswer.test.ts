// @vitest-environment jsdom
import { afterEach, expect, it } from "vitest";
import { copyAnswers } from "../../../../webview-ui/markdown/copyAnswer.ts";
import { finishPieces } from "./helpers.ts";

afterEach(() => document.body.replaceChildren());

/** What copying the whole of an answer puts on the clipboard, by type; undefined when it is left to the browser. */
async function copied(markdown: string, selected = ".copied"): Promise<Record<string, string> | undefined> {
  const root = await finishPieces([markdown]);
  root.className = "copied";
  document.body.append(root);
  document.getSelection()?.selectAllChildren(document.querySelector(selected) as Element);
  const data: Record<string, string> = {};
  const event = new Event("copy", { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { setData: (type: string, text: string) => (data[type] = text) } });
  // Where lines end is for a browser to say; see the tests of the view.
  Object.defineProperty(HTMLElement.prototype, "innerText", {
    configurable: true,
    get(this: HTMLElement) {
      return this.textContent;
    },
  });
  const stop = copyAnswers(document);
  document.dispatchEvent(event);
  stop();
  return event.defaultPrevented ? data : undefined;
}

it("copies code without its title and buttons, and formulas as TeX", async () => {
  const data = await copied("One $x^2$\n\n```js src/a.js\nlet a;\n```\n");
  expect(data?.["text/plain"]).toBe("One $x^2$let a;");
  const html = document.createElement("div");
  html.innerHTML = data?.["text/html"] ?? "";
  expect([...html.children].map(({ localName }) => localName)).toEqual(["p", "pre"]);
  expect(data?.["text/html"]).not.toMatch(/src\/a\.js|button|katex/);
});

it("leaves to the browser what needs nothing of that", async () => {
  expect(await copied("Only *text*.")).toBe(undefined);
  expect(await copied("```js\nlet a;\n```\n", "pre code")).toBe(undefined);
});
