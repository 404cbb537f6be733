// Writing: what waits, which key does what and in which order, and the menus.

import { expect, it } from "vitest";
import type { ChatSnapshot } from "../../src/protocol/snapshot.ts";
import { seriousViolations } from "../e2e/axe.ts";
import { growing, question, reply, snapshot } from "./conversation.ts";
import { useView, type ViewPage } from "./viewPage.ts";

const { open } = useView();

const item = (id: string, text = `Question ${id}`) => ({ id, text });
const streaming = [question("u1"), growing("a1", "So far")];

/** A conversation in which something waits. */
function waiting(items: readonly object[], hold?: string): ChatSnapshot {
  const shown = snapshot(hold ? [question("u1"), reply("a1", "So far", { state: "stopped" })] : streaming);
  return { ...shown, conversation: { ...shown.conversation, queue: { items, hold } as never } };
}

const box = (view: ViewPage) => view.composer.inputValue();
const stops = async (view: ViewPage) => (await view.sent("stop")).length;

it("while a reply grows Enter and Send queue, Stop stays beside, and the text leaves when it is taken", async () => {
  const view = await open(snapshot(streaming));
  await view.composer.focus();
  expect(await view.page.getByTestId("send").count()).toBe(0);
  await view.page.keyboard.type("And then?");
  await view.drawn();
  expect(await view.page.getByTestId("stop").isVisible()).toBe(true);
  expect(await view.page.getByTestId("send").getAttribute("title")).toBe("Send when this reply is done (Enter)");
  await view.page.keyboard.press("Enter");
  const [sent] = await view.sent("send");
  expect(sent?.text).toBe("And then?");
  await view.patch({ op: "queue", queue: { items: [{ id: String(sent?.draftId), text: "And then?" }] } });
  await view.receive({ type: "accepted", draftId: sent?.draftId, queued: true });
  expect(await box(view)).toBe("");
  expect(await view.page.getByTestId("queued").allTextContents()).toEqual(["And then?"]);
  expect(await view.focus()).toBe("composer");
  await expect.poll(() => view.page.getByTestId("announcer").textContent()).toContain("Queued.");
  // The button in its place is the other one.
  await view.page.keyboard.type("more");
  await view.page.getByTestId("send").click();
  expect(await view.sent("send")).toHaveLength(2);
  await view.page.getByTestId("stop").click();
  expect(await stops(view)).toBe(1);
});

it("what waits is taken back and changed in its place, and the focus stays near", async () => {
  const view = await open(waiting([item("q1"), item("q2"), item("q3")]));
  expect((await view.sent("queueEditing")).at(-1)?.ids).toEqual([]);
  await view.page.getByTestId("queued-remove").nth(1).focus();
  await view.page.keyboard.press("Enter");
  expect((await view.sent("queueRemove")).at(-1)?.id).toBe("q2");
  await view.patch({ op: "queue", queue: { items: [item("q1"), item("q3")] } });
  expect(await view.focus()).toBe("queued-remove");
  await view.page.getByTestId("queued-edit").first().focus();
  await view.page.keyboard.press("Enter");
  await view.drawn();
  expect(await view.focus()).toBe("edit-text");
  expect((await view.sent("queueEditing")).at(-1)?.ids).toEqual(["q1"]);
  // Escape leaves the edit; the reply goes on.
  await view.page.keyboard.press("Escape");
  await view.drawn();
  expect(await view.focus()).toBe("queued-edit");
  expect(await stops(view)).toBe(0);
  expect((await view.sent("queueEditing")).at(-1)?.ids).toEqual([]);
  await view.page.keyboard.press("Enter");
  await view.drawn();
  await view.page.keyboard.type(" in other words");
  await view.page.keyboard.press("Enter");
  const [saved] = await view.sent("editMessage");
  expect(saved).toMatchObject({ messageId: "q1", text: "Question q1 in other words" });
  await view.patch({ op: "queue", queue: { items: [item("q1", "Question q1 in other words"), item("q3")] } });
  await view.receive({ type: "accepted", draftId: saved?.draftId });
  expect(await view.focus()).toBe("queued-edit");
  await view.page.getByTestId("queued-remove").last().focus();
  await view.patch({ op: "queue" });
  expect(await view.focus()).toBe("composer");
});

