import { expect, it } from "vitest";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode();

it("answers a question, with its reasoning", async () => {
  vscode.emulator.setScript({ reasoning: "Two and two.", text: "It is **four**." });
  const answer = await vscode.chat.ask("What is two and two?");
  expect(answer).toMatchObject({ role: "assistant", state: "done", contentText: "It is four." });
  expect(answer.reasoningText).toContain("Two and two.");
});

it("an edit that is saved while a reply is written stays in its box, says why, and is taken afterwards", async () => {
  const question = vscode.window.byTestId("message").filter({ hasText: "What is two and two?" });
  await question.hover();
  await question.getByTestId("edit-message").click();
  const box = vscode.window.byTestId("edit-text");
  await box.fill("What is three and three?");
  vscode.emulator.setScript({ text: "A slow answer, word by word. ".repeat(20), delayMs: 200 });
  await vscode.chat.send("And then?");
  await vscode.window.byTestId("stop").waitFor();
  await vscode.window.byTestId("edit-save").click();
  await vscode.window.byTestId("edit-refusal").waitFor();
  expect(await vscode.window.byTestId("edit-refusal").textContent()).toContain("A reply is being written");
  expect(await box.inputValue()).toBe("What is three and three?");
  await vscode.chat.stop();
  await vscode.chat.waitForMessage("assistant", "stopped");
  vscode.emulator.setScript({ text: "It is six." });
  await vscode.window.byTestId("edit-save").click();
  await expect
    .poll(async () => (await vscode.chat.readAll()).map(({ contentText }) => contentText))
    .toEqual(["What is three and three?", "It is six."]);
  expect(await box.count()).toBe(0);
});

it("New Chat as the first act of a window shows the new chat, and the one before is kept", async () => {
  await vscode.window.reloadWindow();
  await vscode.window.runCommand("MiMo: New Chat");
  await vscode.chat.ready();
  expect(await vscode.chat.readAll()).toEqual([]);
  vscode.emulator.setScript({ text: "New." });
  expect(await vscode.chat.ask("Is this new?")).toMatchObject({ state: "done", contentText: "New." });
  expect(await vscode.chat.readAll()).toHaveLength(2);
});

it("loads nothing from outside this machine into the view", async () => {
  const frame = await vscode.window.webview();
  const remote = vscode.window.record.remoteRequests.filter(({ frameUrl }) => frameUrl === frame.url());
  expect(remote).toEqual([]);
  expect(vscode.window.record.ownErrors()).toEqual([]);
});
