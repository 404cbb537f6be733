// `npm run picture`: makes the README's moving picture from the real thing, media/agent.webp: VS Code with the packaged
// extension mends a failing test of the sample project, played by the emulator. Takes about a minute.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { startEmulator } from "../emulator/emulator.ts";
import { AgentDriver } from "../vscode/agentDriver.ts";
import { ChatDriver } from "../vscode/chatDriver.ts";
import { openVsCode } from "../vscode/driver.ts";
import { root } from "../vscode/paths.ts";
import { copySampleWorkspace } from "../vscode/sampleWorkspace.ts";
import { startServer } from "../vscode/server.ts";
import { vsixPath } from "../vscode/vsix.ts";
import { Recorder } from "./recorder.ts";

const viewport = { width: 1100, height: 700 };
const target = join(root, "media", "agent.webp");
/** What a reader waits for at most, in bytes. */
const maxBytes = 3_000_000;

const folder = mkdtempSync(join(tmpdir(), "mimo-picture-"));
const emulator = await startEmulator({ port: 0 });
const server = await startServer({
  version: "1.139",
  workspace: copySampleWorkspace(folder),
  vsix: [vsixPath()],
  userSettings: {
    "files.autoSave": "off",
    "editor.minimap.enabled": false,
    "workbench.layoutControl.enabled": false,
    "window.commandCenter": false,
  },
  machineSettings: { "mimo.baseUrl": emulator.url, "mimo.history.titles": false },
  env: { MIMO_API_KEY: "sk-picture0123456789", HOME: folder },
});
try {
  const window = await openVsCode(server, { colorTheme: "Default Dark Modern", viewport });
  const { page } = window;
  const chat = new ChatDriver(window);
  const agent = new AgentDriver(chat);
  await window.openFile("src/duration.js");
  await window.runCommand("View: Close Primary Side Bar");
  await chat.open();
  // The sash of the side bar that the chat is in.
  const sideBar = await page.locator(".part.auxiliarybar").boundingBox();
  if (!sideBar) throw new Error("The chat is in no side bar.");
  await page.mouse.move(sideBar.x, 400);
  await page.mouse.down();
  await page.mouse.move(620, 400, { steps: 4 });
  await page.mouse.up();
  await chat.composer.click();
  const pause = (ms: number) => page.waitForTimeout(ms);
  await pause(500);

  const recorder = new Recorder(page);
  await recorder.while(async () => {
    await pause(600);
    await chat.composer.pressSequentially("Fix the failing test", { delay: 60 });
    await pause(400);
    await chat.composer.press("Enter");
    await agent.asked();
    await pause(1400);
    await agent.approve();
    await window.byTestId("changes").waitFor();
    await agent.asked();
    await pause(1800);
    await agent.approve();
    await chat.waitForReply(60_000);
    await pause(2500);
  });
  const picture = await recorder.encode();
  await window.close();
  if (picture.bytes.length > maxBytes) throw new Error(`${picture.bytes.length} bytes are more than ${maxBytes}.`);
  writeFileSync(target, picture.bytes);
  const { frames, seconds, bytes } = picture;
  console.log(
    `${relative(root, target)}: ${frames} frames, ${seconds.toFixed(1)} s, ${Math.round(bytes.length / 1000)} kB`,
  );
} finally {
  await server.close();
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
}
