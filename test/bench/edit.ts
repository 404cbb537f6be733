// What a proposed edit costs the editor: the frames of the window while 2,000 lines stream in, and the lightbulb.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Emulator } from "../emulator/emulator.ts";
import { openVsCode, type VsCodeWindow } from "../vscode/driver.ts";
import type { VsCodeServer } from "../vscode/server.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { type Measure, percentile } from "./report.ts";

const lineCount = 2_000;

/** Notes the time between two frames, as long as it is told to. */
const observe = `
  window.mimoFrames = [];
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    window.mimoFrames?.push(now - last);
    last = now;
    if (window.mimoFrames) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
`;

/** Streams a rewrite of 2,000 lines into a file of `workspace` that the server has open. */
export async function measureEdit(server: VsCodeServer, emulator: Emulator, workspace: string): Promise<Measure[]> {
  const old = Array.from({ length: lineCount }, (_, index) => `const value${index} = compute(${index});`);
  writeFileSync(join(workspace, "bench.ts"), `${old.join("\n")}\n`);
  const window = await openVsCode(server);
  try {
    await window.page.locator(".explorer-folders-view").getByText("bench.ts", { exact: true }).dblclick();
    const line = window.page.locator(".monaco-editor .view-line").first();
    await line.click();
    await streamEdit(window, emulator, old.slice(0, 20)); // warm: highlighting, zones, lenses
    await window.page.keyboard.press("Control+Home");
    const replaced = await streamEdit(
      window,
      emulator,
      old.map((_, index) => `const renamed${index} = calculate(${index}, "a text of usual length");`),
    );
    const scattered = await streamEdit(
      window,
      emulator,
      old.map((text, index) => (index % 100 === 0 ? `${text} // changed` : text)),
    );
    await window.page.evaluate(observe);
    await window.page.waitForTimeout(3_000);
    const idle = await takeFrames(window);
    return [
      ...framesOf("no edit at all", idle),
      ...framesOf("2,000 lines replaced", replaced),
      ...framesOf("20 changes in 2,000 lines", scattered),
    ];
  } finally {
    await window.close();
  }
}

async function streamEdit(window: VsCodeWindow, emulator: Emulator, wanted: readonly string[]): Promise<number[]> {
  const { page } = window;
  await page.locator(".monaco-editor .view-line").first().click();
  await page.keyboard.press("Control+a");
  emulator.setScript({ text: `\`\`\`ts\n${wanted.join("\n")}\n\`\`\``, pieces: 400, delayMs: 10 });
  await window.runCommand("MiMo: Refactor");
  await page.locator(".statusbar-item", { hasText: "MiMo is writing" }).waitFor();
  await page.evaluate(observe);
  const accept = page.locator(".statusbar-item", { hasText: /Accept \d+ Changes/ });
  await waitFor("the proposal", async () => (await accept.count()) > 0, 60_000);
  await page.waitForTimeout(500);
  const frames = await takeFrames(window);
  await page.locator(".statusbar-item", { hasText: "Reject All" }).click();
  await waitFor("its end", async () => (await accept.count()) === 0);
  return frames;
}

function takeFrames({ page }: VsCodeWindow): Promise<number[]> {
  return page.evaluate<number[]>("(() => { const f = window.mimoFrames; window.mimoFrames = undefined; return f; })()");
}

function framesOf(name: string, frames: readonly number[]): Measure[] {
  const long = frames.filter((ms) => ms > 50).length;
  return [
    { name: `${name}: longest frame`, value: Math.max(...frames), unit: "ms", goal: 50 },
    { name: `${name}: frame, p99`, value: percentile(frames, 0.99), unit: "ms", note: `${frames.length} frames` },
    { name: `${name}: frames over 50 ms`, value: long, unit: "", goal: 0 },
  ];
}
