// The view for those who use the keyboard, a screen reader, contrast or a large finger.

import { expect, it } from "vitest";
import { seriousViolations } from "../e2e/axe.ts";
import { longConversation } from "../fixtures/webview-page/longConversation.ts";
import { growing, question, reply, snapshot } from "./conversation.ts";
import { states } from "./states.ts";
import { type PageOptions, useView, type ViewPage } from "./viewPage.ts";

const { open } = useView();

/** What can be pressed and is smaller than 24 px in either direction; what stands in a line of text may be. */
const smallTargets = (view: ViewPage) =>
  view.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("button, a[href], summary, select, textarea, input:not([hidden])")]
      .filter((element) => element.checkVisibility() && !element.matches(".markdown a, .markdown input, .citation"))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => Math.min(box.width, box.height) < 23.5)
      .map(({ element, box }) => `${element.dataset.testid ?? element.className}: ${box.width} × ${box.height}`),
  );

const themes = ["vscode-dark", "vscode-light", "vscode-high-contrast", "vscode-high-contrast-light"] as const;
it.each(themes.map((theme): PageOptions => ({ theme })))(
  "axe finds nothing, and nothing is too small to press: $theme",
  async (options) => {
    const view = await open(undefined, options);
    const wrong: Record<string, string[]> = {};
    for (const [name, show] of Object.entries(states)) {
      await show(view);
      await view.drawn();
      const found = [...(await seriousViolations(view.page.mainFrame())), ...(await smallTargets(view))];
      if (found.length > 0) wrong[name] = found;
      await view.look(`${options.theme?.replace("vscode-", "")}-${name}`);
    }
    expect(wrong).toEqual({});
  },
  120_000,
);

it("fits a narrow side bar", async () => {
  const view = await open(undefined, { width: 250 });
  for (const [name, show] of Object.entries(states)) {
    await show(view);
    await view.drawn();
    const [width, scrollWidth] = await view.page.evaluate(() => [document.body.clientWidth, document.body.scrollWidth]);
    expect(scrollWidth, name).toBeLessThanOrEqual(width ?? 0);
    await view.look(`250px-${name}`);
  }
}, 60_000);

it("one walks from message to message by the arrow keys, and back to the text", async () => {
  const messages = ["1", "2", "3"].flatMap((id) => [question(`u${id}`), reply(`a${id}`, `Answer ${id}.`)]);
  const view = await open(snapshot(messages));
  // One stop for all of them, and it is the last.
  const stops = () => view.page.locator("article[tabindex='0']").count();
  expect(await stops()).toBe(1);
  await view.messages.last().focus();
  for (const [key, index] of [
    ["ArrowUp", 4],
    ["ArrowUp", 3],
    ["Home", 0],
    ["ArrowUp", 0],
    ["ArrowDown", 1],
    ["End", 5],
  ] as const) {
    await view.page.keyboard.press(key);
    expect(await view.focus()).toBe(`message ${index}`);
    expect(await stops()).toBe(1);
  }
  expect(await view.messages.last().getAttribute("aria-description")).toBe("Answer 3.");
  await view.page.keyboard.press("Tab");
  expect(await view.focus()).toBe("copy-message in 5");
  await view.page.keyboard.press("Escape");
  expect(await view.focus()).toBe("message 5");
  await view.page.keyboard.press("Escape");
  await view.drawn();
  expect(await view.focus()).toBe("composer");
});

