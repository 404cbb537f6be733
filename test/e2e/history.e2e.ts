// Past conversations, and that none is lost: the list, its search and its files, a host that is killed, two windows at
// once, a disk that takes nothing.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readJournal } from "../../src/core/conversation/journal.ts";
import { textOf } from "../../src/core/conversation/message.ts";
import { ChatDriver } from "../vscode/chatDriver.ts";
import { openVsCode } from "../vscode/driver.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode({ server: { machineSettings: { "mimo.history.titles": true } } });

const storage = () => join(vscode.server.dataDir, "data/User/globalStorage/mimo-community.mimo-assistant");
const folder = () => join(storage(), "conversations");
const journals = () =>
  readdirSync(folder()).map((name) => readJournal(readFileSync(join(folder(), name), "utf8"))?.conversation);
const rows = () => vscode.window.byTestId("history-item");
const row = (title: string) => rows().filter({ has: vscode.window.page.getByText(title, { exact: true }) });
const header = () => vscode.window.webviewLocator(".header .title").textContent();

async function showHistory(): Promise<void> {
  await vscode.window.runCommand("MiMo: Show History");
  await vscode.window.byTestId("history-search").waitFor();
}

async function titles(): Promise<string[]> {
  return vscode.window.webviewLocator(".history-title").allTextContents();
}

/** The emulator writes a title of the question's first words. */
async function talk(question: string): Promise<void> {
  await vscode.chat.newChat();
  await vscode.chat.ask(question);
}

it("conversations are named by the model and found again: by the list, by a search, by the keyboard", async () => {
  await talk("Why is an average of nothing not a number, please tell");
  const title = vscode.emulator.requests.at(-1);
  await expect.poll(header).toBe("Why is an average of nothing");
  await talk("解析 CSV 的一行");
  await talk("/echo A needle in the hay");
  await showHistory();
  await expect.poll(titles).toHaveLength(3);
  expect((await titles()).slice(1)).toEqual(["解析 CSV 的一行", "Why is an average of nothing"]);
  expect(title?.path).toBe("/v1/chat/completions");
  const titleRequests = () =>
    vscode.emulator.requests.filter(({ body }) => JSON.stringify(body ?? "").includes("Write a title"));
  await expect.poll(() => titleRequests().length).toBe(3);
  expect(titleRequests()[0]?.body).toMatchObject({ thinking: { type: "disabled" } });

  await vscode.window.byTestId("history-search").fill("needle HAY");
  await expect.poll(() => rows().count()).toBe(1);
  expect(await rows().locator("mark").textContent()).toBe("needle");
  await vscode.window.byTestId("history-search").fill("average");
  await expect.poll(titles).toEqual(["Why is an average of nothing"]);
  await vscode.window.byTestId("history-search").press("ArrowDown");
  await vscode.window.page.keyboard.press("F2");
  await vscode.window.byTestId("history-name").fill("No numbers");
  await vscode.window.page.keyboard.press("Enter");
  await vscode.window.page.keyboard.press("Enter");
  await expect.poll(header).toBe("No numbers");
  expect((await vscode.chat.readAll())[0]?.contentText).toContain("Why is an average");
  expect(await vscode.window.byTestId("history-search").count()).toBe(0);
  await showHistory();
  await expect.poll(async () => (await titles()).includes("No numbers")).toBe(true);
  await vscode.window.byTestId("history-close").click();
});

it("a deleted conversation comes back when it is undone, and stays away when it is not", async () => {
  await showHistory();
  await row("No numbers").hover();
  await row("No numbers").getByTestId("history-delete").click();
  await expect.poll(async () => (await titles()).includes("No numbers")).toBe(false);
  await expect.poll(() => readdirSync(folder()).length).toBe(2);
  await vscode.window.byTestId("history-undo").click();
  await row("No numbers").waitFor();
  await expect.poll(() => readdirSync(folder()).length).toBe(3);
  await row("解析 CSV 的一行").hover();
  await row("解析 CSV 的一行").getByTestId("history-delete").click();
  await expect.poll(() => readdirSync(folder()).length).toBe(2);
  await vscode.window.byTestId("history-close").click();
  expect(readdirSync(join(storage(), "deleted-conversations"))).toHaveLength(1);
});

const inTab = (id: string) => vscode.window.tabLocator("editor", `[data-testid=${id}]`);

