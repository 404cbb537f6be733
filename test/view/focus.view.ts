// The focus is never lost: after everything one can do, it is where the next key should go.

import { expect, it } from "vitest";
import type { MessageSnapshot } from "../../src/protocol/snapshot.ts";
import { growing, paragraphs, question, reply, snapshot } from "./conversation.ts";
import { useView, type ViewPage } from "./viewPage.ts";

const { open } = useView();

const version = (index: number) => ({ version: { index, count: 3 } });
const notice = { severity: "error", text: "The connection broke.", actions: ["Try Again", "Show Log"] } as const;

/** Presses a control as the keyboard does. */
async function press(view: ViewPage, index: number, testId: string): Promise<void> {
  await view.inMessage(index, testId).first().focus();
  await view.page.keyboard.press("Enter");
  await view.drawn();
}

const two = [question("u1"), reply("a1", "One."), question("u2"), reply("a2", "Two.")];

it("leaving an edit goes back to the button that began it", async () => {
  const view = await open(snapshot(two));
  await press(view, 2, "edit-message");
  expect(await view.focus()).toBe("edit-text in 2");
  await view.page.keyboard.press("Escape");
  await view.drawn();
  expect(await view.focus()).toBe("edit-message in 2");
  await press(view, 2, "edit-message");
  await view.page.getByTestId("edit-cancel").click();
  await view.drawn();
  expect(await view.focus()).toBe("edit-message in 2");
});

it("an edited question that is asked keeps the focus in its place", async () => {
  const view = await open(snapshot(two));
  await press(view, 0, "edit-message");
  await view.page.keyboard.type(" More");
  await view.page.keyboard.press("Enter");
  await view.show(snapshot([question("u3", "What? More", version(2)), growing("a3")]));
  expect(await view.focus()).toBe("message 0");
});

it("switching versions stays on the button, in the version that came", async () => {
  const shown = (index: number, more: MessageSnapshot[] = []) =>
    snapshot([question("u1"), reply(`a1v${index}`, `Version ${index}.`, version(index)), ...more]);
  const view = await open(shown(2, [question("u2"), reply("a2", "Two.")]));
  await press(view, 1, "version-prev");
  expect(await view.sent("selectVersion")).toHaveLength(1);
  await view.show(shown(1));
  expect(await view.focus()).toBe("version-prev in 1");
  await press(view, 1, "version-next");
  await view.show(shown(2, [question("u2"), reply("a2", "Two.")]));
  expect(await view.focus()).toBe("version-next in 1");
});

it("answering again leads to the reply that comes", async () => {
  const view = await open(snapshot(two));
  await press(view, 3, "regenerate");
  await view.show(snapshot([...two.slice(0, 3), growing("a2b", "", version(2))]));
  expect(await view.focus()).toBe("message 3");
});

it("an error's button leads to the reply that comes", async () => {
  const view = await open(snapshot([question("u1"), reply("a1", "So f", { state: "error", notice })]));
  await press(view, 1, "error-action");
  await view.show(snapshot([question("u1"), growing("a1b")]));
  expect(await view.focus()).toBe("message 1");
});

it("a notice that goes by itself leaves the focus at its message", async () => {
  const view = await open(snapshot([question("u1"), reply("a1", "So f", { state: "error", notice })]));
  await view.inMessage(1, "error-action").nth(1).focus();
  await view.update(growing("a1"));
  expect(await view.focus()).toBe("message 1");
});

it("what is read goes on, and with it the focus, when its error is pressed", async () => {
  const view = await open(snapshot(two));
  await view.receive({ type: "speechOpen", session: "s", title: "A reply" });
  await view.receive({ type: "speechParts", session: "s", texts: ["One."], closed: true });
  await view.receive({ type: "speechError", session: "s", part: 0, text: "It broke.", action: "Try Again" });
  await view.page.getByTestId("player").getByTestId("error-action").focus();
  await view.page.keyboard.press("Enter");
  await view.drawn();
  expect(await view.focus()).toBe("player-toggle");
});

it("the player does not cover the button that called it", async () => {
  const turns = [question("u1"), reply("a1", paragraphs(20)), question("u2"), reply("a2", paragraphs(20))];
  const view = await open(snapshot(turns));
  const button = view.inMessage(1, "read-message");
  await button.evaluate((each) => {
    each.focus({ preventScroll: true });
    each.scrollIntoView({ block: "end" });
  });
  await view.drawn();
  await view.receive({ type: "speechOpen", session: "s", title: "A reply", messageId: "a1" });
  await view.page.getByTestId("player-toggle").waitFor();
  await view.drawn();
  expect(await view.focus()).toBe("read-message in 1");
  const edges = await button.evaluate((each) =>
    [each, each.closest(".scroller") as Element].map((box) => box.getBoundingClientRect().bottom),
  );
  expect(edges[0]).toBeLessThanOrEqual(edges[1] ?? 0);
});

