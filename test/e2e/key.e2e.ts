// The key: asked for once, checked, kept, cleared, and never where it does not belong.
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { pickFromMenu } from "../vscode/menu.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode({ key: null, server: { userSettings: { "chat.allowAnonymousAccess": true } } });
const key = "sk-e2e-key-0123456789abcdef";

async function openKeyBox(): Promise<void> {
  await vscode.window.runCommand("MiMo: Set API Key");
  await vscode.window.quickInput.waitUntilShows("MiMo console");
}

it("without a key, the view says so and offers to set one", async () => {
  const welcome = vscode.window.webviewLocator("#root");
  await expect.poll(() => welcome.textContent()).toContain("MiMo needs an API key");
  await vscode.window.webviewLocator("button").first().waitFor();
});

// The list of 1.106 knows no such providers while signed out.
it.skipIf(vscode.version === "1.106")(
  "VS Code's own list of models asks for it, but only when MiMo is chosen",
  async () => {
    const { page, quickInput } = vscode.window;
    await vscode.window.runCommand("Chat: Manage Language Models");
    await page.getByRole("button", { name: "Add Models" }).first().click();
    expect(await quickInput.isOpen()).toBe(false);
    await pickFromMenu(page, "MiMo");
    await quickInput.waitUntilShows("MiMo console");
    await quickInput.cancel();
    await page.keyboard.press("Escape");
    expect(vscode.emulator.requests).toEqual([]);
  },
);

it("a malformed key is told what is wrong with it, and cannot be accepted", async () => {
  const { quickInput } = vscode.window;
  await openKeyBox();
  expect(await quickInput.isPassword()).toBe(true);
  await quickInput.type("sk-two words-0123456789");
  await expect.poll(() => quickInput.message()).toContain("a space or a line break");
  await quickInput.accept();
  expect(await quickInput.isOpen()).toBe(true);
  await quickInput.type("sk-ant-0123456789abcdef0123");
  await expect.poll(() => quickInput.message()).toContain("another service");
  await quickInput.type("sk-1");
  await expect.poll(() => quickInput.message()).toContain("too short");
  await quickInput.cancel();
});

it("a key that the service refuses is not stored", async () => {
  await vscode.chat.setApiKey("sk-invalid-0123456789abcdef");
  await vscode.window.notifications.waitFor(/did not accept the key. It has not been stored/);
  await vscode.window.notifications.close(/did not accept the key/);
  expect(await vscode.window.webviewLocator("#root").textContent()).toContain("MiMo needs an API key");
});

it("a key that works is stored, and the next question is answered", async () => {
  await vscode.chat.setApiKey(key);
  await vscode.window.notifications.waitFor(/works and has been stored/);
  vscode.emulator.setScript({ text: "Hello." });
  expect(await vscode.chat.ask("hi")).toMatchObject({ state: "done", contentText: "Hello." });
  expect(vscode.emulator.requests.at(-1)?.headers.authorization).toBe(`Bearer ${key}`);
});

it("is kept when the window reloads: nothing is asked again", async () => {
  await vscode.window.reloadWindow();
  await vscode.chat.ready();
  vscode.emulator.setScript({ text: "Still here." });
  expect(await vscode.chat.ask("and now?")).toMatchObject({ state: "done", contentText: "Still here." });
});

it("stands in no file of the machine that runs the extension, and not in the page", async () => {
  // grep answers 1 when it finds nothing, which is what we hope for.
  const { status, stdout } = spawnSync("grep", ["-rlF", key, vscode.server.dataDir, vscode.workspace]);
  expect([status, stdout.toString()]).toEqual([1, ""]);
  const frame = await vscode.window.webview();
  expect(await frame.content()).not.toContain(key);
  expect(vscode.window.record.consoleLines.join("\n")).not.toContain(key);
});

it("a refused key in a reply offers both to set and to clear it", async () => {
  vscode.emulator.addFaults({ kind: "status", status: 401 });
  expect((await vscode.chat.ask("who am I?")).state).toBe("error");
  const buttons = vscode.window.byTestId("error-action");
  expect(await buttons.allTextContents()).toEqual(["Set API Key", "Clear API Key"]);
  await buttons.nth(1).click();
  await vscode.window.notifications.waitFor(/has been removed/);
  await expect.poll(() => vscode.emulator.requests.length).toBeGreaterThan(0);
});

it("without a key, sending asks for one; the text waits in the composer and is sent then", async () => {
  const { quickInput } = vscode.window;
  const before = vscode.emulator.requests.length;
  await vscode.chat.composer.fill("a question before the key");
  await vscode.chat.composer.press("Enter");
  await quickInput.waitUntilShows("MiMo console");
  await quickInput.cancel();
  await vscode.window.byTestId("send-refusal").waitFor();
  expect(await vscode.chat.composer.inputValue()).toBe("a question before the key");
  expect(vscode.emulator.requests.length).toBe(before);
  await vscode.chat.composer.press("Enter");
  await quickInput.waitUntilShows("MiMo console");
  // Looking for a key takes a while: longer than any view would wait for an answer.
  await vscode.window.page.waitForTimeout(12_000);
  await quickInput.type(key);
  await quickInput.accept();
  vscode.emulator.setScript({ text: "Here you are." });
  await vscode.chat.waitForMessage("assistant", "done");
  await expect.poll(() => vscode.chat.composer.inputValue()).toBe("");
  const asked = vscode.emulator.requests.filter(({ body }) =>
    JSON.stringify(body ?? "").includes('"a question before the key"'),
  );
  expect(asked.filter(({ body }) => !JSON.stringify(body).includes("Write a title"))).toHaveLength(1);
});

it("offline, the key is stored unchecked, and that is said", async () => {
  // VS Code shows three toasts at most, and those of the tests before may still stand.
  await vscode.window.runCommand("Notifications: Clear All Notifications");
  vscode.emulator.addFaults({ kind: "refuse", match: { path: "/v1/models" } });
  await vscode.chat.setApiKey(`${key}-offline`);
  await vscode.window.notifications.waitFor(/cannot be reached, so the API key has been stored unchecked/);
});
