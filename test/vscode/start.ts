// `npm start`: VS Code in the browser with the packaged extension, its chat open, and the emulator for whoever has no
// key. `-- --smoke` holds one conversation without a person; `--port N` and `--version 1.106` choose.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmulator } from "../emulator/emulator.ts";
import { parseVsCodeVersion } from "./fetchVsCode.ts";
import { helperExtension } from "./helperExtension.ts";
import { openBrowser } from "./openBrowser.ts";
import { copySampleWorkspace } from "./sampleWorkspace.ts";
import { startServer } from "./server.ts";
import { smoke } from "./smoke.ts";
import { vsixPath } from "./vsix.ts";

const { values: options } = parseArgs({
  options: {
    smoke: { type: "boolean", default: false },
    port: { type: "string" },
    version: { type: "string", default: "1.139" },
  },
});

/** What is to be undone at the end, the last first. */
const cleanups: (() => Promise<void> | void)[] = [];

async function stop(code: number): Promise<never> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  process.exit(code);
}

async function start(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "mimo-start-"));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  const opener = await helperExtension("openChatOnStart");

  const key = process.env.MIMO_API_KEY;
  const emulator = key ? undefined : await startEmulator({ port: 0 });
  if (emulator) cleanups.push(() => emulator.close());
  const server = await startServer({
    version: parseVsCodeVersion(options.version),
    workspace: copySampleWorkspace(folder),
    vsix: [vsixPath(), opener],
    port: Number(options.port ?? 0),
    connectionToken: randomBytes(16).toString("hex"),
    // VS Code's own chat stays at hand, but does not take the place of ours in a new window.
    userSettings: { "workbench.secondarySideBar.defaultVisibility": "hidden" },
    machineSettings: emulator ? { "mimo.baseUrl": emulator.url } : {},
    env: { MIMO_API_KEY: key ?? `sk-emulator${randomBytes(16).toString("hex")}` },
  });
  cleanups.push(() => server.close());

  if (options.smoke) {
    await smoke(server);
    await stop(0);
  }
  console.log(`\nMiMo Assistant is running in VS Code ${server.version}:\n\n  ${server.url()}\n`);
  console.log(
    emulator
      ? 'No MIMO_API_KEY is set, so an emulator answers. Ask it to "fix the failing test".'
      : "MiMo answers, with your MIMO_API_KEY.",
  );
  console.log("Ctrl+C stops it.");
  openBrowser(server.url());
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