it("a queue on hold says why and is sent by its button", async () => {
  const view = await open();
  const reasons = [
    ["stopped", "On hold, because the reply was stopped."],
    ["error", "On hold, because the reply failed."],
    ["kept", "On hold until you send it."],
  ] as const;
  for (const [index, [hold, words]] of reasons.entries()) {
    await view.show(waiting([item("q1")], hold));
    expect(await view.page.getByTestId("queue-hold").locator("span").textContent()).toBe(words);
    await view.page.getByTestId("queue-send").focus();
    await view.page.keyboard.press("Enter");
    expect(await view.sent("queueSend")).toHaveLength(index + 1);
    await view.patch({ op: "queue" });
    expect(await view.focus()).toBe("composer");
  }
});

it("a snapshot in which what was sent waits already counts as its answer", async () => {
  const view = await open(snapshot(streaming));
  await view.composer.fill("Then?");
  await view.composer.press("Enter");
  const [sent] = await view.sent("send");
  await view.show(waiting([item(String(sent?.draftId), "Then?")]));
  expect(await box(view)).toBe("");
});

it("Escape takes what is nearest: the menu, a question brought back, an edit, a list; then it stops the reply", async () => {
  const view = await open(snapshot([question("u1"), reply("a1", "So far")]));
  await view.inMessage(0, "edit-message").focus();
  await view.page.keyboard.press("Enter");
  await view.patch({ op: "add", message: question("u2", "What?") }, { op: "add", message: growing("a2") });
  await view.page.keyboard.press("Escape");
  await view.drawn();
  expect(await view.page.getByTestId("edit-text").count()).toBe(0);
  await view.composer.focus();
  await view.page.keyboard.press("/");
  await view.drawn();
  await view.page.keyboard.press("Escape");
  expect(await view.page.getByTestId("command-menu").count()).toBe(0);
  expect(await box(view)).toBe("/");
  await view.page.keyboard.press("Backspace");
  await view.page.keyboard.press("ArrowUp");
  await view.drawn();
  expect(await box(view)).toBe("What?");
  await view.page.keyboard.press("Escape");
  await view.drawn();
  expect(await box(view)).toBe("");
  await view.page.getByTestId("history").click();
  await view.drawn();
  await view.page.keyboard.press("Escape");
  await view.drawn();
  expect(await view.focus()).toBe("composer");
  expect(await stops(view)).toBe(0);
  await view.page.keyboard.press("Escape");
  expect(await stops(view)).toBe(1);
  expect(await view.focus()).toBe("composer");
  // From a message, a control and from nowhere too.
  await view.messages.last().focus();
  await view.page.keyboard.press("Escape");
  await view.page.getByTestId("new-chat").focus();
  await view.page.keyboard.press("Escape");
  await view.page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await view.page.keyboard.press("Escape");
  expect(await stops(view)).toBe(4);
  await view.update(reply("a2", "So far"));
  await view.composer.focus();
  await view.page.keyboard.press("Escape");
  expect(await stops(view)).toBe(4);
});

it("Escape closes an open list of choices, the find box and the numbers of a reply before it stops the reply", async () => {
  const usage = { inputTokens: 10, outputTokens: 5, cachedInputTokens: 0, reasoningTokens: 0, webSearchCalls: 0 };
  const view = await open(snapshot([question("u1"), reply("a1", "So far", { usage }), question("u2"), growing("a2")]));
  const picker = view.page.getByTestId("model-picker");
  const isOpen = () => picker.evaluate((element) => element.matches(":open"));
  for (const way of ["click", "Space"]) {
    if (way === "click") await picker.click();
    else await view.page.keyboard.press(way);
    await expect.poll(isOpen).toBe(true);
    await view.page.keyboard.press("Escape");
    await expect.poll(isOpen).toBe(false);
    expect(await view.focus()).toBe("model-picker");
  }
  expect(await stops(view)).toBe(0);
  await view.page.keyboard.press("ControlOrMeta+f");
  await view.page.getByTestId("find").waitFor();
  await view.composer.focus();
  await view.page.keyboard.press("Escape");
  await view.drawn();
  expect([await view.page.getByTestId("find").count(), await view.focus()]).toEqual([0, "composer"]);
  await view.inMessage(1, "usage").locator("button").focus();
  await view.page.keyboard.press("Enter");
  await view.page.keyboard.press("Escape");
  await view.drawn();
  expect([await view.page.getByTestId("usage-details").count(), await view.focus()]).toEqual([0, "usage-line in 1"]);
  expect(await stops(view)).toBe(0);
  await view.page.keyboard.press("Escape");
  expect(await stops(view)).toBe(1);
});

