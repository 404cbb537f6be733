// Reading aloud in VS Code: from the first samples at the view to their sound, the longest silence between two sentences,
// and how long stop takes to be silent.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { listenAtTheOutput, PlayerDriver, selectAll, stopAndListen } from "../e2e/speechSuite.ts";
import { ChatDriver } from "../vscode/chatDriver.ts";
import { openVsCode } from "../vscode/driver.ts";
import type { VsCodeServer } from "../vscode/server.ts";
import { type Measure, median } from "./report.ts";

const runs = 10;
const text = "The first sentence is read now. The second follows it. So does the third, and that is the end.";

/** Reads a short text as often as `runs`, each time from the service. */
export async function measureSpeech(server: VsCodeServer, workspace: string): Promise<Measure[]> {
  writeFileSync(join(workspace, "read.md"), text);
  const window = await openVsCode(server);
  try {
    await window.page.addInitScript(listenAtTheOutput);
    const chat = new ChatDriver(window);
    await chat.open();
    await chat.composer.click();
    const player = new PlayerDriver(window);
    const read = async () => {
      await window.runCommand("MiMo: Clear Speech Cache");
      await player.leaveBehind();
      await selectAll(window, "read.md");
      await window.runCommand("MiMo: Read Selection Aloud");
    };
    const first: number[] = [];
    const gaps: number[] = [];
    const silence: number[] = [];
    for (let run = 0; run < runs; run++) {
      await read();
      const end = await player.untilEnd();
      first.push(end.firstSoundMs);
      gaps.push(end.longestGapMs);
      await read();
      await player.until("playing");
      silence.push(await (await window.webview()).evaluate(stopAndListen));
    }
    const worst = (values: readonly number[]) => Math.max(...values);
    return [
      {
        name: "speech: first sound",
        value: worst(first),
        unit: "ms",
        goal: 150,
        note: `after the first samples at the view; longest of ${runs}, median ${median(first).toFixed(1)}`,
      },
      { name: "speech: gap between sentences", value: worst(gaps), unit: "ms", goal: 20, note: `longest of ${runs}` },
      {
        name: "speech: silent after stop",
        value: worst(silence),
        unit: "ms",
        goal: 50,
        note: `by the sound's clock; longest of ${runs}`,
      },
    ];
  } finally {
    await window.close();
  }
}
