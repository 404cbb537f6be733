// The end is followed for who is there, and only then: nothing moves under a selection or a reader.

import { expect, it } from "vitest";
import { growing, paragraphs, question, reply, snapshot } from "./conversation.ts";
import { useView, type ViewPage } from "./viewPage.ts";

const { open } = useView();

const conversation = (text: string, reasoning = "") =>
  snapshot([question("u1"), reply("a1", paragraphs(8, "Before")), question("u2"), growing("a2", text, { reasoning })]);

const top = (view: ViewPage, text: string) =>
  view.page.evaluate((wanted) => {
    const element = [...document.querySelectorAll<HTMLElement>(".messages p, .messages .code-block, .chunk")].findLast(
      (candidate) => candidate.textContent?.includes(wanted),
    );
    return Math.round(element?.getBoundingClientRect().top ?? Number.NaN);
  }, text);

it("follows what grows", async () => {
  const view = await open(conversation("Start.\n\n"));
  for (let step = 0; step < 5; step++) await view.grow("a2", `${paragraphs(2, `Step ${step}`)}\n\n`);
  expect((await view.scrolled()).fromEnd).toBe(0);
  expect(await view.page.getByTestId("jump-to-latest").count()).toBe(0);
});

it("stays where text is marked, and keeps the mark", async () => {
  const view = await open(conversation(`${paragraphs(3, "Kept")}\n\n`));
  await view.select("Kept 1", "Kept 2");
  const before = await top(view, "Kept 1");
  for (let step = 0; step < 4; step++) await view.grow("a2", `${paragraphs(3, `Step ${step}`)}\n\n`);
  expect(await top(view, "Kept 1")).toBe(before);
  expect(await view.selected()).toMatch(/^Kept 1[\s\S]*Kept 2$/);
  await view.page.getByTestId("jump-to-latest").click();
  await view.grow("a2", `${paragraphs(3, "Last")}\n\n`);
  expect((await view.scrolled()).fromEnd).toBe(0);
});

it("what is marked at the end stays where it is when earlier turns turn out higher than they were taken to be", async () => {
  const view = await open();
  // Idle time comes when the test says so, and with it the turns that are not on the page yet.
  await view.page.evaluate(() => {
    const waiting: IdleRequestCallback[] = [];
    Object.assign(window, {
      requestIdleCallback: (run: IdleRequestCallback) => waiting.push(run),
      beIdle: () => waiting.splice(0).forEach((run) => void run({ didTimeout: false, timeRemaining: () => 50 })),
    });
  });
  // As those are that come near enough to be laid out.
  await view.page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".message { content-visibility: visible !important; }");
    document.adoptedStyleSheets.push(sheet);
  });
  const early = Array.from({ length: 30 }, (_, at) => [question(`u${at}`), reply(`a${at}`, paragraphs(6, "Early"))]);
  const end = [question("u"), growing("a", `${paragraphs(3, "Kept")}\n\n`)];
  await view.show(snapshot([...early.flat(), ...end]));
  expect((await view.scrolled()).fromEnd).toBe(0);
  await view.select("Kept 1", "Kept 2");
  const before = await top(view, "Kept 1");
  const count = await view.messages.count();
  const { top: height } = await view.scrolled();
  for (let step = 0; step < 8; step++) {
    await view.page.evaluate(() => (window as unknown as { beIdle(): void }).beIdle());
    await view.drawn();
    expect(await top(view, "Kept 1")).toBe(before);
  }
  expect(await view.messages.count()).toBeGreaterThan(count);
  expect(Math.abs((await view.scrolled()).top - height)).toBeGreaterThan(100);
  expect(await view.selected()).toMatch(/^Kept 1[\s\S]*Kept 2$/);
});

it("a mark in the composer stops nothing", async () => {
  const view = await open(conversation("Start.\n\n"));
  await view.composer.fill("some words");
  await view.composer.press("ControlOrMeta+a");
  await view.grow("a2", `${paragraphs(6)}\n\n`);
  expect((await view.scrolled()).fromEnd).toBe(0);
});

it.each(["answer", "turn"])(
  "who asks sees the answer, whatever is marked; the %s of the host comes first",
  async (first) => {
    const view = await open(snapshot([question("u1"), reply("a1", paragraphs(20, "Before"))]));
    await view.composer.fill("And then?");
    await view.composer.press("Enter");
    await view.select("Before 19", "on for");
    const id = String((await view.sent("send"))[0]?.draftId);
    const turn = () => view.patch({ op: "add", message: question(id) }, { op: "add", message: growing("a2", "Well") });
    if (first === "turn") await turn();
    await view.receive({ type: "accepted", draftId: id });
    if (first === "answer") await turn();
    await view.grow("a2", ` then.\n\n${paragraphs(4)}\n\n`);
    expect((await view.scrolled()).fromEnd).toBe(0);
  },
);

