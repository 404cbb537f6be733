// Reading a conversation: its width, the question that stays in sight, the way to its end, and what is found in it.

import { expect, it } from "vitest";
import { longConversation } from "../fixtures/webview-page/longConversation.ts";
import { growing, paragraphs, question, reply, snapshot } from "./conversation.ts";
import { useView, type ViewPage } from "./viewPage.ts";

const { open } = useView();

const box = async (view: ViewPage, selector: string) => {
  const found = await view.page.locator(selector).first().boundingBox();
  if (!found) throw new Error(`No ${selector}.`);
  return found;
};

const long = () =>
  snapshot([
    question("u1", "What is the first thing to know about these long paragraphs?"),
    reply("a1", paragraphs(30, "First")),
    question("u2", "And the second?"),
    reply("a2", paragraphs(30, "Second")),
  ]);

const scrollTo = async (view: ViewPage, text: string) => {
  await view.page.evaluate((wanted) => {
    const all = [...document.querySelectorAll<HTMLElement>(".messages p")];
    all.find((element) => element.textContent?.startsWith(wanted))?.scrollIntoView({ block: "center" });
  }, text);
  await view.drawn();
};

const pin = (view: ViewPage) => view.page.locator(".pin-box").filter({ visible: true });

/** What the eye sees at the top. */
const pinned = (view: ViewPage) =>
  view.page.evaluate(() => {
    const scroller = (document.querySelector(".scroller") as HTMLElement).getBoundingClientRect();
    return [...document.querySelectorAll<HTMLElement>(".pin-box")]
      .filter((box) => box.checkVisibility({ visibilityProperty: true }))
      .filter((box) => box.getBoundingClientRect().bottom > scroller.top)
      .map((box) => box.querySelector<HTMLElement>(".pin-text")?.dataset.text);
  });

it.each([
  ["view", 250],
  ["view", 400],
  ["editor", 1600],
] as const)(
  "in a %s of %i px conversation and composer have one left edge, and no line is wider than 920 px",
  async (surface, width) => {
    const view = await open(long(), { surface, width });
    const composer = await box(view, ".composer-box");
    const paragraph = await box(view, ".messages p");
    expect(paragraph.width).toBeLessThanOrEqual(920);
    expect(composer.width).toBeLessThanOrEqual(920);
    expect(Math.abs(composer.x - paragraph.x)).toBeLessThanOrEqual(1);
    if (width === 1600) {
      expect(composer.width).toBe(920);
      expect(composer.x).toBe((width - 920) / 2);
    }
    expect(await view.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  },
);

it("the question of a long reply stays at the top while the reply is read, and pressing it leads there", async () => {
  const view = await open(long());
  await scrollTo(view, "First 15");
  expect(await pin(view).count()).toBe(1);
  const shown = await pin(view).evaluate((element) => {
    const text = element.querySelector<HTMLElement>(".pin-text");
    return { words: text?.dataset.text, height: element.getBoundingClientRect().height };
  });
  expect(shown.words).toMatch(/^What is the first thing/);
  expect(shown.height).toBeLessThan(56);
  await pin(view).click();
  await expect.poll(() => view.focus()).toBe("message 0");
  await view.drawn();
  expect(await pin(view).count()).toBe(0);
  expect((await view.scrolled()).top).toBeLessThan(10);
});

it("each reply has its own question at the top, and none where the question itself is in sight", async () => {
  const view = await open(long());
  await scrollTo(view, "Second 0");
  // The end of the first reply, the second question and the beginning of its answer.
  const words = await pinned(view);
  expect(words).not.toContain("And the second?");
  await scrollTo(view, "Second 20");
  expect(await pinned(view)).toEqual(["And the second?"]);
});

it("nothing moves when the question comes up, and it is no second text of the page", async () => {
  const view = await open(long());
  await scrollTo(view, "First 1.");
  const heights = new Set<number>();
  for (let step = 0; step < 12; step++) {
    const { before, after } = await view.page.evaluate(async () => {
      const scroller = document.querySelector(".scroller") as HTMLElement;
      const before = scroller.scrollHeight;
      scroller.scrollTop += 40;
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      return { before, after: scroller.scrollHeight };
    });
    heights.add(after - before);
  }
  expect([...heights]).toEqual([0]);
  await scrollTo(view, "First 15");
  const text = await view.page.evaluate(() => {
    getSelection()?.selectAllChildren(document.querySelector(".messages") as Node);
    return String(getSelection());
  });
  expect(text.split("What is the first thing").length - 1).toBe(1);
  const pins = view.page.getByTestId("pinned-question");
  expect(await pins.first().getAttribute("aria-hidden")).toBe("true");
  expect(await pins.first().getAttribute("tabindex")).toBe("-1");
});

it("what the keyboard leads to is not below the question", async () => {
  const view = await open(long());
  await scrollTo(view, "Second 20");
  await view.messages.nth(3).focus();
  for (const _ of [1, 2, 3]) await view.page.keyboard.press("ArrowUp");
  await view.drawn();
  const focused = await view.page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const top = element.getBoundingClientRect().top;
    const scroller = document.querySelector(".scroller") as HTMLElement;
    return { top: top - scroller.getBoundingClientRect().top };
  });
  expect(focused.top).toBeLessThan(700);
});

