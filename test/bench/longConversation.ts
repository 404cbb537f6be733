// A conversation of 1,000 turns in VS Code: how long it takes from the press on it in the history to its last answer,
// whether scrolling ever shows nothing, and what a key in the composer costs.

import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import type { JournalEntry } from "../../src/core/conversation/stored/journalEntry.ts";
import { longConversation } from "../fixtures/webview-page/longConversation.ts";
import { ChatDriver } from "../vscode/chatDriver.ts";
import { openVsCode, type VsCodeWindow } from "../vscode/driver.ts";
import { heapMb } from "../vscode/hostHeap.ts";
import type { VsCodeServer } from "../vscode/server.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { type Measure, median, percentile } from "./report.ts";

const turns = 1000;
const runs = 5;
const lastAnswer = `Answer ${turns - 1}`;

/** Notes when the history's line is pressed, when the snapshot comes, and the frame after which the last answer stands. */
const observe = `{
  const times = (window.mimoOpen = {});
  addEventListener("click", (event) => {
    if (!event.target.closest("[data-testid=history-item]")) return;
    times.pressed = performance.now();
    const look = () => {
      const last = [...document.querySelectorAll("[data-testid=message]")].at(-1);
      if (!last?.textContent.includes(${JSON.stringify(lastAnswer)})) return requestAnimationFrame(look);
      const channel = new MessageChannel();
      channel.port1.onmessage = () => { times.shown = performance.now(); };
      requestAnimationFrame(() => channel.port2.postMessage(0));
    };
    requestAnimationFrame(look);
  }, true);
  addEventListener("message", ({ data }) => {
    if (data?.type === "snapshot" && data.snapshot.conversation.messages.length > 100) times.received = performance.now();
  }, true);
  window.mimoLongTasks = [];
  new PerformanceObserver((list) => window.mimoLongTasks.push(...list.getEntries().map((entry) => entry.duration)))
    .observe({ type: "longtask" });
}`;

/** Scrolls through everything, a frame at a time; gives the number of frames with an empty place in the middle. */
const scrollThrough = `(async (step) => {
  const scroller = document.querySelector(".scroller");
  const box = scroller.getBoundingClientRect();
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  const result = { frames: 0, blanks: 0, times: [] };
  let last = performance.now();
  while (scroller.scrollTop > 0 && result.frames < 3000) {
    scroller.scrollTop -= step;
    await frame();
    const now = performance.now();
    result.times.push(now - last);
    last = now;
    result.frames += 1;
    for (const part of [0.1, 0.5, 0.9]) {
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height * part);
      const content = hit?.closest(".message")?.querySelector("[data-testid=content]");
      if (hit?.matches(".turns:empty") || content?.textContent === "") { result.blanks += 1; break; }
    }
  }
  return result;
})(700)`;

interface Opened {
  readonly pressed: number;
  readonly received: number;
  readonly shown: number;
}