it("Up in an empty box brings the last question back with its files; Down and Escape take it away, unless it was changed", async () => {
  const attachment = {
    hash: "a".repeat(64),
    kind: "image",
    mimeType: "image/png",
    name: "a.png",
    size: 10,
  } as const;
  const view = await open(
    snapshot([
      question("u1", "First"),
      reply("a1", "x"),
      question("u2", "Last\nline", { attachments: [attachment] }),
      reply("a2", "y"),
    ]),
  );
  await view.composer.focus();
  for (const key of ["ArrowDown", "Escape"]) {
    await view.page.keyboard.press("ArrowUp");
    await view.drawn();
    expect(await box(view)).toBe("Last\nline");
    expect(await view.page.getByTestId("attachment").count()).toBe(1);
    await view.page.keyboard.press(key);
    await view.drawn();
    expect(await box(view)).toBe("");
    expect(await view.page.getByTestId("attachment").count()).toBe(0);
    expect(await view.focus()).toBe("composer");
  }
  await view.page.keyboard.press("ArrowUp");
  await view.drawn();
  await view.page.keyboard.type("!");
  await view.page.keyboard.press("ArrowDown");
  await view.page.keyboard.press("Escape");
  await view.drawn();
  expect(await box(view)).toBe("Last\nline!");
  // In a text that is there Up is a movement.
  await view.page.keyboard.press("ArrowUp");
  await view.page.keyboard.type("?");
  expect(await box(view)).toBe("Last?\nline!");
});

it("what is written over a question that waits for its answer stays, whatever it begins with", async () => {
  const view = await open(snapshot([]));
  const send = async (text: string) => {
    await view.composer.fill(text);
    await view.composer.press("Enter");
    return (await view.sent("send")).at(-1)?.draftId;
  };
  const first = await send("hi");
  await view.composer.press("Control+a");
  await view.page.keyboard.insertText("history of x");
  await view.receive({ type: "accepted", draftId: first });
  expect(await view.composer.inputValue()).toBe("history of x");
  const second = await send("hi");
  await view.composer.press("End");
  await view.page.keyboard.insertText(" there");
  await view.receive({ type: "accepted", draftId: second });
  expect(await view.composer.inputValue()).toBe(" there");
});

it("a slash at the start offers commands by keyboard, as a combobox; elsewhere it is a letter", async () => {
  const view = await open(snapshot([]));
  const menu = view.page.getByTestId("command-menu");
  const options = view.page.getByTestId("command-option");
  await view.composer.focus();
  await view.page.keyboard.type("/");
  await menu.waitFor();
  expect(await options.count()).toBe(11);
  expect(await view.composer.getAttribute("role")).toBe("combobox");
  expect(await seriousViolations(view.page.mainFrame())).toEqual([]);
  await view.page.keyboard.type("e");
  await view.drawn();
  expect(await options.first().textContent()).toContain("/explain");
  await view.page.keyboard.press("ArrowDown");
  await view.drawn();
  expect(await view.composer.getAttribute("aria-activedescendant")).toBe(await options.nth(1).getAttribute("id"));
  await view.page.keyboard.press("ArrowUp");
  await view.page.keyboard.press("Enter");
  await view.drawn();
  expect(await box(view)).toBe("/explain ");
  expect(await view.sent("contextPick")).toEqual([]);
  await view.page.keyboard.type("in French");
  await view.page.keyboard.press("Enter");
  expect((await view.sent("send"))[0]?.text).toBe("/explain in French");
  await view.receive({ type: "accepted", draftId: (await view.sent("send"))[0]?.draftId });
  // One that is whole is sent at once.
  await view.page.keyboard.type("/commit");
  await view.drawn();
  await view.page.keyboard.press("Enter");
  expect((await view.sent("send"))[1]?.text).toBe("/commit");
  await view.receive({ type: "accepted", draftId: (await view.sent("send"))[1]?.draftId });
  for (const text of ["/usr/bin/env", "/unknown", "what about /explain"]) {
    await view.page.keyboard.type(text);
    await view.drawn();
    expect(await menu.count(), text).toBe(0);
    await view.page.keyboard.press("Enter");
    const sent = (await view.sent("send")).at(-1);
    expect(sent?.text).toBe(text);
    await view.receive({ type: "accepted", draftId: sent?.draftId });
  }
  // With the mouse, and the focus stays.
  await view.page.keyboard.type("/");
  await options.nth(2).click();
  await view.drawn();
  expect(await box(view)).toBe("/fix ");
  expect(await view.focus()).toBe("composer");
});