it("a conversation opens in an editor tab of its own, goes on there with context, and is there after a reload", async () => {
  await showHistory();
  await row("No numbers").hover();
  await row("No numbers").getByTestId("history-open-in-editor").click();
  await vscode.window.page.locator(".tab", { hasText: "No numbers" }).waitFor();
  const composer = inTab("composer");
  await expect.poll(() => inTab("message").count()).toBe(2);
  vscode.emulator.setScript({ text: "In the tab." });
  await composer.pressSequentially("And @stat");
  await vscode.window.tabLocator("editor", "[data-testid=mention-menu][data-query=stat]").waitFor();
  await composer.press("Enter");
  await expect.poll(() => composer.inputValue()).toBe("And @src/statistics.ts ");
  await vscode.window.tabLocator("editor", "[data-testid=mention][data-state=ready]").waitFor();
  await vscode.window.screenshot(`history-tab-context-${vscode.version}`);
  await composer.pressSequentially("here?");
  await composer.press("Enter");
  await expect.poll(() => inTab("content").last().textContent()).toBe("In the tab.");
  const request = vscode.emulator.requests.findLast(({ scripted }) => scripted);
  expect(JSON.stringify(request?.body)).toContain("export function average");
  expect(await inTab("mention").count()).toBe(0);
  await vscode.window.screenshot(`history-tab-${vscode.version}`);
  await composer.fill("half a thought");
  await waitFor("the journal", () =>
    journals().some((conversation) => conversation?.path().map(textOf).at(-1) === "In the tab."),
  );
  // Drafts are kept a little later than they are typed.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await vscode.window.reloadWindow();
  await expect.poll(() => inTab("content").last().textContent()).toBe("In the tab.");
  await expect.poll(() => composer.inputValue()).toBe("half a thought");
  await vscode.window.page.locator(".tab", { hasText: "No numbers" }).click({ button: "middle" });
  await vscode.window.page.locator(".tab", { hasText: "No numbers" }).waitFor({ state: "detached" });
  await vscode.chat.ready();
});

it("exports as Markdown and JSON; the JSON comes back as a conversation of its own", async () => {
  const { quickInput } = vscode.window;
  await vscode.chat.newChat();
  vscode.emulator.setScript([{ text: "**First.**" }, { text: "Chat" }, { text: "**Second.**" }]);
  await vscode.chat.ask("Say it");
  await expect.poll(header).toBe("Chat");
  await (await vscode.chat.inLastAssistant("regenerate")).click();
  await expect.poll(async () => (await vscode.chat.lastAssistant()).contentText).toBe("Second.");
  await vscode.chat.waitForReply();
  for (const [form, name] of [
    ["Markdown", "chat.md"],
    ["JSON", "chat.json"],
  ] as const) {
    await vscode.window.runCommand("MiMo: Export Chat");
    await quickInput.pick(form);
    await quickInput.nameFile(join(vscode.workspace, name), name.replace("chat", "Chat"));
    await vscode.window.notifications.waitFor(/Chat exported as/);
    await vscode.window.notifications.close(/Chat exported as/);
    expect(existsSync(join(vscode.workspace, name))).toBe(true);
  }
  const markdown = readFileSync(join(vscode.workspace, "chat.md"), "utf8");
  expect(markdown).toContain("# Chat\n");
  expect(markdown).toContain("**Second.**");
  expect(markdown).not.toContain("**First.**");
  const before = readdirSync(folder()).length;
  await vscode.chat.newChat();
  await vscode.window.runCommand("MiMo: Import Chat");
  await quickInput.nameFile(join(vscode.workspace, "chat.json"), vscode.workspace);
  await expect.poll(async () => (await vscode.chat.lastMessage())?.contentText).toBe("Second.");
  await expect.poll(() => readdirSync(folder()).length).toBe(before + 1);
  await (await vscode.chat.inLastAssistant("version-prev")).click();
  await expect.poll(async () => (await vscode.chat.lastAssistant()).contentText).toBe("First.");
});

it("a foreign and a damaged file are said and left alone; what is whole of a damaged one opens", async () => {
  const entry = (value: object) => `${JSON.stringify(value)}\n`;
  const said = (id: string, text: string, parentId?: string) =>
    entry({
      type: "message",
      message: { id, parentId, createdAt: 1, role: "user", parts: [{ type: "text", text }] },
    });
  const damaged = `${entry({ type: "conversation", version: 1, id: "damaged", at: 1 })}${said("1", "Damaged here")}{"type":"message","mess{}\n${said("3", "The rest", "2")}`;
  writeFileSync(join(folder(), "damaged.jsonl"), damaged);
  writeFileSync(join(folder(), "foreign.jsonl"), "what is this\n");
  await showHistory();
  await row("Damaged here").waitFor();
  expect(await vscode.window.byTestId("history-note").textContent()).toContain("foreign.jsonl");
  await row("Damaged here").locator("button").first().click();
  await vscode.window.notifications.waitFor(/part of this conversation could not be read/);
  expect((await vscode.chat.readAll()).map(({ contentText }) => contentText)).toEqual(["Damaged here", "The rest"]);
  expect(readFileSync(join(folder(), "damaged.jsonl"), "utf8")).toBe(damaged);
  expect(readFileSync(join(folder(), "foreign.jsonl"), "utf8")).toBe("what is this\n");
  await vscode.window.notifications.close(/part of this conversation/);
  rmSync(join(folder(), "foreign.jsonl"));
});

