// What drawing a growing answer costs the main thread, in a Chromium without VS Code: seconds instead of minutes. Beside
// it the floor, a bare page that appends the same text as text nodes in the same rhythm, and what each kind of block
// costs.

import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Browser, type CDPSession, chromium, type Page } from "playwright-core";
import { longConversation } from "../fixtures/webview-page/longConversation.ts";
import { servePage } from "../fixtures/webview-page/serve.ts";
import { question, reply } from "../fixtures/webview-page/turns.ts";
import { findChromium } from "../vscode/chromium.ts";
import { root } from "../vscode/paths.ts";
import { answersOfKind, mixedAnswer } from "./answers.ts";
import { drawBare, stream } from "./bareView.ts";
import { type Measure, median } from "./report.ts";

const kindSize = 16_800;
const runs = 3;

interface Cost {
  /** CPU time of the main thread, and wall clock of parts of it; in seconds. */
  readonly cpu: number;
  readonly script: number;
  readonly layout: number;
  readonly style: number;
}

/** Streams answers into the built view. `--quick` streams each once; `--only=list,table` but these kinds. */
export async function measureDrawing(flags: readonly string[] = []): Promise<Measure[]> {
  const server = await servePage(0, join(root, "dist"));
  const browser = await chromium.launch({ ...(await findChromium()), args: ["--disable-gpu", "--no-sandbox"] });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const times = flags.includes("--quick") ? 1 : runs;
  const only = flags
    .find((flag) => flag.startsWith("--only="))
    ?.slice("--only=".length)
    .split(",");
  const cost = async (text: string, page: typeof viewPage): Promise<Cost> => {
    const costs: Cost[] = [];
    for (let run = 0; run < times; run++) costs.push(await streamOnce(browser, text, (b) => page(b, address)));
    return costs.toSorted((a, b) => a.cpu - b.cpu)[Math.floor((costs.length - 1) / 2)] as Cost;
  };
  try {
    const measures: Measure[] = only ? [] : [await measureMemory(browser, address)];
    const mixed: number[] = [];
    for (const size of only && !only.includes("mixed") ? [] : [16_800, 50_000]) {
      const ours = await cost(mixedAnswer(size), viewPage);
      const floor = await cost(mixedAnswer(size), barePage);
      const name = `${(size / 1000).toLocaleString("en")} KB drawn`;
      mixed.push(ours.cpu);
      measures.push(
        { name, value: ours.cpu, unit: "s", note: describe(ours) },
        { name: `${name}: floor`, value: floor.cpu, unit: "s", note: describe(floor) },
        { name: `${name}: of the floor`, value: ours.cpu / floor.cpu, unit: "×", goal: 2 },
      );
    }
    const [short, long] = mixed;
    if (short && long) measures.push({ name: "growth, 50 / 16.8 KB", value: long / short, unit: "×", goal: 3 });
    let prose: number | undefined;
    for (const [kind, answer] of Object.entries(answersOfKind)) {
      if (only && !only.includes(kind)) continue;
      const ours = await cost(answer(kindSize), viewPage);
      const perCharacter = (ours.cpu * 1e6) / kindSize;
      if (kind === "prose") prose = perCharacter;
      const goal = prose === undefined || kind === "prose" ? {} : { goal: prose };
      measures.push({ name: `${kind}: a character`, value: perCharacter, unit: "µs", ...goal, note: describe(ours) });
    }
    return measures;
  } finally {
    await browser.close();
    server.close();
  }
}

const describe = ({ cpu, script, layout, style }: Cost) =>
  `CPU ${cpu.toFixed(2)} s; script ${script.toFixed(2)}, layout ${layout.toFixed(2)}, style ${style.toFixed(2)} s`;

/** A page that is ready, and in it `window.take(text)`, which takes a piece. */
type OpenPage = (browser: Browser) => Promise<Page>;

async function streamOnce(browser: Browser, text: string, open: OpenPage): Promise<Cost> {
  const page = await open(browser);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await quiet(page, session);
  const before = await metrics(session);
  await page.evaluate(stream(text));
  await quiet(page, session);
  const after = await metrics(session);
  await page.close();
  const spent = (name: string) => (after[name] ?? 0) - (before[name] ?? 0);
  return {
    cpu: spent("ThreadTime"),
    script: spent("ScriptDuration"),
    layout: spent("LayoutDuration"),
    style: spent("RecalcStyleDuration"),
  };
}

/** Run in the page. */
const playHost = `({ messages, done }) => {
  let revision = 1;
  const post = (data) => window.dispatchEvent(new MessageEvent("message", { data }));
  const environment = { hasKey: true, model: "m", models: [], thinking: true, canThink: true, webSearch: "off", canSearch: true };
  post({ type: "snapshot", snapshot: { revision, conversation: { id: "c", title: "", messages }, environment } });
  const patch = (patch) => post({ type: "patches", revision: ++revision, patches: [patch] });
  window.take = (text) =>
    patch(
      revision === 1
        ? { op: "part", id: "a", part: { key: "text", head: { kind: "text" }, text } }
        : { op: "append", id: "a", key: "text", text },
    );
  window.end = () => patch({ op: "update", message: done });
}`;

/** What the page holds of a conversation of a thousand turns, garbage taken away. */
async function measureMemory(browser: Browser, address: string): Promise<Measure> {
  const page = await browser.newPage(pageOptions);
  await page.goto(address);
  await page.waitForFunction("window.sent.length > 0");
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize / 1e6;
  };
  const before = await heap();
  const snapshot = longConversation(1000);
  const data = JSON.stringify({ type: "snapshot", snapshot });
  await page.evaluate(`void window.dispatchEvent(new MessageEvent("message", { data: ${data} }))`);
  await page.waitForTimeout(2000);
  const used = (await heap()) - before;
  const text = snapshot.conversation.messages
    .flatMap(({ parts }) => parts)
    .reduce((sum, part) => sum + part.text.length, 0);
  await page.close();
  return {
    name: "1,000 turns: memory",
    value: used,
    unit: "MB",
    note: `script; their text is ${(text / 1e6).toFixed(1)} MB`,
  };
}

const pageOptions = { viewport: { width: 400, height: 800 } };

async function viewPage(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage(pageOptions);
  await page.goto(address);
  await page.waitForFunction("window.sent.length > 0");
  const answer = reply("a", "", { state: "streaming" });
  const messages = [question("q", "What?"), answer];
  await page.evaluate(`(${playHost})(${JSON.stringify({ messages, done: { ...answer, state: "done" } })})`);
  return page;
}

async function barePage(browser: Browser): Promise<Page> {
  const page = await browser.newPage(pageOptions);
  await page.setContent("<style>body{margin:0;font:13px/1.5 sans-serif;overflow-wrap:anywhere}</style>");
  await page.evaluate(drawBare);
  return page;
}

async function metrics(session: CDPSession): Promise<Record<string, number>> {
  const { metrics: all } = await session.send("Performance.getMetrics");
  return Object.fromEntries(all.map(({ name, value }) => [name, value]));
}

/** Waits until the main thread has nothing left to do. */
async function quiet(page: Page, session: CDPSession): Promise<void> {
  const recent: number[] = [];
  let last = (await metrics(session)).ThreadTime ?? 0;
  for (let round = 0; round < 60; round++) {
    await page.waitForTimeout(250);
    const now = (await metrics(session)).ThreadTime ?? 0;
    recent.push(now - last);
    last = now;
    if (median(recent.slice(-3)) < 0.01 && recent.length >= 3) return;
  }
}