it.each(["that waited", "of another window"])("a question %s moves nobody who reads further up", async (which) => {
  const view = await open(conversation(`${paragraphs(20)}\n\n`));
  await view.composer.fill("And then?");
  await view.composer.press("Enter");
  const id = which === "that waited" ? String((await view.sent("send"))[0]?.draftId) : "u9";
  if (which === "that waited") {
    await view.patch({ op: "queue", queue: { items: [{ id, text: "And then?" }] } });
    await view.receive({ type: "accepted", draftId: id, queued: true });
  }
  await view.page.mouse.move(200, 300);
  await view.page.mouse.wheel(0, -900);
  await expect.poll(async () => (await view.scrolled()).fromEnd).toBeGreaterThan(800);
  await view.drawn();
  const { top: before } = await view.scrolled();
  await view.update(reply("a2", ""));
  await view.patch(
    { op: "queue" },
    { op: "add", message: question(id) },
    { op: "add", message: growing("a3", "Well") },
  );
  await view.grow("a3", ` then.\n\n${paragraphs(4)}\n\n`);
  expect((await view.scrolled()).top).toBe(before);
});

it.each(["wheel", "PageUp"])("lets go with the first %s, before anything has moved", async (way) => {
  const view = await open(conversation(`${paragraphs(6)}\n\n`));
  await view.page.evaluate((key) => {
    const message = document.querySelector(".message") as HTMLElement;
    // Both are heard before the smooth scrolling they begin is.
    const wheel = new WheelEvent("wheel", { deltaY: -100, bubbles: true });
    message.dispatchEvent(key === "wheel" ? wheel : new KeyboardEvent("keydown", { key, bubbles: true }));
  }, way);
  const before = await view.scrolled();
  await view.grow("a2", `${paragraphs(6, "More")}\n\n`);
  expect((await view.scrolled()).top).toBe(before.top);
});

it("stays with a reader who went up a little by the wheel or the keys", async () => {
  const view = await open(conversation(`${paragraphs(6)}\n\n`));
  await view.page.mouse.move(200, 300);
  await view.page.mouse.wheel(0, -12);
  await expect.poll(async () => (await view.scrolled()).fromEnd).toBeGreaterThan(5);
  await view.drawn();
  const { top: before } = await view.scrolled();
  await view.grow("a2", `${paragraphs(6, "More")}\n\n`);
  expect((await view.scrolled()).top).toBe(before);
});

it("colours of code wait until a mark in it is gone", async () => {
  const view = await open(conversation(""));
  await view.grow("a2", "```js\nconst marked = 1;\nconst other = 2;");
  await view.select("marked", "other");
  await view.grow("a2", "\n```\n\nAnd so on.\n\n");
  await view.update(reply("a2", ""));
  // Colours come in idle time.
  await view.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  for (let wait = 0; wait < 4; wait++) await view.drawn();
  expect(await view.selected()).toBe("marked = 1;\nconst other");
  expect(await view.inMessage(3, "code-block").locator(".hljs-keyword").count()).toBe(0);
  await view.page.evaluate(() => getSelection()?.removeAllRanges());
  await view.inMessage(3, "code-block").locator(".hljs-keyword").first().waitFor();
});

it("formulas and colours above a reader who went up move nothing", async () => {
  const view = await open(conversation(""));
  await view.page.evaluate(() => {
    (document.querySelector(".scroller") as HTMLElement).scrollTop -= 300;
  });
  await view.drawn();
  const before = await top(view, "Before 5");
  await view.grow("a2", "$$\n\\frac{\\frac{a}{b}}{c}\n$$\n\n```js\nlet a;\n```\n\nAnd.\n\n");
  await view.page.locator(".katex-html").first().waitFor();
  await view.drawn();
  expect(await top(view, "Before 5")).toBe(before);
});

it("the reasoning folds for who follows", async () => {
  const view = await open(conversation("", paragraphs(5, "Thought")));
  await view.grow("a2", "The answer.");
  expect(await view.inMessage(3, "reasoning").getAttribute("open")).toBe(null);
  expect((await view.scrolled()).fromEnd).toBe(0);
});

it("the reasoning stays open for who reads it further up", async () => {
  const view = await open(conversation("", paragraphs(20, "Thought")));
  await view.page.mouse.move(200, 300);
  await view.page.mouse.wheel(0, -400);
  await expect.poll(async () => (await view.scrolled()).fromEnd).toBeGreaterThan(300);
  await view.drawn();
  const { top: before } = await view.scrolled();
  await view.grow("a2", "The answer.");
  const head = { kind: "reasoning", milliseconds: 3000 } as const;
  await view.patch({ op: "head", id: "a2", key: "reasoning", head });
  await view.update(reply("a2", ""));
  expect(await view.inMessage(3, "reasoning").getAttribute("open")).not.toBe(null);
  expect((await view.scrolled()).top).toBe(before);
});

it("the reasoning stays open where some of it is marked", async () => {
  const view = await open(conversation("", paragraphs(3, "Thought")));
  await view.select("Thought 1", "Thought 2");
  await view.grow("a2", "The answer.");
  expect(await view.inMessage(3, "reasoning").getAttribute("open")).not.toBe(null);
  expect(await view.selected()).toMatch(/^Thought 1/);
});