it("a disk that takes nothing is said, and what was said meanwhile is there once it takes it", async () => {
  await vscode.chat.newChat();
  const aside = join(storage(), "aside");
  renameSync(folder(), aside);
  writeFileSync(folder(), "a file where the folder should be");
  vscode.emulator.setScript([{ text: "Said to a full disk." }, { text: "Full" }]);
  expect((await vscode.chat.ask("Are you kept?")).contentText).toBe("Said to a full disk.");
  const notice = await vscode.window.notifications.waitFor(/cannot save this conversation now/);
  expect(notice.buttons).toEqual(["Try Again", "Export Chat"]);
  rmSync(folder());
  renameSync(aside, folder());
  await vscode.window.notifications.press(/cannot save this conversation now/, "Try Again");
  await waitFor("the journal", () =>
    journals().some((conversation) => conversation?.path().map(textOf).at(-1) === "Said to a full disk."),
  );
});

it("two windows go on with one conversation: both are kept, each as a version, and it is said", async () => {
  await vscode.chat.newChat();
  vscode.emulator.setScript([{ text: "A beginning." }, { text: "Shared" }]);
  await vscode.chat.ask("Begin");
  await expect.poll(header).toBe("Shared");
  const window = await openVsCode(vscode.server);
  try {
    const other = new ChatDriver(window);
    await other.open();
    await window.byTestId("history").click();
    await window.byTestId("history-item").filter({ hasText: "Shared" }).locator("button").first().click();
    expect((await other.waitForReply()).contentText).toBe("A beginning.");
    vscode.emulator.setScript({ text: "From the other window." });
    await other.ask("Go on there");
    vscode.emulator.setScript({ text: "From this window." });
    await vscode.chat.ask("Go on here");
    await vscode.window.notifications.waitFor(/goes on in another window/);
    expect((await vscode.chat.lastMessage())?.contentText).toBe("From this window.");
    const asked = vscode.chat.ofRole("user").last();
    await asked.hover();
    await asked.getByTestId("version-next").click();
    await expect.poll(async () => (await vscode.chat.lastMessage())?.contentText).toBe("From the other window.");
  } finally {
    await window.close();
  }
  const texts = journals()
    .find((conversation) => conversation?.title === "Shared")
    ?.all()
    .map(textOf);
  expect(texts).toEqual(expect.arrayContaining(["Go on here", "From this window.", "Go on there"]));
});

it("a host that is killed in mid-stream loses nothing that was shown for a second", async () => {
  await vscode.chat.newChat();
  vscode.emulator.setScript({ text: "line of text. ".repeat(600), delayMs: 25 });
  await vscode.chat.send("a reply to kill");
  const shown = () => vscode.window.byTestId("content").last().textContent();
  await expect.poll(shown).toContain("line of text. line of text.");
  const before = (await shown()) ?? "";
  // What has been shown for a second is on disk.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(vscode.server.killExtensionHost()).toBeGreaterThan(0);
  await vscode.window.reloadWindow();
  await vscode.chat.ready();
  const restored = await vscode.chat.waitForMessage("assistant", "error");
  expect(before.length).toBeGreaterThan(20);
  expect(restored.contentText.startsWith(before.trim())).toBe(true);
  await showHistory();
  await row("a reply to kill").waitFor();
});

it("above the limit the person is shown what would go, and it goes when they say so", async () => {
  vscode.server.updateSettings("Machine", { "mimo.history.maxSizeMb": 0.002 });
  await vscode.window.reloadWindow();
  await vscode.chat.ready();
  await showHistory();
  await row("a reply to kill").waitFor();
  const before = await titles();
  const note = vscode.window.byTestId("history-note").filter({ hasText: "Conversations take" });
  await note.locator("button").click();
  const question = await vscode.window.dialog.text();
  expect(question).toContain(`Delete the ${before.length - 1} oldest conversations`);
  for (const title of before.filter((title) => title !== "a reply to kill").slice(-3))
    expect(question).toContain(title);
  await vscode.window.dialog.press("Cancel");
  expect(await titles()).toEqual(before);
  await note.locator("button").click();
  await vscode.window.dialog.press("Delete");
  await expect.poll(titles).toEqual(["a reply to kill"]);
  expect(readdirSync(folder())).toHaveLength(1);
});
