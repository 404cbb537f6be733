// The controls of the chat: what they change in the request, and what the keyboard does.
import { expect, it } from "vitest";
import { waitFor } from "../vscode/waitFor.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode({
  files: { "src/main.ts": "export const one = 1;\nexport const two = 2;\n", "README.md": "# A\n" },
});

const lastBody = () =>
  vscode.emulator.requests.findLast(({ method }) => method === "POST")?.body as Record<string, unknown>;
/** The searches that the last request asked for; the agent's tools go with each. */
const searches = () =>
  ((lastBody().tools ?? []) as readonly { readonly type: string }[]).filter(({ type }) => type === "web_search");
const lastReply = (id: string) => vscode.chat.ofRole("assistant").last().getByTestId(id);

it("the thinking toggle decides whether the model thinks", async () => {
  const toggle = vscode.window.byTestId("thinking-toggle");
  expect(await toggle.getAttribute("aria-pressed")).toBe("true");
  await vscode.chat.ask("with thinking");
  expect(lastBody().thinking).toEqual({ type: "enabled" });
  expect(await lastReply("reasoning").count()).toBe(1);
  await toggle.click();
  await expect.poll(() => toggle.getAttribute("aria-pressed")).toBe("false");
  await vscode.chat.ask("without");
  expect(lastBody().thinking).toEqual({ type: "disabled" });
  expect(await lastReply("reasoning").count()).toBe(0);
  await toggle.click();
  await expect.poll(() => toggle.getAttribute("aria-pressed")).toBe("true");
});

it("the model picker decides which model answers; a retired one leads to its successor", async () => {
  const picker = vscode.window.byTestId("model-picker");
  await picker.selectOption("mimo-v2.5");
  const reply = await vscode.chat.ask("hello, old one");
  expect(reply.state).toBe("error");
  expect(await lastReply("error-notice").textContent()).toContain("mimo-v2.6-flash takes its place");
  await lastReply("error-action").first().click();
  await vscode.chat.waitForMessage("assistant", "done");
  expect(lastBody().model).toBe("mimo-v2.6-flash");
  await expect.poll(() => picker.inputValue()).toBe("mimo-v2.6-flash");
});

it("web search is asked for, its sources are numbered cards, and what is in its way is explained", async () => {
  const toggle = vscode.window.byTestId("web-search-toggle");
  await toggle.click();
  await expect.poll(() => toggle.getAttribute("aria-pressed")).toBe("true");
  const source = (letter: string) => ({
    url: `https://www.example.com/${letter}`,
    title: `Page ${letter}`,
    logo_url: `https://www.example.com/${letter}.ico`,
  });
  vscode.emulator.setScript({
    text: "Found [1], and more [2][3].",
    sources: [source("a"), source("b")],
    pieceSize: 1,
    delayMs: 200,
  });
  await vscode.chat.send("search this");
  // The cards are there before the answer is.
  await lastReply("source").nth(1).waitFor();
  expect((await vscode.chat.lastAssistant()).state).toBe("streaming");
  await vscode.chat.waitForReply();
  expect(searches()).toMatchObject([{ force_search: false }]);
  expect(await lastReply("source").allTextContents()).toEqual(["1Page aexample.com", "2Page bexample.com"]);
  // Numbers can be pressed where there is such a source, and lead to it.
  expect(await lastReply("citation").allTextContents()).toEqual(["1", "2"]);
  expect(await lastReply("content").textContent()).toBe("Found1, and more2[3].");
  await lastReply("citation").nth(1).press("Enter");
  const focused = vscode.window.webviewLocator("[data-testid=source]:focus");
  expect(await focused.textContent()).toContain("Page b");
  expect(vscode.window.record.remoteRequests.filter(({ url }) => url.includes("example.com"))).toEqual([]);
  vscode.emulator.setOptions({ webSearchActive: false });
  await vscode.chat.ask("search again");
  expect(await lastReply("error-notice").textContent()).toContain("not activated");
  vscode.emulator.setScript({ text: "Without." });
  await lastReply("error-action").first().click();
  expect(await vscode.chat.waitForMessage("assistant", "done")).toMatchObject({ contentText: "Without." });
  expect(searches()).toEqual([]);
  vscode.emulator.setOptions({ webSearchActive: true });
  vscode.emulator.addFaults({ kind: "status", status: 409 });
  await vscode.chat.ask("search once more");
  expect(await lastReply("error-notice").textContent()).toContain("quota of your MiMo account is used up");
  vscode.emulator.setScript({ text: "Without it." });
  expect(await lastReply("error-action").first().textContent()).toBe("Send Without Search");
  await lastReply("error-action").first().click();
  expect(await vscode.chat.waitForMessage("assistant", "done")).toMatchObject({ contentText: "Without it." });
  expect(searches()).toEqual([]);
  vscode.emulator.setScript({ text: "From memory.", searchError: "search engine timed out" });
  await vscode.chat.ask("search a last time");
  expect(await lastReply("error-notice").textContent()).toContain("The web search failed.");
  await vscode.window.reloadWindow();
  await vscode.chat.open();
  await lastReply("error-notice").waitFor();
  expect(await lastReply("error-notice").textContent()).toContain("The web search failed.");
  await toggle.click();
  await expect.poll(() => toggle.getAttribute("data-mode")).toBe("always");
  await toggle.click();
  await expect.poll(() => toggle.getAttribute("aria-pressed")).toBe("false");
});

