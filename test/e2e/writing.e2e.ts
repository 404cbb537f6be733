// Writing in a real VS Code: what waits outlives a reload and is sent by the person alone; keys; commands.
import { expect, it } from "vitest";
import { waitFor } from "../vscode/waitFor.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode();

const queued = () => vscode.window.webviewLocator("[data-testid=queued] .queued-text").allTextContents();
const focused = async () => (await vscode.window.webview()).evaluate<string>("document.activeElement?.dataset.testid");
const questions = async () =>
  (await vscode.chat.readAll()).filter(({ role }) => role === "user").map(({ contentText }) => contentText);

async function queue(text: string): Promise<void> {
  const before = (await queued()).length;
  await vscode.chat.composer.fill(text);
  await vscode.chat.composer.press("Enter");
  await waitFor(`"${text}" to wait`, async () => (await queued()).length === before + 1);
}

it("keys open the chat and begin a new one, and Escape stops a reply", async () => {
  const { page } = vscode.window;
  await vscode.window.openFile("statistics.ts");
  await page.keyboard.press("Control+Alt+M");
  await expect.poll(focused).toBe("composer");
  vscode.emulator.setScript({ text: "A slow answer, word by word. ".repeat(400), delayMs: 200 });
  await vscode.chat.send("One?");
  await vscode.window.byTestId("stop").waitFor();
  await page.keyboard.press("Escape");
  await vscode.chat.waitForMessage("assistant", "stopped");
  await expect.poll(focused).toBe("composer");
  await page.keyboard.press("Control+Alt+Shift+M");
  await expect.poll(async () => (await vscode.chat.readAll()).length).toBe(0);
  await expect.poll(focused).toBe("composer");
});

it("what waits outlives a reload, is not sent by itself then, and goes out in order when it is sent", async () => {
  vscode.emulator.setScript({ text: "A slow answer, word by word. ".repeat(400), delayMs: 200 });
  await vscode.chat.send("One?");
  await queue("Two?");
  await queue("Three?");
  await queue("Four?");
  await vscode.window.byTestId("queued-remove").nth(1).click();
  await expect.poll(queued).toEqual(["Two?", "Four?"]);
  const asked = vscode.emulator.requests.length;
  await vscode.window.reloadWindow();
  await vscode.chat.open();
  await expect.poll(queued).toEqual(["Two?", "Four?"]);
  expect(await vscode.window.byTestId("queue-hold").getAttribute("data-hold")).toBe("kept");
  expect(vscode.emulator.requests.length).toBe(asked);
  vscode.emulator.setScript({ text: "Yes." });
  await vscode.window.byTestId("queue-send").click();
  await expect.poll(questions, { timeout: 30_000 }).toEqual(["One?", "Two?", "Four?"]);
  await vscode.chat.waitForMessage("assistant", "done");
  expect(await queued()).toEqual([]);
});

it("/explain asks about the code at the cursor, in this chat; /new begins another", async () => {
  await vscode.window.openFile("statistics.ts");
  await vscode.window.page.keyboard.press("Control+Alt+M");
  await expect.poll(focused).toBe("composer");
  await vscode.chat.composer.pressSequentially("/expl");
  await vscode.window.byTestId("command-menu").waitFor();
  await vscode.chat.composer.press("Enter");
  await vscode.chat.composer.pressSequentially("In one sentence.");
  await vscode.chat.composer.press("Enter");
  await expect.poll(async () => (await questions()).at(-1)).toContain("Explain this code.");
  expect((await questions()).at(-1)).toContain("In one sentence.");
  await vscode.chat.waitForMessage("assistant", "done");
  expect(JSON.stringify(vscode.emulator.requests.at(-1)?.body)).toContain("average");
  await vscode.chat.composer.fill("/new");
  await vscode.chat.composer.press("Enter");
  await expect.poll(async () => (await vscode.chat.readAll()).length).toBe(0);
  expect(await vscode.chat.composer.inputValue()).toBe("");
});
