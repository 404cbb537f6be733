// A conversation of 1,000 turns in the built webview, in plain Chromium: how long it takes to open, whether scrolling
// ever shows nothing, and what a key in the composer costs.

import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { longConversation } from "../fixtures/webview-page/longConversation.ts";
import { servePage } from "../fixtures/webview-page/serve.ts";
import { findChromium } from "../vscode/chromium.ts";
import { root } from "../vscode/paths.ts";
import { type Measure, median, percentile } from "./report.ts";

const turns = 1000;
const runs = 5;

/** From the snapshot's arrival to the frame that shows the last message, in ms; the longest task after it as well. */
const openSnapshot = `async (snapshot) => {
  window.longTasks = [];
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((e) => e.duration)))
    .observe({ type: "longtask" });
  const start = performance.now();
  window.dispatchEvent(new MessageEvent("message", { data: { type: "snapshot", snapshot } }));
  const last = snapshot.conversation.messages.at(-1).id;
  await new Promise((resolve) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = resolve;
    channel.port2.postMessage(0);
  }));
  const shown = [...document.querySelectorAll("[data-testid=message]")].at(-1);
  const scroller = document.querySelector(".scroller");
  const box = shown.getBoundingClientRect();
  if (box.bottom > scroller.getBoundingClientRect().bottom + 40 || !shown.textContent.includes("Answer")) throw new Error("not shown");
  return performance.now() - start;
}`;

/** Scrolls through everything, a frame at a time; gives the number of frames with an empty place in the middle. */
const scrollThrough = `async (step) => {
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
}`;

/** Measures the webview as it was built. */
export async function measureLongConversation(): Promise<Measure[]> {
  const { executablePath, env } = await findChromium();
  const server = await servePage(0, join(root, "dist"));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const browser = await chromium.launch({
    executablePath,
    env: { ...process.env, ...env } as Record<string, string>,
    args: ["--no-sandbox"],
  });
  try {
    const opened: number[] = [];
    let page: Page | undefined;
    for (let run = 0; run < runs; run++) {
      await page?.close();
      page = await browser.newPage({ viewport: { width: 400, height: 900 } });
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.waitForFunction("window.sent.length > 0");
      opened.push(await page.evaluate<number>(`(${openSnapshot})(${JSON.stringify(longConversation(turns))})`));
    }
    if (!page) throw new Error("No run.");
    const keys = await typeKeys(page, "typing beside a thousand turns ".repeat(4));
    const scrolled = await page.evaluate<{ frames: number; blanks: number; times: number[] }>(
      `(${scrollThrough})(700)`,
    );
    const keysAfter = await typeKeys(page, "and once more ".repeat(6));
    const tasks = await page.evaluate<number[]>("window.longTasks");
    const name = `${turns.toLocaleString("en")} turns`;
    return [
      {
        name: `${name}: open`,
        value: median(opened),
        unit: "ms",
        goal: 300,
        note: `snapshot to frame, median of ${runs}`,
      },
      {
        name: `${name}: typing, a key`,
        value: percentile(keys, 0.95),
        unit: "ms",
        goal: 16,
        note: "CPU time of the main thread, p95",
      },
      {
        name: `${name}: typing, all seen`,
        value: percentile(keysAfter, 0.95),
        unit: "ms",
        goal: 16,
        note: "CPU time of the main thread, p95",
      },
      {
        name: `${name}: blank frames`,
        value: scrolled.blanks,
        unit: "",
        goal: 0,
        note: `of ${scrolled.frames}, a screen each`,
      },
      { name: `${name}: scroll frame, p95`, value: percentile(scrolled.times, 0.95), unit: "ms", goal: 50 },
      {
        name: `${name}: longest task`,
        value: Math.max(0, ...tasks),
        unit: "ms",
        note: "opening, typing and scrolling",
      },
    ];
  } finally {
    await browser.close();
    server.close();
  }
}

/** What each key costs the main thread, in ms of CPU time, painting included. */
async function typeKeys(page: Page, text: string): Promise<number[]> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const spent = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "ThreadTime")?.value ?? 0) * 1000;
  };
  await page.locator("[data-testid=composer]").click();
  const costs: number[] = [];
  for (const key of text) {
    const before = await spent();
    await page.keyboard.press(key === " " ? "Space" : key);
    await page.evaluate("new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))");
    costs.push((await spent()) - before);
  }
  await cdp.detach();
  return costs;
}