it("a link opens with its address as it is written", async () => {
  vscode.emulator.setScript({ text: "See [the results](https://example.com/find?q=C%2B%2B&n=1)." });
  await vscode.chat.ask("where?");
  const asked = vscode.window.page.context().waitForEvent("request", (each) => each.url().includes("example.com/find"));
  await lastReply("content").getByRole("link", { name: "the results" }).click();
  await vscode.window.dialog.press("Open");
  expect((await asked).url()).toBe("https://example.com/find?q=C%2B%2B&n=1");
  for (const other of vscode.window.page.context().pages()) if (other !== vscode.window.page) await other.close();
});

it("Shift+Enter breaks the line; Enter while composing does nothing; Enter sends", async () => {
  const { composer } = vscode.chat;
  const before = await vscode.chat.messages.count();
  await composer.fill("one");
  await composer.press("End");
  await composer.press("Shift+Enter");
  await composer.pressSequentially("two");
  expect(await composer.inputValue()).toBe("one\ntwo");
  const compose = new Function(
    "box",
    `box.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true }));
    box.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "二" }));`,
  );
  await composer.evaluate(compose as (box: unknown) => void);
  expect(await composer.inputValue()).toBe("one\ntwo");
  expect(await vscode.chat.messages.count()).toBe(before);
  // The key that ended the composition is not the one that sends.
  await new Promise((resolve) => setTimeout(resolve, 300));
  await composer.press("Enter");
  await expect.poll(() => vscode.chat.messages.count()).toBe(before + 2);
  await vscode.chat.waitForReply();
});

it("answering again keeps the earlier version within reach", async () => {
  await vscode.chat.newChat();
  vscode.emulator.setScript([{ text: "First." }, { text: "Second." }]);
  await vscode.chat.ask("a question");
  await (await vscode.chat.inLastAssistant("regenerate")).click();
  await expect.poll(async () => (await vscode.chat.lastAssistant()).contentText).toBe("Second.");
  await (await vscode.chat.inLastAssistant("version-prev")).click();
  await expect.poll(async () => (await vscode.chat.lastAssistant()).contentText).toBe("First.");
});

it("copies a message as its author wrote it", async () => {
  await vscode.chat.newChat();
  const text = "**bold** 你好 `x`\n\n- one\n";
  vscode.emulator.setScript({ text });
  await vscode.chat.ask("markdown, please");
  await (await vscode.chat.inLastAssistant("copy-message")).click();
  await waitFor(
    "the clipboard",
    async () => (await vscode.window.page.evaluate("navigator.clipboard.readText()")) === text,
  );
});

it("a link to a file of the workspace opens it at its line; others are not opened", async () => {
  vscode.emulator.setScript({
    text: "See [main](src/main.ts#L2) and [no](../../etc/passwd) and [bad](command:mimo.stop).",
  });
  await vscode.chat.ask("where is it?");
  const links = lastReply("content").locator("a");
  expect(await links.allTextContents()).toEqual(["main", "no"]);
  await links.first().click();
  await vscode.window.page.locator(".tab", { hasText: "main.ts" }).waitFor();
  await links.nth(1).click();
  await vscode.window.notifications.waitFor(/leads to nothing that can be opened/);
  expect(await vscode.window.page.locator(".tab").count()).toBe(1);
});

it("a question in a new window starts empty, and New Chat clears the view", async () => {
  await vscode.chat.newChat();
  expect(await vscode.chat.messages.count()).toBe(0);
  expect(await vscode.window.webviewLocator("#root").textContent()).toContain("Ask MiMo about your code.");
});

it("a draft survives a reload", async () => {
  await vscode.chat.composer.fill("half a thought");
  // Written a little later than it is typed.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await vscode.window.reloadWindow();
  await vscode.chat.ready();
  await expect.poll(() => vscode.chat.composer.inputValue()).toBe("half a thought");
});
