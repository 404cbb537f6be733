// The agent at work while the person does something else: what the status bar says, what is marked, said and shown, and that
// nothing of it moves anything.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { AgentDriver } from "../vscode/agentDriver.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { agentBodies } from "./agentRequests.ts";
import { PlayerDriver, selectAll, speechRequests, textOf } from "./speechSuite.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode({
  openChat: false,
  changesSettings: true,
  emulator: { pieceDelayMs: 0 },
  server: { userSettings: { "mimo.agent.announce": "speech" } },
});

/** Runs in every new frame: what was said beside the readings, and how loud it was. */
const listenToSentences = `{
  globalThis.sentences = [];
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...when) {
    const sentence = { seconds: this.buffer.duration, peak: 0, over: false };
    globalThis.sentences.push(sentence);
    const ear = new AnalyserNode(this.context, { fftSize: 2048 });
    this.connect(ear);
    const samples = new Float32Array(2048);
    const listen = setInterval(() => {
      ear.getFloatTimeDomainData(samples);
      sentence.peak = Math.max(sentence.peak, ...samples.map(Math.abs));
    }, 20);
    this.addEventListener("ended", () => {
      clearInterval(listen);
      sentence.over = true;
    });
    start.apply(this, when);
  };
}`;

interface Sentence {
  readonly seconds: number;
  readonly peak: number;
  readonly over: boolean;
}

const agent = () => new AgentDriver(vscode.chat);
const command = (line: string, more: object = {}) => ({ name: "run_command", arguments: { command: line, ...more } });
/** Long enough for a hand to hide the view before it is over. */
const slowly = { text: "word ".repeat(60), delayMs: 60 };
const sideBar = () => vscode.window.page.locator(".part.auxiliarybar");
const hide = async () => {
  await vscode.window.runCommand("View: Toggle Secondary Side Bar Visibility");
  await sideBar().waitFor({ state: "hidden" });
};
const status = () => vscode.window.page.locator(".statusbar-item", { hasText: "MiMo" });
const sentences = async () => (await (await vscode.window.webview()).evaluate("globalThis.sentences")) as Sentence[];
const asked = () => speechRequests(vscode.emulator.requests).map(({ speech }) => textOf(speech));

/** A run that speaks a while, asks for a command and speaks a while again. */
function addRun(question: string, line: string): void {
  vscode.emulator.addAgent({
    question,
    steps: [{ ...slowly, calls: [command(line)] }, slowly],
  });
}

it("what waits and what is done out of sight is said beside everything, once, and moves nothing", async () => {
  await vscode.window.page.addInitScript(listenToSentences);
  await vscode.chat.open();
  await vscode.chat.composer.click();
  addRun("Say when", "npm test");
  await vscode.chat.send("Say when");
  await hide();
  await waitFor("the first sentence", async () => (await sentences())[0]?.over);
  expect(asked()).toEqual(["MiMo waits for your approval: Run npm test"]);
  expect(await sideBar().isVisible()).toBe(false);
  const item = status();
  expect(await item.textContent()).toContain("MiMo waits for you · 1 step");
  expect(await item.getAttribute("class")).toContain("warning-kind");
  await vscode.window.screenshot("watching-waits");

  await vscode.chat.open();
  await agent().asked();
  await agent().approve();
  await hide();
  await waitFor("the second sentence", async () => (await sentences())[1]?.over);
  expect(asked().slice(1)).toEqual(["MiMo has finished: tests ran with exit 1."]);
  expect((await sentences()).map(({ seconds, peak }) => seconds > 0.5 && peak > 0.1)).toEqual([true, true]);
  expect(await vscode.window.notifications.all()).toEqual([]);
  expect(await sideBar().isVisible()).toBe(false);
  await item.waitFor({ state: "detached" });
});