it("jumping to the end arrives at the last message", async () => {
  const view = await open(snapshot([question("u1"), reply("a1", paragraphs(20)), question("u2"), growing("a2", "x")]));
  await view.page.mouse.move(200, 300);
  await view.page.mouse.wheel(0, -2000);
  const jump = view.page.getByTestId("jump-to-latest");
  await jump.focus();
  await view.page.keyboard.press("Enter");
  await view.drawn();
  expect(await view.focus()).toBe("message 3");
  expect((await view.scrolled()).fromEnd).toBe(0);
});

it("the history takes the focus and gives it back to the text", async () => {
  const view = await open(snapshot(two));
  await view.page.getByTestId("history").focus();
  await view.page.keyboard.press("Enter");
  await view.drawn();
  expect(await view.focus()).toBe("history-search");
  await view.page.keyboard.press("Escape");
  await view.drawn();
  expect(await view.focus()).toBe("composer");
});

it("what goes on where nothing shows it is told by the button of the history, in words too", async () => {
  const view = await open(snapshot(two));
  const button = view.page.getByTestId("history");
  const mark = () => button.evaluate((each) => getComputedStyle(each, "::after").content);
  expect(await button.getAttribute("aria-label")).toBe("Show History");
  expect(await mark()).toBe("none");
  await view.receive({ type: "historyRunning", running: 1, waiting: 0 });
  expect(await button.getAttribute("aria-label")).toBe("Show History (a chat goes on)");
  expect(await mark()).toBe('""');
  await view.receive({ type: "historyRunning", running: 1, waiting: 1 });
  expect(await button.getAttribute("aria-label")).toBe("Show History (a chat waits for you)");
  await view.receive({ type: "historyRunning", running: 0, waiting: 0 });
  expect(await mark()).toBe("none");
});

it("in the history, undoing a deletion, the last deletion and a note keep the focus in the list", async () => {
  const view = await open(snapshot(two));
  await view.receive({ type: "historyShow" });
  const item = { id: "h1", title: "Old", changedAt: 0, isOpen: false };
  const answer = (notes: object[]) => ({ type: "historyItems", queryId: 1, items: [item], notes, done: true });
  await view.receive(answer([{ kind: "unreadable", text: "One is damaged.", action: "Show" }]));
  await view.page.locator(".history-open").focus();
  await view.page.keyboard.press("Delete");
  await view.drawn();
  expect(await view.focus()).toBe("history-search");
  await view.page.getByTestId("history-undo").focus();
  await view.page.keyboard.press("Enter");
  await view.drawn();
  expect(await view.focus()).toBe("history-search");
  await view.page.getByTestId("history-note").locator("button").focus();
  await view.receive(answer([]));
  expect(await view.focus()).toBe("history-search");
});

it("New Chat goes to the text", async () => {
  const view = await open(snapshot(two));
  await view.page.getByTestId("new-chat").focus();
  await view.page.keyboard.press("Enter");
  await view.show({ ...snapshot([]), conversation: { id: "new", title: "", messages: [] } });
  expect(await view.focus()).toBe("composer");
});

it("once there is a key, its button has gone and the text has the focus", async () => {
  const view = await open(snapshot([], { hasKey: false }));
  await view.page.getByTestId("set-key").focus();
  await view.patch({ op: "environment", environment: snapshot([]).environment });
  expect(await view.focus()).toBe("composer");
});

it("a suggestion fills the text and goes there", async () => {
  const view = await open(snapshot([]));
  await view.page.getByTestId("suggestion").first().focus();
  await view.page.keyboard.press("Enter");
  await view.drawn();
  expect(await view.focus()).toBe("composer");
});

