// What is drawn is drawn once: nothing shows as one thing and then as another, and what stands stays.

import { expect, it } from "vitest";
import { growing, question, reply, snapshot } from "./conversation.ts";
import { useView, type ViewPage } from "./viewPage.ts";

const { open } = useView();

const openReply = () => open(snapshot([question("u1"), growing("a1")]));

/** The tags that `text` shows after each of its characters, one after another. */
async function shownWhile(view: ViewPage, text: string): Promise<string[]> {
  const seen = new Set<string>();
  for (const character of text) {
    await view.grow("a1", character);
    seen.add(
      await view
        .inMessage(1, "content")
        .evaluate((content) =>
          [...content.querySelectorAll(".markdown *")].map(({ localName }) => localName).join(" "),
        ),
    );
  }
  return [...seen];
}

it("a line of marks shows when it is clear what it is", async () => {
  const view = await openReply();
  expect(await shownWhile(view, "Steps:\n- one\n- two")).toEqual(["p", "p ul li", "p ul li li"]);
});

it("a heading that is underlined shows as one, once the line is over", async () => {
  const view = await openReply();
  expect(await shownWhile(view, "Title\n---\nText")).toEqual(["p", "h2", "h2 p"]);
});

it("marks at the very end show when the reply is over", async () => {
  const view = await openReply();
  await view.grow("a1", "The answer:\n\n42");
  await view.update(reply("a1", ""));
  expect(await view.inMessage(1, "content").locator("p").allTextContents()).toEqual(["The answer:", "42"]);
});

it("code and formulas in a list are finished with their item", async () => {
  const view = await openReply();
  await view.grow("a1", "1. One\n   ```js\n   const a = 1;\n   ```\n2. Two $x^2$\n3. Three\n   ```js\n   let b");
  await view.inMessage(1, "code-block").first().locator(".hljs-keyword").waitFor();
  await view.page.locator(".katex-html").waitFor();
  // Nothing that follows undoes it.
  const code = view.inMessage(1, "code-block").first();
  await code.evaluate((block) => Object.assign(window, { kept: block.querySelector(".hljs-keyword") }));
  await view.grow("a1", " = 2;\n   ```\n4. Four");
  await view.update(reply("a1", ""));
  await view.inMessage(1, "code-block").nth(1).locator(".hljs-keyword").waitFor();
  expect(await view.page.evaluate(() => (window as unknown as { kept: Element }).kept.isConnected)).toBe(true);
});

it("sources that come late make numbers of what stands, and draw nothing anew", async () => {
  const view = await openReply();
  await view.grow("a1", "Found it [1] and **more** [2].\n\n- Also here [1]\n\nAnd [3] on");
  await view.page.evaluate(() => {
    const blocks = [...document.querySelectorAll(".markdown > *, .markdown strong, .markdown li")];
    Object.assign(window, { blocks });
    getSelection()?.selectAllChildren(document.querySelector(".markdown strong") as Element);
  });
  const source = (letter: string) => ({ url: `https://example.com/${letter}`, title: `Page ${letter}` });
  await view.update(growing("a1", "", { sources: [source("a"), source("b")] }));
  await view.grow("a1", ".");
  await view.update(reply("a1", "", { sources: [source("a"), source("b"), source("c")] }));
  const numbers = view.inMessage(1, "citation");
  expect(await numbers.allTextContents()).toEqual(["1", "2", "1", "3"]);
  const stands = () => (window as unknown as { blocks: Element[] }).blocks.map(({ isConnected }) => isConnected);
  expect(new Set(await view.page.evaluate(stands))).toEqual(new Set([true]));
  expect(await view.selected()).toBe("more");
  const streamed = await view.inMessage(1, "content").innerHTML();
  // As in one go.
  const text = "Found it [1] and **more** [2].\n\n- Also here [1]\n\nAnd [3] on.";
  await view.show(snapshot([question("u2"), reply("a2", text, { sources: [source("a"), source("b"), source("c")] })]));
  expect(await view.inMessage(1, "content").innerHTML()).toBe(streamed);
});

it("a button pressed twice while code is written has its name back", async () => {
  const view = await openReply();
  await view.grow("a1", "```js\nlet a = 1;\nlet b");
  const insert = view.inMessage(1, "code-insert");
  // It says so for a while: read before anything else can happen.
  const said = await insert.evaluate((button: HTMLElement) => {
    button.click();
    button.click();
    return button.ariaLabel;
  });
  expect(said).toBe("MiMo is still writing this code.");
  await expect.poll(() => insert.getAttribute("aria-label")).toBe("Insert at Cursor");
  expect(await insert.locator(".codicon-insert").count()).toBe(1);
});

it("a notice of a wrong shape takes nothing with it", async () => {
  const view = await openReply();
  const state = (notices: unknown[], chips: unknown[] = []) => ({ type: "contextState", state: { chips, notices } });
  await view.receive(state([{ id: "n", severity: "question" }], [{ id: "c" }]));
  expect(await view.composer.isVisible()).toBe(true);
  await view.composer.fill("still here");
  await view.receive(state([{ id: "n", severity: "question", text: "Send it?", actions: ["Yes", "No"] }]));
  expect(await view.page.getByTestId("context-notice").textContent()).toContain("Send it?");
  expect(await view.composer.inputValue()).toBe("still here");
  await view.patch({ op: "environment", environment: { ...snapshot([]).environment, models: undefined as never } });
  expect(await view.composer.isVisible()).toBe(true);
  await view.patch({ op: "environment", environment: snapshot([]).environment });
  expect(await view.page.getByTestId("model-picker").isVisible()).toBe(true);
});