it("the way to the end is there whenever one is away from it, also where nothing grows", async () => {
  const view = await open(long());
  const jump = view.page.getByTestId("jump-to-latest");
  expect(await jump.count()).toBe(0);
  await scrollTo(view, "First 3");
  await jump.click();
  expect((await view.scrolled()).fromEnd).toBe(0);
  expect(await view.focus()).toBe("message 3");
  await expect.poll(() => jump.count()).toBe(0);
});

it("Ctrl+F in the view finds what is in turns that are not on the page, counts it, and Escape leads back", async () => {
  const view = await open(longConversation(200));
  await view.composer.focus();
  await view.page.keyboard.press("ControlOrMeta+f");
  await expect.poll(() => view.focus()).toBe("find-box");
  await view.page.keyboard.type("Question 20: what about");
  await expect.poll(() => view.page.getByTestId("find-count").textContent()).toBe("1 of 1");
  await expect.poll(() => view.messages.getByText("Question 20:").first().isVisible()).toBe(true);
  await view.page.getByTestId("find-next").click();
  const hits = await view.page.evaluate(() => [...(CSS.highlights.get("mimo-current") ?? [])].map(String));
  expect(hits).toEqual(["Question 20: what about"]);
  await view.page.getByTestId("find-box").fill("Question 1");
  await expect.poll(() => view.page.getByTestId("find-count").textContent()).toMatch(/^\d+ of \d{2,}$/);
  const first = await view.page.getByTestId("find-count").textContent();
  await view.page.getByTestId("find-box").press("Enter");
  expect(await view.page.getByTestId("find-count").textContent()).not.toBe(first);
  await view.page.keyboard.press("Escape");
  await expect.poll(() => view.focus()).toBe("composer");
  expect(await view.page.evaluate(() => CSS.highlights.size)).toBe(0);
});

it("Ctrl+F over past conversations leads to their box, and Ctrl+Shift+F brings nothing onto the page", async () => {
  const view = await open(longConversation(300));
  await view.page.getByTestId("history").click();
  await view.page.getByTestId("new-chat").focus();
  await view.page.keyboard.press("ControlOrMeta+f");
  await view.drawn();
  expect([await view.focus(), await view.page.getByTestId("find").count()]).toEqual(["history-search", 0]);
  await view.page.keyboard.press("Escape");
  const hidden = () => view.page.locator("[hidden=until-found]").count();
  await view.page.keyboard.press("ControlOrMeta+Shift+f");
  for (let wait = 0; wait < 6; wait++) await view.drawn();
  expect(await hidden()).toBeGreaterThan(0);
  await view.page.keyboard.press("ControlOrMeta+f");
  await expect.poll(hidden).toBe(0);
});

it("a tab leaves Ctrl+F to VS Code", async () => {
  const view = await open(long(), { surface: "editor", width: 900 });
  await view.page.keyboard.press("ControlOrMeta+f");
  await view.drawn();
  expect(await view.page.getByTestId("find").count()).toBe(0);
});

const hit = (before: string, match: string, after: string) => ({
  type: "historyItems",
  queryId: 2,
  done: true,
  notes: [],
  items: [{ id: "c2", title: "Another", changedAt: 1, isOpen: false, snippet: { before, match, after } }],
});

