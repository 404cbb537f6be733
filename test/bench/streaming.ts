// What a streaming answer costs the main thread: in our chat and in VS Code's own, in the same window, from the same
// emulator, the same text in the same pieces; beside them the floor, a bare view of the same text.

import type { Emulator } from "../emulator/emulator.ts";
import { BuiltInChat } from "../vscode/builtInChat.ts";
import { ChatDriver } from "../vscode/chatDriver.ts";
import { openVsCode, type VsCodeWindow } from "../vscode/driver.ts";
import type { VsCodeServer } from "../vscode/server.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { mixedAnswer } from "./answers.ts";
import { drawBare, stream } from "./bareView.ts";
import type { Measure } from "./report.ts";

const sizes = [16_800, 50_000];

/** Notes tasks over 50 ms of the thread that the view shares with the workbench. */
const observe = `
  window.mimoLongTasks?.observer.disconnect();
  window.mimoLongTasks = { tasks: [], observer: new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.mimoLongTasks?.tasks.push(entry.duration);
  }) };
  window.mimoLongTasks.observer.observe({ type: "longtask" });
`;

interface Cost {
  /** CPU time of the main thread, in seconds: what else the machine does is not in it. */
  readonly cpu: number;
  /** Wall clock of its tasks, and of parts of them. */
  readonly task: number;
  readonly script: number;
  readonly layout: number;
  readonly style: number;
  /** Longer than 50 ms, in ms. */
  readonly longTasks: readonly number[];
}

/** Streams each size once through each chat. The server needs `chat.allowAnonymousAccess`. */
export async function measureStreaming(server: VsCodeServer, emulator: Emulator): Promise<Measure[]> {
  const window = await openVsCode(server, { viewport: { width: 1280, height: 900 } });
  try {
    const ours: Cost[] = [];
    const theirs: Cost[] = [];
    const chat = new ChatDriver(window);
    await chat.open();
    await chat.ask("warm up");
    for (const size of sizes) {
      await chat.newChat();
      ours.push(await streamOne(window, emulator, size, () => chat.send(`An answer of ${size} characters, please.`)));
    }
    const bare = await measureFloor(window, chat);
    const builtIn = new BuiltInChat(window);
    await builtIn.open();
    await builtIn.warmUp();
    for (const size of sizes) {
      theirs.push(await streamOne(window, emulator, size, () => builtIn.send(`An answer of ${size} letters, please.`)));
    }
    return sizes.flatMap((size, index) => compare(size, ours[index], theirs[index], bare[index])).concat(growth(ours));
  } finally {
    await window.close();
  }
}

/** The same texts in a bare view, in the place of ours. */
async function measureFloor(window: VsCodeWindow, chat: ChatDriver): Promise<Cost[]> {
  await chat.newChat();
  const frame = await window.webview();
  const costs: Cost[] = [];
  for (const size of sizes) {
    await quiet(window);
    await window.page.evaluate(observe);
    const before = await window.metrics();
    await frame.evaluate(drawBare);
    await frame.evaluate(stream(mixedAnswer(size)));
    costs.push(await spentSince(window, before));
    await frame.evaluate("window.uncover()");
  }
  return costs;
}

async function streamOne(
  window: VsCodeWindow,
  emulator: Emulator,
  size: number,
  send: () => Promise<void>,
): Promise<Cost> {
  emulator.setScript({ text: mixedAnswer(size), pieceSize: 8, delayMs: 2 });
  await quiet(window);
  await window.page.evaluate(observe);
  const asked = emulator.requests.length;
  const before = await window.metrics();
  await send();
  const request = await waitFor("the request", () => emulator.requests.slice(asked).find(({ scripted }) => scripted));
  await waitFor("its end", () => request.finishedAt, 180_000);
  return spentSince(window, before);
}

async function spentSince(window: VsCodeWindow, before: Record<string, number>): Promise<Cost> {
  const after = await quiet(window);
  const longTasks = await window.page.evaluate<number[]>("window.mimoLongTasks.tasks");
  const spent = (name: string) => (after[name] ?? 0) - (before[name] ?? 0);
  return {
    cpu: spent("ThreadTime"),
    task: spent("TaskDuration"),
    script: spent("ScriptDuration"),
    layout: spent("LayoutDuration"),
    style: spent("RecalcStyleDuration"),
    longTasks,
  };
}

/** Waits until the main thread has nothing left to do, and gives its figures then. */
async function quiet(window: VsCodeWindow): Promise<Record<string, number>> {
  let last = await window.metrics();
  return waitFor(
    "the main thread to rest",
    async () => {
      await window.page.waitForTimeout(1000);
      const now = await window.metrics();
      const busy = (now.TaskDuration ?? 0) - (last.TaskDuration ?? 0);
      last = now;
      return busy < 0.1 && now;
    },
    600_000,
  );
}

function compare(size: number, ours?: Cost, theirs?: Cost, bare?: Cost): Measure[] {
  if (!ours || !theirs || !bare) return [];
  const name = `${(size / 1000).toLocaleString("en")} KB answer`;
  const parts = ({ task, script, layout, style }: Cost) =>
    `CPU time; by the clock ${task.toFixed(2)}: script ${script.toFixed(2)}, layout ${layout.toFixed(2)}, style ${style.toFixed(2)} s`;
  return [
    { name: `${name}: main thread`, value: ours.cpu, unit: "s", note: parts(ours) },
    { name: `${name}: VS Code's chat`, value: theirs.cpu, unit: "s", note: parts(theirs) },
    { name: `${name}: ratio`, value: ours.cpu / theirs.cpu, unit: "×", goal: size < 20_000 ? 1 / 25 : 1 / 40 },
    { name: `${name}: bare view`, value: bare.cpu, unit: "s", note: parts(bare) },
    { name: `${name}: of the bare view`, value: ours.cpu / bare.cpu, unit: "×", goal: 2 },
    { name: `${name}: longest task`, value: Math.max(0, ...ours.longTasks), unit: "ms", goal: 50 },
    { name: `${name}: VS Code's longest task`, value: Math.max(0, ...theirs.longTasks), unit: "ms" },
  ];
}

/** How much more the longer answer costs than the shorter. */
function growth([short, long]: readonly Cost[]): Measure[] {
  if (!short || !long) return [];
  return [{ name: "cost of the long / the short answer", value: long.cpu / short.cpu, unit: "×", goal: 3 }];
}
