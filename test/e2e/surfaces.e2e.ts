// Chats in several places at once: a new one beside a tab's, the mark of an answer that nobody has seen, and where Explain
// asks.
import { expect, it } from "vitest";
import { waitFor } from "../vscode/waitFor.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode();

const tabs = () => vscode.window.page.locator(".tab[data-resource-name], .tab");
const inTab = (id: string) => vscode.window.tabLocator("editor", `[data-testid=${id}]`);
const header = () => vscode.window.webviewLocator(".header .title").textContent();

it("Explain asks in the open chat about the same file, and in one of its own about another", async () => {
  await vscode.window.openFile("src/main.ts");
  await vscode.chat.ask("Something that has nothing to do with it");
  await vscode.window.openFile("src/statistics.ts");
  const before = await header();
  vscode.emulator.setScript({ text: "It averages." });
  await vscode.window.runCommand("MiMo: Explain");
  await waitFor("a chat of its own", async () => (await header()) !== before);
  await expect.poll(() => vscode.window.byTestId("message").count()).toBe(2);
  await expect.poll(() => vscode.window.byTestId("content").last().textContent()).toContain("It averages.");
  vscode.emulator.setScript({ text: "It averages, as was said." });
  await vscode.window.openFile("src/statistics.ts");
  await vscode.window.runCommand("MiMo: Explain");
  await expect.poll(() => vscode.window.byTestId("message").count()).toBe(4);
});

it("a tab's + opens another tab, and an answer that is done behind one is marked until it is seen", async () => {
  const { page } = vscode.window;
  await vscode.window.runCommand("MiMo: Show History");
  await vscode.window.byTestId("history-item").first().hover();
  await vscode.window.byTestId("history-open-in-editor").first().click();
  await expect.poll(() => inTab("message").count()).toBeGreaterThan(1);
  expect(await inTab("history").isVisible()).toBe(true);
  const count = await tabs().count();
  const composer = inTab("composer");
  vscode.emulator.setScript({ text: "A slow answer. ".repeat(60), pieces: 40, delayMs: 150 });
  await composer.fill("And slowly?");
  await composer.press("Enter");
  await inTab("stop").waitFor();
  await inTab("new-chat").click();
  await expect.poll(() => tabs().count()).toBe(count + 1);
  const marked = page.locator(".tab", { hasText: "●" });
  await marked.waitFor({ timeout: 60_000 });
  await vscode.window.screenshot(`surfaces-mark-${vscode.version}`);
  await marked.click();
  await expect.poll(() => marked.count()).toBe(0);
});

it("a tab that is closed ends no answer: it goes on, and the history leads to it", async () => {
  // A tab of its own, whatever stood here before.
  await vscode.window.runCommand("View: Close All Editors");
  await expect.poll(() => tabs().count()).toBe(0);
  await vscode.chat.ask("Something to open in a tab");
  await vscode.window.runCommand("MiMo: Show History");
  await vscode.window.byTestId("history-item").first().hover();
  await vscode.window.byTestId("history-open-in-editor").first().click();
  await expect.poll(() => inTab("message").count()).toBeGreaterThan(1);
  vscode.emulator.setScript({ text: `${"Word by word. ".repeat(30)}The end.`, pieces: 30, delayMs: 300 });
  const composer = inTab("composer");
  await composer.fill("Close me");
  await composer.press("Enter");
  await inTab("stop").waitFor();
  await vscode.window.runCommand("View: Close Editor");
  await expect.poll(() => tabs().count()).toBe(0);
  const history = vscode.window.byTestId("history");
  await expect.poll(() => history.getAttribute("aria-label")).toContain("a chat goes on");
  await history.click();
  const left = vscode.window.byTestId("history-item").filter({ hasText: "MiMo is at work" });
  await left.locator(".history-open").click();
  expect(await vscode.chat.waitForReply()).toMatchObject({
    state: "done",
    contentText: expect.stringMatching(/The end\.$/),
  });
});
