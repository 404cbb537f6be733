// Whether VS Code's own chat refuses the first question of a window ("Please try again."), asked in many fresh windows.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../emulator/emulator.ts";
import { BuiltInChat } from "../vscode/builtInChat.ts";
import { ChatDriver } from "../vscode/chatDriver.ts";
import { openVsCode } from "../vscode/driver.ts";
import { startServer, type VsCodeServer } from "../vscode/server.ts";
import { vsixPath } from "../vscode/vsix.ts";
import type { Measure } from "./report.ts";

const windows = 30;

/** How many of the first questions were refused. */
export async function measureFirstQuestion(): Promise<Measure[]> {
  const emulator = await startEmulator();
  const workspace = mkdtempSync(join(tmpdir(), "mimo-bench-"));
  const server = await startServer({
    version: "1.139",
    vsix: [vsixPath()],
    workspace,
    machineSettings: { "mimo.baseUrl": emulator.url, "mimo.history.titles": false },
    userSettings: { "chat.allowAnonymousAccess": true },
    env: { MIMO_API_KEY: "sk-bench-0123456789abcdef0123456789" },
  });
  let refused = 0;
  try {
    for (let index = 0; index < windows; index++) {
      if (await isRefused(server, index)) refused++;
      // The run takes a quarter of an hour: who ends it early has what was seen so far.
      process.stderr.write(`${refused} of ${index + 1} refused\n`);
    }
  } finally {
    await server.close();
    await emulator.close();
    rmSync(workspace, { recursive: true, force: true });
  }
  const note = `of ${windows} fresh windows; asked 0 to 25 s after the model was shown`;
  return [{ name: "first question refused by VS Code's chat", value: refused, unit: "times", note }];
}

async function isRefused(server: VsCodeServer, index: number): Promise<boolean> {
  // A window is fresh with a browser profile of its own, which openVsCode makes.
  const window = await openVsCode(server, { viewport: { width: 1400, height: 900 } });
  try {
    // Models are there once their extension has been used in the window.
    await new ChatDriver(window).open();
    const chat = new BuiltInChat(window);
    await chat.open();
    // Spread over the time in which it was seen.
    await new Promise((resolve) => setTimeout(resolve, (index % 6) * 5_000));
    return (await chat.ask(`Are you there, window ${index}?`, 60_000)).includes("Please try again");
  } finally {
    await window.close();
  }
}