it("what cannot be said is shown in the same words; one button opens the chat, and the menu in the status bar stops it", async () => {
  await vscode.chat.open();
  await vscode.chat.newChat();
  addRun("Say it not", "echo unheard");
  vscode.emulator.addFaults({ kind: "status", status: 401, match: { model: "mimo-v2.5-tts" } });
  await vscode.chat.send("Say it not");
  await hide();
  const toast = await vscode.window.notifications.waitFor("MiMo waits for your approval: Run echo unheard");
  expect(toast.buttons).toEqual(["Open"]);
  expect(await vscode.window.notifications.all()).toHaveLength(1);
  await vscode.window.notifications.press("MiMo waits for your approval", "Open");
  await agent().asked();
  await status().click();
  const { quickInput } = vscode.window;
  await quickInput.waitUntilShows("MiMo at Work");
  await vscode.window.screenshot("watching-menu");
  await quickInput.rows.filter({ hasText: "Stop" }).click();
  await status().waitFor({ state: "detached" });
  await vscode.chat.waitForMessage("assistant", "stopped");
  expect(await vscode.window.notifications.all()).toEqual([]);
});

it("a reading is not cut: what is news meanwhile is said when it is over", async () => {
  await vscode.chat.open();
  await vscode.chat.newChat();
  addRun("Wait for the reader", "echo later");
  await selectAll(vscode.window, "README.md");
  const before = (await sentences()).length;
  const player = new PlayerDriver(vscode.window);
  await vscode.window.runCommand("MiMo: Read Selection Aloud");
  await player.until("playing");
  await vscode.chat.send("Wait for the reader");
  await hide();
  await waitFor("it to wait", async () => (await status().textContent())?.includes("waits for you"));
  expect((await sentences()).length).toBe(before);
  expect((await player.view()).state).toBe("playing");
  await vscode.window.runCommand("MiMo: Pause Reading");
  await waitFor("the sentence", async () => (await sentences())[before]?.over);
  expect((await player.view()).state).toBe("paused");
  expect(asked().at(-1)).toBe("MiMo waits for your approval: Run echo later");
  await vscode.window.runCommand("MiMo: Stop Reading");
  await vscode.chat.open();
  await vscode.chat.stop();
});

it("behind another view a mark says that it waits, and goes when it is seen", async () => {
  await vscode.chat.open();
  await vscode.chat.newChat();
  addRun("Mark it", "echo marked");
  await vscode.chat.send("Mark it");
  const marks = () => sideBar().locator(".badge:visible .badge-content").allTextContents();
  await vscode.window.runCommand("Chat: Open Chat (Agent)");
  await vscode.chat.composer.waitFor({ state: "hidden" });
  await expect.poll(marks).toEqual(["1"]);
  await vscode.window.screenshot("watching-badge");
  await vscode.chat.open();
  await expect.poll(marks).toEqual([]);
  await agent().asked();
  await agent().approve();
  await vscode.chat.waitForReply();
  expect(await marks()).toEqual([]);
});

it("a command in the background that ends is told with a button for its output, and to the model with the next question", async () => {
  await vscode.changeSettings({ "mimo.agent.announce": "notification" });
  await vscode.chat.open();
  await vscode.chat.newChat();
  vscode.emulator.addAgent({
    question: "Start it",
    steps: [
      { calls: [command("until test -e over; do sleep 0.1; done; echo it is over; exit 3", { background: true })] },
      { text: "It runs." },
      { text: "I see." },
    ],
  });
  await vscode.chat.send("Start it");
  await agent().asked();
  await agent().approve();
  expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "It runs." });
  await hide();
  writeFileSync(join(vscode.workspace, "over"), "");
  await vscode.window.notifications.waitFor(/has ended in the background, with exit 3\./);
  expect(await vscode.window.notifications.all()).toHaveLength(1);
  await vscode.window.notifications.press(/has ended in the background/, "Show Output");
  await vscode.window.page.locator(".terminal-wrapper, .terminal-tabs-entry").first().waitFor();
  await vscode.chat.open();
  await vscode.chat.ask("And now?");
  expect(JSON.stringify(agentBodies(vscode.emulator).at(-1)?.messages)).toMatch(
    /ended in the background\. Exit code 3/,
  );
});