it("what was found in the history opens where it was found, with the words marked", async () => {
  const view = await open(long());
  await view.page.getByTestId("history").click();
  await view.page.getByTestId("history-search").fill("QUESTION 30: what");
  await view.receive(hit("", "Question", " 30: what about line 210"));
  await view.page.keyboard.press("Enter");
  expect((await view.sent("historyOpen"))[0]).toMatchObject({ id: "c2" });
  const other = longConversation(300);
  await view.show({ ...other, conversation: { ...other.conversation, id: "c2" } });
  const found = view.messages.getByText("Question 30:").first();
  await expect.poll(() => found.isVisible()).toBe(true);
  // And stays there while the turns around it are laid out, which takes a slow machine a second.
  const place = () => found.evaluate((element) => element.getBoundingClientRect().top);
  const places: number[] = [];
  for (let look = 0; look < 20; look++) {
    await view.drawn();
    places.push(await place());
  }
  expect(Math.min(...places)).toBeGreaterThan(0);
  expect(Math.max(...places)).toBeLessThan(700);
  const marked = await view.page.evaluate(() => [...(CSS.highlights.get("mimo-found") ?? [])].map(String));
  expect(marked).toContain("Question");
  expect((await view.scrolled()).fromEnd).toBeGreaterThan(1000);
});

const found = (view: ViewPage) => view.page.evaluate(() => [...(CSS.highlights.get("mimo-found") ?? [])].map(String));

it("what was found in the conversation that is open has the focus once the list is gone, and marks until the next key", async () => {
  const view = await open(longConversation(300));
  await view.page.getByTestId("history").click();
  await view.page.getByTestId("history-search").fill("Question 30: what");
  const { items, ...answer } = hit("", "Question", " 30: what about line 210");
  await view.receive({ ...answer, items: items.map((item) => ({ ...item, id: "long300" })) });
  await view.page.keyboard.press("Enter");
  await expect.poll(() => view.messages.getByText("Question 30:").first().isVisible()).toBe(true);
  await view.drawn();
  const focused = () => view.page.evaluate(() => document.activeElement?.textContent?.slice(0, 12));
  expect(await focused()).toContain("Question 30");
  expect(await found(view)).toContain("Question");
  expect((await view.scrolled()).fromEnd).toBeGreaterThan(1000);
  await view.page.keyboard.press("Shift");
  expect(await found(view)).toEqual([]);
  // Another one, and this one again: that one begins at its end as ever.
  await view.show({
    ...snapshot([question("u1"), reply("a1", "x")]),
    conversation: { id: "d", title: "", messages: [] },
  });
  await view.show(longConversation(300));
  await view.drawn();
  // Messages have their heights some frames after they are on the page.
  await expect.poll(async () => (await view.scrolled()).fromEnd).toBe(0);
});

it("what was found by a list elsewhere is shown where it was found, also over a list that is open", async () => {
  const view = await open(longConversation(300));
  const elsewhere = (line: number) => ({
    type: "historyHit",
    id: "long300",
    hit: {
      query: "question",
      snippet: { before: "", match: "Question", after: ` ${line}: what about line ${line * 7}` },
    },
  });
  for (const line of [30, 40]) {
    if (line === 40) await view.page.getByTestId("history").click();
    await view.receive(elsewhere(line));
    await expect.poll(() => view.messages.getByText(`Question ${line}:`).first().isVisible()).toBe(true);
    expect(await view.page.getByTestId("history-search").count()).toBe(0);
    expect(await found(view)).toContain("Question");
  }
});

it("Ctrl+Enter hands on where the search was met", async () => {
  const view = await open(long());
  await view.page.getByTestId("history").click();
  await view.page.getByTestId("history-search").fill("hay");
  await view.receive(hit("a ", "hay", " stack"));
  await view.page.keyboard.press("ControlOrMeta+Enter");
  expect(await view.sent("historyOpenInEditor")).toMatchObject([
    { id: "c2", hit: { query: "hay", snippet: { before: "a ", match: "hay", after: " stack" } } },
  ]);
});

it("a new name that ends with Enter opens nothing", async () => {
  const view = await open(long());
  await view.page.getByTestId("history").click();
  await view.receive({ ...hit("", "a", ""), queryId: 1 });
  await view.hover(view.page.getByTestId("history-item"));
  await view.page.getByTestId("history-rename").click();
  await view.page.getByTestId("history-name").fill("A better name");
  await view.page.getByTestId("history-name").press("Enter");
  await view.drawn();
  expect(await view.sent("historyRename")).toHaveLength(1);
  expect(await view.sent("historyOpen")).toHaveLength(0);
  expect(await view.focus()).toBe("history-open");
});

