// What a tab has, what the player shows, and how both look.

import { expect, it } from "vitest";
import { paragraphs, question, reply, snapshot } from "./conversation.ts";
import { useView, type ViewPage } from "./viewPage.ts";

const { open } = useView();

const conversation = () =>
  snapshot([
    question("u1", "What does sumPaid do with the items that nobody has paid yet?", {
      references: ["src/total.ts:2-8", "README.md"],
    }),
    reply("a1", `First of all, call sumPaid(items) then.\n\n${paragraphs(12)}`),
    question("u2", "And then?"),
    reply("a2", `The last one.\n\n${paragraphs(12)}`),
  ]);

/** Counts what the page makes from now on. */
const countContexts = (view: ViewPage) =>
  view.page.evaluate(() => {
    const counted = window as unknown as { contexts: number };
    counted.contexts = 0;
    const Original = window.AudioContext;
    window.AudioContext = class extends Original {
      constructor(options?: AudioContextOptions) {
        super(options);
        counted.contexts++;
      }
    };
  });
const contexts = (view: ViewPage) => view.page.evaluate(() => (window as unknown as { contexts: number }).contexts);

it("a tab has the list of past conversations, and what is chosen there is asked of the host", async () => {
  const view = await open(conversation(), { surface: "editor", width: 900 });
  await view.page.getByTestId("history").click();
  expect(await view.sent("historyQuery")).toHaveLength(1);
  const item = { id: "other", title: "Another", changedAt: 1, isOpen: false };
  await view.receive({ type: "historyItems", queryId: 1, items: [item], done: true, notes: [] });
  // Deleted elsewhere: the list that is shown asks again.
  await view.receive({ type: "historyChanged" });
  expect(await view.sent("historyQuery")).toHaveLength(2);
  await view.receive({ type: "historyItems", queryId: 2, items: [], done: true, notes: [] });
  expect(await view.page.getByTestId("history-item").count()).toBe(0);
  expect(await view.focus()).toBe("history-search");
});

it("a tab makes no AudioContext before something is to be heard", async () => {
  const view = await open(conversation(), { surface: "editor", width: 900 });
  // What would be made beforehand is made in idle time.
  await view.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  await countContexts(view);
  await view.composer.click();
  await view.page.keyboard.type("x");
  expect(await contexts(view)).toBe(0);
  await view.inMessage(3, "read-message").click();
  expect(await view.sent("readMessage")).toHaveLength(1);
  // One that was there before would be used now. The player comes with the press.
  await expect.poll(() => contexts(view)).toBe(1);
});

it("the player tells the time, a guess as a guess, and marks the sentence it reads in its message", async () => {
  const view = await open(conversation(), { width: 400 });
  const texts = ["First of all, call sum paid items then.", "Something that is not written."];
  await view.receive({ type: "speechOpen", session: "s", title: "Answer", messageId: "a1" });
  await view.receive({ type: "speechParts", session: "s", texts, closed: true });
  const marked = () => view.page.evaluate(() => [...(CSS.highlights.get("mimo-spoken") ?? [])].map(String));
  await expect.poll(marked).toEqual(["First of all, call sumPaid(items) then"]);
  const time = view.page.getByTestId("player-time");
  expect(await time.textContent()).toMatch(/^0:0\d \/ ≈ 0:0\d$/);
  expect(await time.getAttribute("aria-label")).toMatch(/^Time: 0:0/);
  expect(await view.page.getByTestId("player-volume").getAttribute("aria-label")).toBe("Volume");
  await view.page.getByTestId("player-stop").click();
  await expect.poll(marked).toEqual([]);
});

it("what went with a question looks as it did in the composer, and opens", async () => {
  const view = await open(conversation());
  const reference = view.page.getByTestId("reference").first();
  expect(await reference.textContent()).toBe("total.ts:2-8");
  const box = await reference.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(24);
  await reference.click();
  expect((await view.sent("openReference"))[0]).toMatchObject({ messageId: "u1", index: 0 });
});

it.each([
  ["view", 250, "vscode-dark"],
  ["view", 400, "vscode-light"],
  ["view", 400, "vscode-high-contrast"],
  ["editor", 1600, "vscode-dark"],
  ["editor", 1600, "vscode-high-contrast-light"],
] as const)("in a %s of %i px in %s nothing runs out of the page", async (surface, width, theme) => {
  const view = await open(conversation(), { surface, width, theme, height: 800 });
  await view.receive({ type: "speechOpen", session: "s", title: "Answer", messageId: "a1" });
  await view.receive({
    type: "speechParts",
    session: "s",
    texts: ["First of all, call sum paid items then."],
    closed: true,
  });
  await view.page.evaluate(() => {
    document.querySelectorAll(".messages p")[4]?.scrollIntoView({ block: "center" });
  });
  await view.drawn();
  if (surface === "view") await view.page.keyboard.press("ControlOrMeta+f");
  await view.drawn();
  const outside = await view.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("button, input, select, textarea")]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return left < -1 || right > innerWidth + 1;
      })
      .map((element) => element.outerHTML.slice(0, 80)),
  );
  expect(outside).toEqual([]);
  await view.look(`surfaces-${surface}-${width}-${theme}`);
});
