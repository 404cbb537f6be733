// Whose fault it is when VS Code's own chat refuses the first question of a window ("Please try again."): asked in many
// fresh windows of ours, and in as many with a plain provider of nobody's, which cannot be at fault.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../emulator/emulator.ts";
import { BuiltInChat } from "../vscode/builtInChat.ts";
import { ChatDriver } from "../vscode/chatDriver.ts";
import { openVsCode } from "../vscode/driver.ts";
import { type ServerOptions, startServer } from "../vscode/server.ts";
import { vsixPath } from "../vscode/vsix.ts";
import type { Measure } from "./report.ts";

const windows = 30;

/** How many of the first questions were refused, in windows with MiMo and in windows with the plain provider. */
export async function measureFirstQuestion(): Promise<Measure[]> {
  const emulator = await startEmulator();
  const workspace = mkdtempSync(join(tmpdir(), "mimo-bench-"));
  try {
    const settings = { "mimo.baseUrl": emulator.url, "mimo.history.titles": false };
    const env = { MIMO_API_KEY: "sk-bench-0123456789abcdef0123456789" };
    const ours = await refusals({ version: "1.139", vsix: [vsixPath()], workspace, machineSettings: settings, env });
    const extensionDevelopmentPath = join(import.meta.dirname, "plainProvider");
    const plain = await refusals({ version: "1.139", workspace, extensionDevelopmentPath }, "Plain");
    const note = `of ${windows} fresh windows; asked 0 to 15 s after the model was shown`;
    return [
      { name: "first question refused by VS Code, MiMo", value: ours, unit: "times", note },
      { name: "first question refused by VS Code, a plain provider", value: plain, unit: "times", note },
    ];
  } finally {
    await emulator.close();
    rmSync(workspace, { recursive: true, force: true });
  }
}

async function refusals(options: ServerOptions, model = "MiMo"): Promise<number> {
  const server = await startServer({ ...options, userSettings: { "chat.allowAnonymousAccess": true } });
  let refused = 0;
  try {
    for (let index = 0; index < windows; index++) {
      // A window is fresh with a browser profile of its own, which openVsCode makes.
      const window = await openVsCode(server, { viewport: { width: 1400, height: 900 } });
      try {
        // Models are there once their extension has been used in the window.
        if (model === "MiMo") await new ChatDriver(window).open();
        const chat = new BuiltInChat(window);
        await chat.open(model);
        // Spread over the time in which it was seen.
        await new Promise((resolve) => setTimeout(resolve, (index % 6) * 3_000));
        const answer = await chat.ask(`Are you there, window ${index}?`, 60_000);
        if (answer.includes("Please try again")) refused++;
      } finally {
        await window.close();
      }
    }
  } finally {
    await server.close();
  }
  return refused;
}
