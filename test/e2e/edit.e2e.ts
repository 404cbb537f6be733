// The actions in the editor as a person reaches and sees them: menus, keys, lenses, zones, status bar.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pickFromMenu } from "../vscode/menu.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const code = [
  "export function total(prices: number[]): number {",
  "  let sum = 0;",
  "  for (let i = 0; i <= prices.length; i++) {",
  "    sum += prices[i];",
  "  }",
  "  return sum;",
  "}",
  "",
].join("\n");
const better = [
  "/** The sum of all prices. */",
  "export function total(prices: number[]): number {",
  "  let sum = 0;",
  "  for (const price of prices) {",
  "    sum += price;",
  "  }",
  "  return sum;",
  "}",
];

const vs = useVsCode({ files: { "total.ts": code } });
const answer = { text: `\`\`\`ts\n${better.join("\n")}\n\`\`\`` };

async function openFile(): Promise<void> {
  const { page } = vs.window;
  await page.locator(".explorer-viewlet, .explorer-folders-view").getByText("total.ts", { exact: true }).dblclick();
  await page.locator(".monaco-editor .view-line").first().waitFor();
  await page.locator(".monaco-editor .view-line").first().click();
}

const editor = () => vs.window.page.locator(".editor-instance .monaco-editor").first();
const zone = () => vs.window.page.locator(".monaco-editor .review-widget");
const lens = (text: string) => vs.window.page.locator(".codelens-decoration a", { hasText: text }).first();
const status = (text: string) => vs.window.page.locator(".statusbar-item", { hasText: text });
const onDisk = () => readFileSync(join(vs.workspace, "total.ts"), "utf8");

test("an edit is proposed from the context menu, seen as removed and added lines, and rejected without a trace", async () => {
  const { page } = vs.window;
  await openFile();
  vs.emulator.setScript(answer);
  await page.locator(".monaco-editor .view-line", { hasText: "let sum" }).click({ button: "right" });
  await pickFromMenu(page, "MiMo", "Refactor");
  await lens("Accept All").waitFor();
  await waitFor("both zones", async () => (await zone().count()) === 2);
  expect(await zone().first().textContent()).toContain("The sum of all prices.");
  expect(await zone().nth(1).textContent()).toMatch(/\+2 −2/);
  // The Comments view stays where it is.
  expect(await page.locator(".comments-panel").count()).toBe(0);
  await vs.window.screenshot("edit-proposed");
  await status("Reject All").click();
  await waitFor("the zones to go", async () => (await zone().count()) === 0);
  expect(await page.locator(".tab.dirty").count()).toBe(0);
  expect(onDisk()).toBe(code);
});

test("changes are decided one by one in their zones, and what is accepted is undone in one step", async () => {
  const { page } = vs.window;
  vs.emulator.setScript(answer);
  await page.locator(".monaco-editor .view-line", { hasText: "let sum" }).click();
  await vs.window.runCommand("MiMo: Refactor");
  await lens("Accept All").waitFor();
  await waitFor("both zones", async () => (await zone().count()) === 2);
  await zone().first().locator(".review-actions .codicon-check").click();
  await editor().locator(".view-line", { hasText: "The sum of all prices." }).waitFor();
  await waitFor("one zone", async () => (await zone().count()) === 1);
  await zone().first().locator(".review-actions .codicon-close").click();
  await waitFor("no zone", async () => (await zone().count()) === 0);
  expect(onDisk()).toBe(code);
  await editor().locator(".view-line", { hasText: "let sum" }).click();
  await page.keyboard.press("Control+z");
  await waitFor("the undo", async () => (await page.locator(".tab.dirty").count()) === 0);
});

test("keys propose what the person says, accept all of it and save it", async () => {
  const { page } = vs.window;
  vs.emulator.setScript(answer);
  await editor().locator(".view-line", { hasText: "let sum" }).click();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Alt+e");
  // The question stands at the code, with the focus in it; Enter answers.
  await page
    .locator(
      ".review-widget .comment-form-container .monaco-editor.focused, .review-widget .edit-container .monaco-editor.focused",
    )
    .waitFor();
  await page.keyboard.type("it uses for…of");
  await vs.window.screenshot("edit-asked");
  await page.keyboard.press("Enter");
  await lens("Accept All").waitFor();
  await waitFor("both zones", async () => (await zone().count()) === 2);
  await editor().locator(".view-line", { hasText: "let sum" }).click();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Alt+Enter");
  await waitFor("no zone", async () => (await zone().count()) === 0);
  await page.keyboard.press("Control+s");
  await waitFor("the file", () => onDisk() === `${better.join("\n")}\n`);
  const [request] = vs.emulator.requests.slice(-1);
  expect(JSON.stringify(request?.body)).toContain("it uses for…of");
});

test("Explain asks in the chat, and its reference leads back to the code", async () => {
  const { page } = vs.window;
  vs.emulator.setScript({ text: "It **adds** prices." });
  await editor().locator(".view-line", { hasText: "let sum" }).click();
  await vs.window.runCommand("MiMo: Explain");
  const reply = await vs.chat.waitForReply();
  expect(reply.contentText).toContain("adds");
  const reference = vs.window.byTestId("reference").last();
  expect(await reference.textContent()).toContain("total.ts:2-8");
  await vs.window.screenshot("edit-explained");
  await page.keyboard.press("Control+w").catch(() => {});
  await reference.click();
  await waitFor("the selection", async () => (await status("selected").count()) > 0);
});

test("a failure is said in the words of the chat, with its buttons", async () => {
  vs.emulator.addFaults({ kind: "status", status: 402 });
  await editor().locator(".view-line", { hasText: "let sum" }).click();
  await vs.window.runCommand("MiMo: Document");
  const toast = vs.window.page.locator(".notification-toast", { hasText: "Your MiMo balance is used up." });
  await toast.waitFor();
  vs.emulator.setScript(answer);
  await toast.getByText("Try Again").click();
  await waitFor("the answer", async () => vs.emulator.requests.length >= 2);
});