it("files that are taken out, refused or closed lead to the next, then to the text", async () => {
  const attachment = (letter: string) => ({
    hash: letter.repeat(64),
    kind: "image",
    mimeType: "image/png",
    name: `${letter}.png`,
    size: 10,
  });
  const refusal = { mediaRefusals: { image: { text: "It sees nothing.", action: "Use another" } } };
  const view = await open(snapshot([], refusal));
  await view.receive({ type: "insertAttachments", attachments: [attachment("a"), attachment("b")] });
  await view.page.getByTestId("attachment-refusal-action").focus();
  await view.patch({ op: "environment", environment: snapshot([]).environment });
  expect(await view.focus()).toBe("composer");
  await view.page.getByTestId("attachment-remove").first().focus();
  await view.page.keyboard.press("Enter");
  await view.drawn();
  expect(await view.focus()).toBe("attachment-remove");
  await view.page.keyboard.press("Enter");
  await view.drawn();
  expect(await view.focus()).toBe("composer");
  await view.page.getByTestId("attach-input").setInputFiles({
    name: "a.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("text"),
  });
  await view.page.getByTestId("attachment-problem").locator(".button").focus();
  await view.page.keyboard.press("Enter");
  await view.drawn();
  expect(await view.focus()).toBe("composer");
});

it("context that goes away leads to its neighbour, then to the text", async () => {
  const view = await open(snapshot([]));
  const chip = (id: string) => ({ id, kind: "file", label: id, title: id, state: "ready" });
  const state = (ids: string[], notices: object[] = []) => ({
    type: "contextState",
    state: { chips: ids.map(chip), notices },
  });
  await view.receive(state(["a", "b"]));
  await view.page.getByTestId("mention-remove").first().focus();
  await view.page.keyboard.press("Enter");
  await view.receive(state(["b"]));
  expect(await view.focus()).toBe("mention-open");
  await view.page.keyboard.press("Delete");
  await view.receive(state([]));
  expect(await view.focus()).toBe("composer");
  await view.receive(state([], [{ id: "n", severity: "question", text: "Send it?", actions: ["Yes", "No"] }]));
  await view.page.getByTestId("context-action").first().focus();
  await view.receive(state([]));
  expect(await view.focus()).toBe("composer");
});

it("sending, and stopping, keep the focus where it was", async () => {
  const view = await open(snapshot(two));
  await view.composer.fill("More");
  await view.page.keyboard.press("Enter");
  await view.patch({ op: "add", message: question("u3", "More") }, { op: "add", message: growing("a3", "Well") });
  expect(await view.focus()).toBe("composer");
  await view.page.getByTestId("stop").focus();
  await view.page.keyboard.press("Enter");
  await view.update(reply("a3", "", { state: "stopped" }));
  expect(await view.focus()).toBe("send");
});

it("a code block that is finished under the focus keeps it", async () => {
  const view = await open(snapshot([question("u1"), growing("a1", "- one\n  ```js\n  let a = 1;\n  ```\n")]));
  await view.inMessage(1, "code-copy").focus();
  await view.grow("a1", "- two\n\n  loose now\n");
  expect(await view.focus()).toBe("code-copy in 1");
  await view.update(reply("a1", ""));
  expect(await view.focus()).toBe("code-copy in 1");
});

it("a press on nothing takes the focus away, and nothing brings it back", async () => {
  const view = await open(snapshot(two));
  await view.inMessage(3, "copy-message").focus();
  await view.page.locator(".title").click();
  expect(await view.focus()).toBe("body");
  await view.show(snapshot([...two.slice(0, 3), reply("a2b", "Other.")]));
  expect(await view.focus()).toBe("body");
});

it("the reading position stays with the button that switched a version", async () => {
  const early = (index: number, more: string) =>
    reply(`v${index}`, paragraphs(index === 1 ? 2 : 9, more), version(index));
  const later = [question("u2"), reply("a2", paragraphs(12, "Later")), question("u3"), reply("a3", paragraphs(12))];
  const view = await open(snapshot([question("u1"), early(2, "Second"), ...later]));
  const button = view.inMessage(1, "version-prev");
  await button.scrollIntoViewIfNeeded();
  await view.drawn();
  await button.focus();
  const before = await button.boundingBox();
  await view.page.keyboard.press("Enter");
  await view.show(snapshot([question("u1"), early(1, "First"), question("u9"), reply("a9", paragraphs(30))]));
  const after = await view.inMessage(1, "version-prev").boundingBox();
  const { top } = await view.scrolled();
  // Where the page allows it: the first version is shorter than what stood above the button.
  if (top > 0) expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThanOrEqual(1);
  await view.inMessage(1, "version-next").focus();
  const first = await view.inMessage(1, "version-next").boundingBox();
  await view.page.keyboard.press("Enter");
  await view.show(snapshot([question("u1"), early(2, "Second"), ...later]));
  const second = await view.inMessage(1, "version-next").boundingBox();
  expect(Math.abs((second?.y ?? 0) - (first?.y ?? 0))).toBeLessThanOrEqual(1);
  expect((await view.scrolled()).fromEnd).toBeGreaterThan(500);
});
