// Of a long conversation what is out of sight comes and goes: never an empty place, and everything can be found.

import { expect, it } from "vitest";
import { longConversation } from "../fixtures/webview-page/longConversation.ts";
import { useView, type ViewPage } from "./viewPage.ts";

const { open } = useView();

/** Whether something stands at every height of the view. */
const isFilled = (view: ViewPage) =>
  view.page.evaluate(() => {
    const box = (document.querySelector(".scroller") as HTMLElement).getBoundingClientRect();
    for (let y = box.top + 24; y < box.bottom - 24; y += 24) {
      const at = document.elementFromPoint(box.left + 60, y);
      if (at?.classList.contains("turns") && at.querySelector(".message") === null) return false;
    }
    return true;
  });

it("has no empty place after the view has grown", async () => {
  const view = await open(longConversation(300), { height: 300 });
  const scrollTo = (part: number) =>
    view.page.evaluate((at) => {
      const scroller = document.querySelector(".scroller") as HTMLElement;
      scroller.scrollTop = scroller.scrollHeight * at;
    }, part);
  for (const part of [0.3, 0.6]) {
    await view.page.setViewportSize({ width: 400, height: 300 });
    await scrollTo(part);
    await view.drawn();
    await view.page.setViewportSize({ width: 400, height: 2400 });
    await view.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
    expect(await isFilled(view)).toBe(true);
  }
});

it("has no empty place where messages turn out shorter than they were taken to be", async () => {
  const view = await open(longConversation(300), { height: 900, width: 1200 });
  for (const part of [0.5, 0.2, 0.8]) {
    await view.page.evaluate((at) => {
      const scroller = document.querySelector(".scroller") as HTMLElement;
      scroller.scrollTop = scroller.scrollHeight * at;
    }, part);
    await view.drawn();
    expect(await isFilled(view)).toBe(true);
  }
});

it("finds what is in a turn that is not on the page, and shows it there", async () => {
  const view = await open(longConversation(500));
  await view.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  expect(await view.messages.getByText("Question 20:").count()).toBe(0);
  // What VS Code's own find does in a page.
  const find = (text: string) =>
    view.page.evaluate(
      (query) =>
        (window as unknown as { find(text: string, ...flags: boolean[]): boolean }).find(query, false, false, true),
      text,
    );
  await view.page.locator("body").click({ position: { x: 200, y: 200 } });
  await view.page.keyboard.press("ControlOrMeta+f");
  await expect.poll(() => view.page.locator("[hidden=until-found]").count()).toBe(0);
  await expect.poll(() => find("Question 20: what about line 140")).toBe(true);
  await expect.poll(() => view.selected()).toBe("Question 20: what about line 140");
  const found = view.messages.getByText("Question 20:");
  await expect.poll(() => found.isVisible()).toBe(true);
  expect(await found.evaluate((element) => element.closest("[data-testid=message]")?.getAttribute("data-role"))).toBe(
    "user",
  );
});

it("a text that is found without Ctrl+F brings its turn onto the page", async () => {
  const view = await open(longConversation(500));
  await view.drawn();
  // As the browser does when its own find meets a hidden text.
  const met = await view.page.evaluate(() => {
    const hidden = [...document.querySelectorAll<HTMLElement>("[hidden=until-found]")];
    const one = hidden.find((element) => element.textContent?.includes("Question 30:"));
    one?.dispatchEvent(new Event("beforematch", { bubbles: true }));
    return one !== undefined;
  });
  expect(met).toBe(true);
  await expect.poll(() => view.messages.getByText("Question 30:").first().isVisible()).toBe(true);
});

it("1,000 turns stay cheap", async () => {
  const view = await open(longConversation(1000));
  expect(await view.messages.count()).toBeLessThan(200);
  const nodes = await view.page.evaluate(() => document.querySelectorAll("*").length);
  expect(nodes).toBeLessThan(12_000);
});