/** Opens it from the history, types beside it and scrolls through it. */
export async function measureLongConversation(server: VsCodeServer): Promise<Measure[]> {
  const folder = join(server.dataDir, "data/User/globalStorage/mimo-community.mimo-assistant/conversations");
  const file = join(folder, "long.jsonl");
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, [...journal()].map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  const window = await openVsCode(server);
  try {
    const chat = new ChatDriver(window);
    await chat.open();
    await chat.ask("warm up");
    const frame = await window.webview();
    await frame.evaluate(observe);
    const host = server.extensionHosts().at(-1) ?? 0;
    const hostBefore = await heapMb(host);
    const opened: Opened[] = [];
    for (let run = 0; run < runs; run++) {
      if (run > 0) await chat.newChat();
      opened.push(await open(window, frame));
    }
    const hostGrown = (await heapMb(host)) - hostBefore;
    const textMb = statSync(file).size / 2 ** 20;
    const tasksOpening = await frame.evaluate<number[]>("window.mimoLongTasks.splice(0)");
    const keys = await typeKeys(window, frame, "typing beside a thousand turns ".repeat(4));
    const scrolled = await frame.evaluate<{ frames: number; blanks: number; times: number[] }>(scrollThrough);
    const keysAfter = await typeKeys(window, frame, "and once more ".repeat(6));
    const tasks = await frame.evaluate<number[]>("window.mimoLongTasks");
    const name = `${turns.toLocaleString("en")} turns`;
    const cpu = "CPU time of the main thread that VS Code shares, p95";
    const took = opened.map(({ pressed, shown }) => shown - pressed);
    const drawn = opened.map(({ received, shown }) => shown - received);
    return [
      { name: `${name}: open`, value: median(took), unit: "ms", goal: 300, note: `press to frame, median of ${runs}` },
      { name: `${name}: open, first time`, value: took[0] ?? Number.NaN, unit: "ms", note: "the file is read" },
      { name: `${name}: draw`, value: median(drawn), unit: "ms", note: "of that, from the snapshot on" },
      { name: `${name}: open, longest task`, value: Math.max(0, ...tasksOpening), unit: "ms" },
      { name: `${name}: typing, a key`, value: percentile(keys, 0.95), unit: "ms", goal: 16, note: cpu },
      { name: `${name}: typing, all seen`, value: percentile(keysAfter, 0.95), unit: "ms", goal: 16, note: cpu },
      {
        name: `${name}: blank frames`,
        value: scrolled.blanks,
        unit: "",
        goal: 0,
        note: `of ${scrolled.frames}, a screen each`,
      },
      { name: `${name}: scroll frame, p95`, value: percentile(scrolled.times, 0.95), unit: "ms", goal: 50 },
      {
        name: `${name}: heap of the host, grown by`,
        value: hostGrown,
        unit: "MB",
        note: `after a collection; ${(hostGrown / textMb).toFixed(1)} times the ${textMb.toFixed(1)} MB of its journal`,
      },
      { name: `${name}: longest task`, value: Math.max(0, ...tasks), unit: "ms", note: "typing and scrolling" },
    ];
  } finally {
    await window.close();
    rmSync(file);
  }
}

async function open(window: VsCodeWindow, frame: Frame): Promise<Opened> {
  await window.byTestId("history").click();
  await window.byTestId("history-item").filter({ hasText: "Long" }).locator("button").first().click();
  // The page's policy lets nothing be evaluated from within, which waiting in it would need.
  await waitFor("the last answer", () => frame.evaluate<boolean>("window.mimoOpen.shown > window.mimoOpen.pressed"));
  return frame.evaluate<Opened>("window.mimoOpen");
}

/** The lines of its journal, as the extension would have written them. */
function* journal(): Generator<JournalEntry> {
  yield { type: "conversation", version: 2, id: "long", at: 1 };
  yield { type: "title", title: "Long", by: "person" };
  let parentId: string | undefined;
  for (const { id, role, parts: drawn } of longConversation(turns).conversation.messages) {
    const [reasoning = "", content = ""] = role === "user" ? ["", drawn[0]?.text] : drawn.map(({ text }) => text);
    const turn = { id, createdAt: 1, ...(parentId === undefined ? {} : { parentId }) };
    const text = { type: "text", text: content } as const;
    const parts = [{ type: "reasoning", text: reasoning } as const, text];
    const answer = { parts, state: "done", model: "mimo-v2.6-pro", sources: [], reasoningMs: 2000 } as const;
    yield {
      type: "message",
      message: role === "user" ? { ...turn, role, parts: [text] } : { ...turn, role, ...answer },
    };
    parentId = id;
  }
}

/** What each key costs the main thread, in ms of CPU time, painting included. */
async function typeKeys(window: VsCodeWindow, frame: Frame, text: string): Promise<number[]> {
  const spent = async () => ((await window.metrics()).ThreadTime ?? 0) * 1000;
  await window.byTestId("composer").click();
  const costs: number[] = [];
  for (const key of text) {
    const before = await spent();
    await window.page.keyboard.press(key === " " ? "Space" : key);
    await frame.evaluate("new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))");
    costs.push((await spent()) - before);
  }
  return costs;
}
