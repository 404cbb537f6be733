// What leaves the machine only after a yes, wherever it is asked from: the explorer, the editor, Source Control, and
// VS Code's own chat; and where a yes is seen and taken back.
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { BuiltInChat } from "../vscode/builtInChat.ts";
import { pickFromMenu } from "../vscode/menu.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { useVsCode } from "./vsCodeFixture.ts";

// A value that no scanner takes for a real one, and that stands nowhere else.
const password = ["Kestrel", "!", "4417"].join("");

const vscode = useVsCode({
  openChat: false,
  prepare: (workspace) => {
    writeFileSync(join(workspace, ".env"), `DB_PASSWORD=${password}\n`);
    writeFileSync(join(workspace, "..", "elsewhere.txt"), "what stands elsewhere\n");
    symlinkSync("../elsewhere.txt", join(workspace, "linked.txt"));
  },
  server: { userSettings: { "chat.allowAnonymousAccess": true, "git.autofetch": false } },
});

/** The bodies of what was sent to the model. */
const sent = () =>
  vscode.emulator.requests.filter(({ method }) => method === "POST").map(({ body }) => JSON.stringify(body));
const row = (name: string) => vscode.window.page.locator(".explorer-folders-view").getByText(name, { exact: true });

it("a file of the explorer that looks like a secret is asked about, and a no sends nothing", async () => {
  const { dialog, page } = vscode.window;
  await row(".env").click({ button: "right" });
  await pickFromMenu(page, "MiMo", "Explain");
  expect(await dialog.text()).toContain("Files like .env often hold passwords");
  await vscode.window.screenshot(`read-gate-${vscode.version}`);
  await dialog.press("Cancel");
  await row("linked.txt").click({ button: "right" });
  await pickFromMenu(page, "MiMo", "Explain");
  expect(await dialog.text()).toContain("linked.txt is outside the workspace");
  await dialog.press("Cancel");
  expect(sent()).toEqual([]);
});

it("an action on an open file that looks like a secret is asked about", async () => {
  const { dialog, page } = vscode.window;
  await vscode.window.openFile(".env");
  await page.keyboard.press("Control+a");
  await vscode.window.runCommand("MiMo: Fix");
  expect(await dialog.text()).toContain("Files like .env often hold passwords");
  await dialog.press("Cancel");
  expect(sent()).toEqual([]);
});

it("@mimo does not get it unasked", async () => {
  const { dialog } = vscode.window;
  const chat = new BuiltInChat(vscode.window);
  await chat.open();
  await chat.warmUp();
  await chat.input.click();
  await vscode.window.openFile(".env");
  await vscode.window.page.locator(".editor-group-container.active .view-lines").first().click();
  const before = sent().length;
  await chat.send("@mimo /explain ");
  expect(await dialog.text()).toContain("Files like .env often hold passwords");
  expect(sent().length).toBe(before);
  await dialog.press("Cancel");
  expect(await chat.waitForReply()).toContain("Nothing was sent.");
  expect(sent().slice(before).join("\n")).not.toContain(password);
});

it("a commit message is written without it, says so, and includes it after a yes", async () => {
  const { dialog, notifications, page } = vscode.window;
  await page.keyboard.press("Control+Shift+g");
  const box = page.locator(".scm-editor .view-lines");
  await box.waitFor();
  vscode.emulator.setScript({ text: "Add settings" });
  await vscode.window.runCommand("MiMo: Generate Commit Message");
  await box.getByText("Add settings").waitFor();
  const diffs = () => sent().filter((body) => body.includes("diff --git"));
  const [first = ""] = diffs();
  expect(first).toContain("b/.env");
  expect(first).toContain("b/linked.txt");
  expect(first).not.toContain(password);
  expect(first).not.toContain("what stands elsewhere");
  await notifications.waitFor("Written without what is in .env.");
  vscode.emulator.setScript({ text: "Add the password" });
  await notifications.press("Written without what is in .env.", "Include");
  expect(await dialog.text()).toContain("Files like .env often hold passwords");
  await dialog.press("Send It Anyway");
  await box.getByText("Add the password").waitFor();
  const last = diffs().at(-1) ?? "";
  expect(last).toContain(password);
  expect(last).not.toContain("what stands elsewhere");
});

it("a yes is seen and taken back in Manage Approvals", async () => {
  const { quickInput, dialog, page } = vscode.window;
  await vscode.window.runCommand("MiMo: Manage Approvals");
  await quickInput.waitUntilShows("Manage Approvals");
  expect((await quickInput.labels()).join("\n")).toMatch(/\.env.*until this window closes/);
  await quickInput.rows.first().click();
  await quickInput.accept();
  await vscode.window.openFile(".env");
  await page.keyboard.press("Control+a");
  await vscode.window.runCommand("MiMo: Fix");
  expect(await dialog.text()).toContain("Files like .env often hold passwords");
  await dialog.press("Always in This Workspace");
  await waitFor("the request", () => sent().some((body) => body.includes(password)));
  await vscode.window.runCommand("MiMo: Manage Approvals");
  await quickInput.waitUntilShows("Manage Approvals");
  expect((await quickInput.labels()).join("\n")).toMatch(/\.env.*in this workspace/);
  await quickInput.cancel();
});
