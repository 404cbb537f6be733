// The agent over the Anthropic protocol, where it may do less: in a workspace that is not trusted yet, and without one.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { AgentDriver } from "../vscode/agentDriver.ts";
import { ChatDriver } from "../vscode/chatDriver.ts";
import { openVsCode } from "../vscode/driver.ts";
import { agentBodies, brokenBeginnings } from "./agentRequests.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode({
  emulator: { pieceDelayMs: 0 },
  server: {
    workspaceTrust: true,
    userSettings: {
      "mimo.protocol": "anthropic",
      "mimo.agent.announce": "notification",
      "security.workspace.trust.startupPrompt": "never",
    },
  },
});

const agent = () => new AgentDriver(vscode.chat);
const pathOf = (name: string) => join(vscode.workspace, name);
const picker = () => vscode.window.byTestId("mode-picker");

/** Acts in the three ways there are, and reads. */
const overreaching = {
  question: "Overreach",
  steps: [
    { calls: [{ name: "write_file", arguments: { path: "made.txt", content: "made" } }] },
    { calls: [{ name: "run_command", arguments: { command: "touch made.txt" } }] },
    { calls: [{ name: "delete_file", arguments: { path: "README.md" } }] },
    { calls: [{ name: "read_file", arguments: { path: "README.md" } }] },
    { text: "I only read." },
  ],
};
const reads = ["write_file denied", "run_command denied", "delete_file denied"];

it("only reads in a workspace that is not trusted, and says so where the mode is chosen", async () => {
  expect(await picker().inputValue()).toBe("ask");
  expect(await picker().locator("option[value=agent]").isDisabled()).toBe(true);
  expect(await picker().locator("..").getAttribute("title")).toContain("not trusted");
  vscode.emulator.addAgent(overreaching);
  expect(await vscode.chat.ask("Overreach")).toMatchObject({ state: "done", contentText: "I only read." });
  expect(await agent().states()).toEqual([...reads, "read_file done"]);
  expect([existsSync(pathOf("made.txt")), existsSync(pathOf("README.md"))]).toEqual([false, true]);
  await vscode.window.screenshot("agent-untrusted");
});

it("once it is trusted: fixes the failing test, step by step, and goes on after a no", async () => {
  await vscode.window.runCommand("Workspaces: Manage Workspace Trust");
  await vscode.window.page.locator(".workspace-trust-buttons-row .monaco-button").first().click();
  await expect.poll(() => picker().inputValue()).toBe("agent");
  const { page } = vscode.window;
  await page.locator(".monaco-modal-editor-block .codicon-close").first().click();
  await page.locator(".monaco-modal-editor-block").waitFor({ state: "detached" });
  await vscode.chat.newChat();
  const before = readFileSync(pathOf("src/duration.js"), "utf8");
  await vscode.chat.send("Fix the failing test");
  const { answer } = await agent().approveAll();
  expect(answer.state).toBe("done");
  expect(readFileSync(pathOf("src/duration.js"), "utf8")).not.toBe(before);
  vscode.emulator.addAgent({
    question: "Delete it",
    steps: [{ calls: [{ name: "delete_file", arguments: { path: "README.md" } }] }, { text: "Then it stays." }],
  });
  await vscode.chat.send("Delete it");
  expect(await agent().asked()).toContain("Delete README.md?");
  await agent().deny();
  expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "Then it stays." });
  expect(existsSync(pathOf("README.md"))).toBe(true);
  const bodies = agentBodies(vscode.emulator);
  expect(JSON.stringify(bodies[0]).length).toBeLessThan(14 * 1024);
  expect(brokenBeginnings(bodies)).toEqual([]);
});

it("a run that waits out of sight is told by one notification that leads to it", async () => {
  await vscode.chat.newChat();
  vscode.emulator.addAgent({
    question: "Wait for me",
    steps: [
      {
        text: "word ".repeat(60),
        delayMs: 30,
        calls: [{ name: "run_command", arguments: { command: "echo unseen" } }],
      },
      { text: "Seen." },
    ],
  });
  await vscode.chat.send("Wait for me");
  await vscode.window.runCommand("View: Toggle Secondary Side Bar Visibility");
  const toast = await vscode.window.notifications.waitFor("MiMo waits for your approval");
  expect(toast.text).toContain("echo unseen");
  expect(await vscode.window.notifications.all()).toHaveLength(1);
  await vscode.window.screenshot("agent-announced");
  await vscode.window.notifications.press("MiMo waits for your approval", "Open");
  await agent().asked();
  await agent().approve();
  expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done" });
});

it("without a folder it answers, and what it looks for is not there", async () => {
  const url = new URL(vscode.server.url());
  url.search = "ew=true";
  const window = await openVsCode(vscode.server, { url: url.href });
  try {
    const chat = new ChatDriver(window);
    await chat.open();
    expect(await window.byTestId("mode-picker").inputValue()).toBe("ask");
    vscode.emulator.addAgent(overreaching);
    expect(await chat.ask("Overreach")).toMatchObject({ state: "done", contentText: "I only read." });
    expect(await new AgentDriver(chat).states()).toEqual([...reads, "read_file failed"]);
    await window.screenshot("agent-no-folder");
  } finally {
    await window.close();
  }
});
