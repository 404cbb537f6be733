// What a proposed edit costs the editor: the frames of the window while 2,000 lines stream in.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Emulator } from "../emulator/emulator.ts";
import { openVsCode, type VsCodeWindow } from "../vscode/driver.ts";
import type { VsCodeServer } from "../vscode/server.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { type Frames, framesOf, recordFrames } from "./frames.ts";
import type { Measure } from "./report.ts";

const lineCount = 2_000;

/** Streams a rewrite of 2,000 lines into a file of `workspace` that the server has open. */
export async function measureEdit(server: VsCodeServer, emulator: Emulator, workspace: string): Promise<Measure[]> {
  const old = Array.from({ length: lineCount }, (_, index) =>
    // Without problems in it: drawing those is not what is measured.
    index === 0 ? "declare function compute(n: number): number;" : `const value${index} = compute(${index});`,
  );
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
    const idle = await recordFrames(window.page, () => window.page.waitForTimeout(3_000));
    return [
      ...framesOf("no edit at all", idle),
      ...framesOf("2,000 lines replaced", replaced),
      ...framesOf("20 changes in 2,000 lines", scattered),
    ];
  } finally {
    await window.close();
  }
}

async function streamEdit(window: VsCodeWindow, emulator: Emulator, wanted: readonly string[]): Promise<Frames> {
  const { page } = window;
  await page.locator(".monaco-editor .view-line").first().click();
  await page.keyboard.press("Control+a");
  emulator.setScript({ text: `\`\`\`ts\n${wanted.join("\n")}\n\`\`\``, pieces: 400, delayMs: 10 });
  await window.runCommand("MiMo: Refactor");
  await page.locator(".statusbar-item", { hasText: "MiMo is writing" }).waitFor();
  const accept = page.locator(".statusbar-item", { hasText: /Accept (\d+ )?Change/ });
  const frames = await recordFrames(page, async () => {
    await waitFor("the proposal", async () => (await accept.count()) > 0, 60_000);
    // The last zones are drawn after it.
    await page.waitForTimeout(1_000);
  });
  await page.locator(".statusbar-item", { hasText: "Reject All" }).click();
  await waitFor("its end", async () => (await accept.count()) === 0);
  return frames;
}