it("an input method in the box: no key of it sends, recalls, stops or picks, and no answer touches its letters", async () => {
  const view = await open(snapshot(streaming));
  const method = await view.page.context().newCDPSession(view.page);
  const compose = (text: string) =>
    method.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await view.composer.focus();
  await view.page.keyboard.type("hello");
  await view.page.keyboard.press("Enter");
  const [sent] = await view.sent("send");
  await view.page.keyboard.press("Shift+Enter");
  await compose("ni");
  await view.receive({ type: "accepted", draftId: sent?.draftId, queued: true });
  expect(await box(view)).toBe("hello\nni");
  await compose("nih");
  for (const key of ["Escape", "Enter", "ArrowUp", "ArrowDown"]) {
    await view.page.evaluate((pressed) => {
      const event = new KeyboardEvent("keydown", { key: pressed, bubbles: true, cancelable: true, isComposing: true });
      document.activeElement?.dispatchEvent(event);
    }, key);
  }
  expect(await stops(view)).toBe(0);
  expect(await view.sent("send")).toHaveLength(1);
  await method.send("Input.insertText", { text: "你好" });
  await view.drawn();
  expect(await box(view)).toBe("你好");
});

it("an answer that takes long cuts nothing: what was sent goes, what was written since stays", async () => {
  const view = await open(snapshot([]));
  await view.page.clock.install();
  await view.composer.fill("hi");
  await view.composer.press("Enter");
  const [first] = await view.sent("send");
  await view.page.clock.runFor(60_000);
  await view.composer.fill("this is other");
  await view.receive({ type: "accepted", draftId: first?.draftId });
  expect(await box(view)).toBe("this is other");
  await view.composer.press("Enter");
  const second = (await view.sent("send"))[1];
  await view.page.clock.runFor(60_000);
  await view.composer.press("End");
  await view.page.keyboard.type(" and more");
  await view.receive({ type: "accepted", draftId: second?.draftId });
  expect(await box(view)).toBe(" and more");
});

it("+ in a tab and the key lead to the text", async () => {
  const view = await open(snapshot([question("u1"), reply("a1", "x")]), { surface: "editor" });
  await view.page.getByTestId("new-chat").click();
  await view.show({ ...snapshot([]), conversation: { id: "new", title: "", messages: [] } });
  expect(await view.focus()).toBe("composer");
  await view.page.getByTestId("history").focus();
  await view.receive({ type: "focusComposer" });
  expect(await view.focus()).toBe("composer");
});

it.each([
  ["light", "vscode-light", 400],
  ["dark", "vscode-dark", 250],
] as const)("what waits and the commands, in %s", async (name, theme, width) => {
  const along = { references: ["src/a.ts"], attachments: ["a.png"] };
  const long = "A long question that does not fit into one line of a narrow side bar, whatever is done about it";
  const view = await open(
    waiting([item("q1", long), { ...item("q2"), ...along }, item("q3", "第三个问题")], "stopped"),
    {
      theme,
      width,
    },
  );
  await view.look(`queue-${name}`);
  expect(await seriousViolations(view.page.mainFrame())).toEqual([]);
  expect(await view.page.evaluate(() => document.body.scrollWidth - document.body.clientWidth)).toBe(0);
  await view.page.getByTestId("queued-edit").first().click();
  await view.composer.focus();
  await view.page.keyboard.type("/");
  await view.drawn();
  await view.look(`slash-${name}`);
  expect(await seriousViolations(view.page.mainFrame())).toEqual([]);
  await view.page.keyboard.press("Escape");
  await view.patch({ op: "add", message: question("u2") }, { op: "add", message: growing("a2") });
  await view.look(`queue-growing-${name}`);
});
