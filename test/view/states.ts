// Everything the view can look like.

import { expect } from "vitest";
import { conversations } from "../fixtures/webview-page/conversations.ts";
import { growing, paragraphs, question, reply, snapshot } from "./conversation.ts";
import type { ViewPage } from "./viewPage.ts";

const item = (id: string) => ({ id, title: `Chat ${id}`, changedAt: 0, isOpen: id === "1" });
const waiting = { ...item("2"), activity: "waiting" };

/** Everything the view can look like, each on top of a new conversation. */
export const states: Readonly<Record<string, (view: ViewPage) => Promise<void>>> = {
  ...Object.fromEntries(
    Object.entries(conversations).map(([name, shown]) => [name, (view: ViewPage) => view.show(shown)]),
  ),
  editing: async (view) => {
    await view.show(snapshot([question("u1"), reply("a1", "x")]));
    await view.inMessage(0, "edit-message").focus();
    await view.page.keyboard.press("Enter");
  },
  message: async (view) => {
    await view.show(snapshot([question("u1"), reply("a1", "x", { usage: { inputTokens: 1, outputTokens: 2 } })]));
    await view.inMessage(1, "usage").locator("button").click();
  },
  context: async (view) => {
    await view.show(snapshot([]));
    const chip = (id: string, more: object = {}) => ({
      id,
      kind: "file",
      label: id,
      title: id,
      state: "ready",
      ...more,
    });
    const notice = (severity: string, actions: string[]) => ({
      id: severity,
      severity,
      text: "A file may hold a key.",
      actions,
    });
    await view.receive({
      type: "contextState",
      state: {
        chips: [
          chip("a.ts", { size: "340" }),
          chip("b.ts", { kind: "active", on: false }),
          chip("c", { state: "question" }),
        ],
        notices: [notice("question", ["Send", "Leave Out"]), notice("info", ["Dismiss"])],
        size: { tokens: "1.2k", title: "1.2k tokens", share: 1.2, over: true, lines: [["Question", "1.2k"]] },
      },
    });
  },
  queue: async (view) => {
    const shown = snapshot([question("u1"), growing("a1", "x")]);
    const items = [
      { id: "q1", text: "And then?", attachments: ["a.png"] },
      { id: "q2", text: "And after that?" },
    ];
    await view.show({ ...shown, conversation: { ...shown.conversation, queue: { items, hold: "kept" } } });
    await view.page.getByTestId("queued-edit").last().click();
    await view.composer.fill("/");
  },
  history: async (view) => {
    await view.composer.fill("");
    await view.show(snapshot([question("u1"), reply("a1", "x")]));
    await view.receive({ type: "historyRunning", running: 1, waiting: 1 });
    await view.page.getByTestId("history").click();
    const asked = (await view.sent("historyQuery")).at(-1)?.queryId;
    const notes = [{ kind: "unreadable", text: "One is damaged.", action: "Show" }];
    await view.receive({ type: "historyItems", queryId: asked, items: [item("1"), waiting], notes, done: true });
    await view.page.locator(".history-open").first().focus();
  },
  player: async (view) => {
    await view.page.keyboard.press("Escape");
    await view.show(snapshot([question("u1"), reply("a1", "x")]));
    await view.receive({ type: "speechOpen", session: "s", title: "A reply" });
    await view.receive({ type: "speechParts", session: "s", texts: ["One sentence.", "Another."], closed: true });
  },
  rules: async (view) => {
    await view.show(snapshot([]));
    const rule = (label: string, more: object = {}) => ({
      id: `agents:${label}`,
      kind: "agents",
      label,
      title: `Instructions of this workspace (${label})`,
      size: "40 tokens",
      state: "ready",
      on: true,
      ...more,
    });
    const chips = [rule("AGENTS.md"), rule("CLAUDE.md", { state: "changed", size: "changed", on: false })];
    const prompts = [{ command: "audit", description: "Looks for faults.", path: ".github/prompts/audit.prompt.md" }];
    await view.receive({ type: "contextState", state: { chips, notices: [], prompts } });
  },
  "later turns": async (view) => {
    const again = reply("a1b", "Another answer.", { version: { index: 2, count: 2 }, later: { count: 2, delta: -1 } });
    await view.show(snapshot([question("u1"), again]));
  },
  away: async (view) => {
    const turns = [1, 2].flatMap((nth) => [question(`u${nth}`), reply(`a${nth}`, paragraphs(30))]);
    await view.show(snapshot(turns));
    await view.page.evaluate(() => {
      const scroller = document.querySelector(".scroller") as HTMLElement;
      scroller.scrollTop = scroller.scrollHeight / 4;
    });
    await view.page.getByTestId("jump-to-latest").waitFor();
  },
  find: async (view) => {
    await view.show(snapshot([question("u1", "What is an apple?"), reply("a1", "An apple is a fruit.")]));
    await view.composer.focus();
    await view.page.keyboard.press("ControlOrMeta+f");
    await view.page.getByTestId("find-box").fill("apple");
    await expect.poll(() => view.page.getByTestId("find-count").textContent()).toMatch(/^1 of \d$/);
  },
};