it("the cost of the chat is not shown beside the list of others", async () => {
  const base = long();
  const usage = { inputTokens: 10, outputTokens: 5, cachedTokens: 0, reasoningTokens: 0, webSearches: 0 };
  const total = { usage, costs: [], unpriced: 1, replies: 1 } as never;
  const view = await open({ ...base, conversation: { ...base.conversation, total } });
  expect(await view.page.getByTestId("conversation-usage").count()).toBe(1);
  await view.page.getByTestId("history").click();
  expect(await view.page.getByTestId("conversation-usage").count()).toBe(0);
});

it("the actions of the last reply are seen, and no other message leaves a band for them", async () => {
  const view = await open(long());
  const opacity = (index: number) =>
    view.messages
      .nth(index)
      .locator(".actions")
      .evaluate((element) => getComputedStyle(element).opacity);
  await view.page.mouse.move(0, 0);
  expect(await opacity(3)).toBe("1");
  expect(await opacity(2)).toBe("0");
  const band = await view.messages.nth(2).evaluate((message) => {
    const bubble = message.querySelector(".bubble") as HTMLElement;
    return message.getBoundingClientRect().bottom - bubble.getBoundingClientRect().bottom;
  });
  expect(band).toBeLessThanOrEqual(16);
  await view.hover(view.messages.nth(2));
  await expect.poll(() => opacity(2)).toBe("1");
  await view.inMessage(2, "copy-message").click();
  expect(await view.sent("copyMessage")).toHaveLength(1);
});

it("reasoning takes a part of the view while it grows, its end in sight, without asterisks", async () => {
  const reasoning = `**First things first**\n\n${paragraphs(40, "Thought")}`;
  const view = await open(snapshot([question("u1"), growing("a1", "", { reasoning })]));
  const growingBox = view.page.locator(".reasoning-box");
  const state = () =>
    growingBox.evaluate((element) => ({
      height: element.clientHeight,
      fromEnd: Math.round(element.scrollHeight - element.scrollTop - element.clientHeight),
    }));
  await view.patch({ op: "append", id: "a1", key: "reasoning", text: `\n\n**And then**\n\n${paragraphs(5, "More")}` });
  expect((await state()).height).toBeLessThan(260);
  expect((await state()).fromEnd).toBeLessThanOrEqual(1);
  const text = await view.page.getByTestId("reasoning-text").textContent();
  expect(text).toContain("First things first");
  expect(text).toContain("And then");
  expect(text).not.toContain("**");
  // Who scrolls up in it is left alone.
  await growingBox.evaluate((element) => {
    element.scrollTop = 100;
  });
  await view.drawn();
  await view.patch({ op: "append", id: "a1", key: "reasoning", text: paragraphs(5, "Even more") });
  expect(await growingBox.evaluate((element) => element.scrollTop)).toBe(100);
});

it("what follows another version is said below the last reply, with the way back", async () => {
  const again = reply("a1b", "Another answer.", { version: { index: 2, count: 2 }, later: { count: 2, delta: -1 } });
  const view = await open(snapshot([question("u1"), again]));
  expect(await view.page.getByTestId("later-turns").textContent()).toContain("2 later questions");
  await view.page.getByTestId("later-turns-show").click();
  expect((await view.sent("selectVersion"))[0]).toMatchObject({ messageId: "a1b", delta: -1 });
  await view.patch({ op: "add", message: question("u2") }, { op: "add", message: growing("a2", "Well") });
  expect(await view.page.getByTestId("later-turns").count()).toBe(0);
});

it("only the last reply can be gone on with", async () => {
  const notice = { severity: "info", text: "Stopped.", actions: ["Continue"], continueAction: 0 } as const;
  const stopped = (id: string) => reply(id, "Half of", { state: "stopped", notice });
  const view = await open(snapshot([question("u1"), stopped("a1"), question("u2"), stopped("a2")]));
  expect(await view.inMessage(1, "error-action").count()).toBe(0);
  await view.inMessage(3, "error-action").click();
  expect((await view.sent("noticeAction"))[0]).toMatchObject({ messageId: "a2", index: 0 });
});