it("what is higher than the view is scrolled through on the way; what is far away comes", async () => {
  const view = await open(longConversation(100));
  await view.messages.last().focus();
  const tall = view.page.getByText("What is left").last().locator("xpath=ancestor::article");
  for (let step = 0; step < 30; step++) {
    await view.page.keyboard.press("ArrowUp");
    await view.drawn();
    expect(await view.focus()).toMatch(/^message/);
    if (await tall.evaluate((article) => article === document.activeElement)) break;
  }
  // Its end is seen first.
  const bottom = await tall.evaluate((article) => article.getBoundingClientRect().bottom);
  expect(bottom).toBeLessThanOrEqual(700);
  const before = (await view.scrolled()).top;
  await view.page.keyboard.press("ArrowUp");
  await expect.poll(async () => (await view.scrolled()).top).toBeLessThan(before);
  expect(await tall.evaluate((article) => article === document.activeElement)).toBe(true);
  await view.page.keyboard.press("Home");
  await view.drawn();
  expect(await view.focus()).toBe("message 0");
  expect(await view.page.evaluate(() => document.activeElement?.parentElement?.matches(":first-child"))).toBe(true);
  expect(await view.page.evaluate(() => document.activeElement?.textContent)).toContain("Question 0:");
  expect((await view.scrolled()).top).toBe(0);
});

it("the actions of a code block are one stop, and arrow keys go from one to the next", async () => {
  const view = await open(snapshot([question("u1"), reply("a1", "```js\nlet a;\n```\n\n```ts\nlet b;\n```")]));
  const buttons = view.page.locator(".code-header").first().locator("button");
  const stops = () => view.page.locator(".code-header button[tabindex='0']").count();
  expect(await stops()).toBe(2);
  await buttons.first().focus();
  const last = (await buttons.count()) - 1;
  await view.page.keyboard.press("ArrowRight");
  expect(await buttons.nth(1).evaluate((button) => button === document.activeElement)).toBe(true);
  await view.page.keyboard.press("End");
  expect(await buttons.nth(last).evaluate((button) => button === document.activeElement)).toBe(true);
  await view.page.keyboard.press("ArrowRight");
  expect(await buttons.first().evaluate((button) => button === document.activeElement)).toBe(true);
  expect(await stops()).toBe(2);
  await view.page.keyboard.press("Tab");
  expect(await view.page.evaluate(() => document.activeElement?.localName)).toBe("pre");
  expect(await view.page.locator(".code-header").first().getAttribute("aria-label")).toBe("Code actions");
});

it("commands are put into a terminal, and run there when Alt is held, with keys as with the mouse", async () => {
  const view = await open(snapshot([question("u1"), reply("a1", "```sh\nls\n```")]));
  const button = view.page.getByTestId("code-run");
  await button.focus();
  for (const keys of ["Enter", "Alt+Enter", "Shift+Alt+Enter"]) await view.page.keyboard.press(keys);
  await button.click();
  await button.click({ modifiers: ["Alt"] });
  const actions = (await view.sent("codeAction")).map(({ action }) => action);
  expect(actions).toEqual(["terminal", "execute", "terminal", "execute"]);
});

it("a reply that grows is told by the sentence, and hides nothing from those who walk through it", async () => {
  const view = await open(snapshot([question("u1"), growing("a1")]));
  expect(await view.page.locator("[aria-busy]").count()).toBe(0);
  await view.grow("a1", "First:\n\n- ```js\n  let a;\n  ```\n- And then. ");
  const told = view.page.getByTestId("announcer");
  await expect.poll(() => told.textContent()).toContain("And then.");
  expect(await told.textContent()).toContain("Code in js");
  expect(await told.textContent()).not.toContain("let a");
});

it("what went wrong before is no alarm, also where one comes by it again", async () => {
  const notice = { severity: "error", text: "The connection broke.", actions: [] } as const;
  const view = await open(snapshot([question("u1"), reply("a1", "x", { state: "error", notice })]));
  expect(await view.page.locator("[role=alert]").count()).toBe(0);
  await view.patch({ op: "add", message: question("u2") }, { op: "add", message: growing("a2") });
  await view.update(reply("a2", "", { state: "error", notice }));
  expect(await view.page.locator("[role=alert]").count()).toBe(1);
});

it("the sources of replies are lists with names, not landmarks", async () => {
  const sources = [{ url: "https://example.com", title: "A" }];
  const view = await open(
    snapshot([question("u1"), reply("a1", "x", { sources }), question("u2"), reply("a2", "y", { sources })]),
  );
  expect(await view.page.getByRole("navigation").count()).toBe(0);
  expect(await view.page.getByRole("list", { name: "Sources (1)" }).count()).toBe(2);
});
