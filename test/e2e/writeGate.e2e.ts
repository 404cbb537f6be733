// What a person is asked before a file changes, and what they see of it: files that are not in view, files that decide what
// runs, files that are gone. And proposals in high contrast.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { helperExtension } from "../vscode/helperExtension.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const code = "export const one = 1;\nexport const two = 2;\nexport const three = 3;\n";
const better = code.replace("two = 2", "two = 2n").replace("three = 3", "three = 3n");
const manifest = '{\n  "name": "sample",\n  "scripts": {}\n}\n';
const withScript = manifest.replace("{}", '{ "postinstall": "echo hello" }');

const anywhere = await helperExtension("acceptAnywhere");

const vs = useVsCode({
  files: { "a.ts": code, "b.ts": code, "c.ts": code, "package.json": manifest },
  server: { moreVsix: [anywhere] },
  changesSettings: true,
});

const lens = (text: string) =>
  vs.window.page.locator(".codelens-decoration a", { hasText: text }).filter({ visible: true }).first();
const status = (text: string) => vs.window.page.locator(".statusbar-item", { hasText: text });
const zone = () => vs.window.page.locator(".monaco-editor .review-widget");
const acceptInTitle = () => vs.window.page.locator(".editor-actions .action-label[aria-label^='Accept Edit']");
const line = (text: string) => vs.window.page.locator(".editor-instance .view-line", { hasText: text }).first();
const isDirty = async () => (await vs.window.page.locator(".tab.dirty").count()) > 0;

/** What CSS makes of a property of each of `elements`, together. */
async function styles(elements: Locator, property: string): Promise<string> {
  const values = await elements.evaluateAll(
    (all, name) => all.map((each) => each.ownerDocument.defaultView?.getComputedStyle(each).getPropertyValue(name)),
    property,
  );
  return values.join(" ");
}

/** Takes back what was accepted; only then the next thing is done. */
async function revert(): Promise<void> {
  await vs.window.runCommand("File: Revert File");
  await waitFor("the file as it was", async () => !(await isDirty()));
}

/** A proposal for all of a file. */
async function propose(path: string, text: string): Promise<void> {
  const { page } = vs.window;
  await vs.window.openFile(path);
  await page.locator(".editor-instance .view-line").first().click();
  await page.keyboard.press("Control+a");
  vs.emulator.setScript({ text: `\`\`\`\n${text}\`\`\`` });
  await vs.window.runCommand("MiMo: Refactor");
  await lens("Accept All").waitFor();
}

test("a change that is not in view is shown before it is asked about, and a No leaves the file alone", async () => {
  const { page, dialog } = vs.window;
  await propose("a.ts", better);
  await acceptInTitle().waitFor();
  expect(await status("Accept").count()).toBe(1);
  await vs.window.runCommand("View: Close All Editors");
  // Away from it, it is offered for looking.
  await status("Show Change in a.ts").waitFor();
  expect(await status("Accept").count()).toBe(0);
  expect(await acceptInTitle().count()).toBe(0);
  await vs.window.openFile("b.ts");
  await line("one").click();
  await page.keyboard.press("Control+Alt+Shift+F9");
  expect(await dialog.text()).toContain("Change a.ts?");
  expect(await dialog.text()).toContain("not in view");
  await page.locator(".tab.active", { hasText: "a.ts" }).waitFor();
  await waitFor("the change in view", async () => (await zone().count()) > 0);
  await vs.window.screenshot(`write-unseen-${vs.version}`);
  await dialog.press("Cancel");
  expect(await isDirty()).toBe(false);
  // Now it is in view, and a press is enough.
  await line("one").click();
  await page.keyboard.press("Control+Alt+Shift+F9");
  await line("two = 2n").waitFor();
  await revert();
});

test("from elsewhere the status bar leads to the change as a diff, where it is accepted", async () => {
  await propose("b.ts", better);
  await vs.window.runCommand("View: Close All Editors");
  await status("Show Change in b.ts").click();
  await vs.window.page.locator(".diff-editor, .monaco-diff-editor").first().waitFor();
  await acceptInTitle().click();
  await waitFor("the change", isDirty);
  // The file's own tab: the diff is one of that name too.
  const own = (tab: string) => vs.window.page.locator(`${tab}[data-resource-name="b.ts"]`, { hasNotText: "Refactor" });
  await own(".tab").click();
  await own(".tab.active").waitFor();
  await line("two = 2n").click();
  await revert();
  await vs.window.runCommand("View: Close All Editors");
});

test("a file that decides what runs is asked about, with its change in view", async () => {
  const { dialog } = vs.window;
  await propose("package.json", withScript);
  await lens("Accept All").click();
  expect(await dialog.text()).toContain("Change package.json?");
  expect(await dialog.text()).toContain("can run code");
  await vs.window.screenshot(`write-protected-${vs.version}`);
  await dialog.press("Cancel");
  expect(await isDirty()).toBe(false);
  await lens("Accept All").click();
  await dialog.press("Accept");
  await line("postinstall").waitFor();
  await revert();
  await vs.window.runCommand("View: Close All Editors");
});

test("a file that is gone is said in a sentence, and its change can still be seen", async () => {
  await propose("c.ts", better);
  rmSync(join(vs.workspace, "c.ts"));
  await lens("Accept All").click();
  await vs.window.notifications.waitFor("c.ts is no longer there: it was moved or deleted.");
  await vs.window.notifications.press("c.ts is no longer there", "Show as Diff");
  await vs.window.page.locator(".monaco-diff-editor").first().waitFor();
  await waitFor("the new text", async () => (await line("two = 2n").count()) > 0);
  expect(() => readFileSync(join(vs.workspace, "c.ts"))).toThrow();
  writeFileSync(join(vs.workspace, "c.ts"), code);
  await vs.window.runCommand("View: Close All Editors");
});

test.each([
  ["high-contrast", "Default High Contrast"],
  ["high-contrast-light", "Default High Contrast Light"],
])("in %s removed and added lines carry marks, and a chat tab has no buttons of an edit", async (name, colorTheme) => {
  await vs.changeTheme(colorTheme);
  await vs.chat.open();
  await vs.chat.newChat();
  vs.emulator.setScript({ text: "Yes." });
  await vs.chat.ask(`Is this ${name}?`);
  await propose("b.ts", better);
  await waitFor("the zone", async () => (await zone().count()) > 0);
  const [marks, added] = await zone().first().locator("td").allInnerTexts();
  expect(marks?.trim()).toMatch(/^\+(\n\+)*$/);
  expect(added?.trim()).toMatch(/^export/);
  const gutter = vs.window.page.locator(".glyph-margin-widgets .cgmr, .margin-view-overlays .cgmr");
  await waitFor("the marks of removed lines", async () => (await gutter.count()) >= 2);
  const rows = vs.window.page.locator(".view-overlays .cdr");
  await waitFor("their borders", async () => (await styles(rows, "border-top-style")).includes("dashed"));
  await vs.window.byTestId("history").first().click();
  await vs.window.byTestId("history-item").first().hover();
  await vs.window.byTestId("history-open-in-editor").first().click();
  await vs.window.page.locator(".tab.active", { hasText: `Is this ${name}?` }).waitFor();
  // The buttons of an edit do not stand above a chat.
  expect(await acceptInTitle().count()).toBe(0);
  await vs.window.screenshot(`write-${name}-tab-${vs.version}`);
  await vs.window.openFile("b.ts");
  await lens("Accept All").waitFor();
  await vs.window.screenshot(`write-${name}-${vs.version}`);
  await vs.window.runCommand("MiMo: Reject Edit");
});
