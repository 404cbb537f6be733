// How a proposal looks and where the code stands meanwhile; what is said to a proposal, at its place.
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { waitFor } from "../vscode/waitFor.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const long = `  const words = [${Array.from({ length: 60 }, (_, index) => `"word${index}"`).join(", ")}];`;
const old = ["export function one() {", "\tif (true) {", "\t\treturn 1;", "\t}", "}", "", "export const two = 2;", ""];
const wanted = [
  "export function one() {",
  "\tif (true) {",
  "\t\treturn `one`;",
  long,
  "\t}",
  "}",
  "",
  "export const two = 22;",
];
const shorter = [...old.slice(0, 2), "\t\treturn 11;", ...old.slice(3, 7)];

const vs = useVsCode({ files: { "code.ts": old.join("\n") }, openChat: false, changesSettings: true });
const answer = (lines: readonly string[]) => ({ text: `\`\`\`ts\n${lines.join("\n")}\n\`\`\`` });
const zones = () => vs.window.page.locator(".monaco-editor .review-widget");
const line = (text: string) => vs.window.page.locator(".editor-instance .view-line", { hasText: text }).first();
const lens = (text: string) => vs.window.page.locator(".codelens-decoration a", { hasText: text }).first();
/** Where the code begins within its editor: that itself may be moved by a part of the window that opens late. */
const left = async () => {
  const code = await line("export").locator("span").first().boundingBox();
  const editor = await vs.window.page.locator(".editor-instance").first().boundingBox();
  return (code?.x ?? Number.NaN) - (editor?.x ?? 0);
};

function fontOf(element: Locator): Promise<string | undefined> {
  return element.evaluate((each) => each.ownerDocument.defaultView?.getComputedStyle(each).fontFamily);
}

async function propose(lines: readonly string[]): Promise<void> {
  const { page } = vs.window;
  await line("export").click();
  await page.keyboard.press("Control+a");
  vs.emulator.setScript(answer(lines));
  await vs.window.runCommand("MiMo: Refactor");
  // The lenses of the proposal before may still be there for a while.
  await page.locator(".statusbar-item", { hasText: /Accept (\d+ )?Change/ }).waitFor();
  await lens("Accept All").waitFor();
}

test("added lines have the colours of their language and the editor's letters, and the code's room is given back", async () => {
  const { page } = vs.window;
  await page.locator(".explorer-folders-view").getByText("code.ts", { exact: true }).dblclick();
  await line("export").click();
  await expect.poll(left).toBeGreaterThan(0);
  const before = await left();
  await propose(wanted);
  await waitFor("both zones", async () => (await zones().count()) === 2);
  await waitFor(
    "colours",
    async () => (await zones().first().locator(".monaco-tokenized-source span[class^='mtk']").count()) > 2,
  );
  // VS Code makes room for a comment's mark, and nobody can keep it from that. While it lays the lines out there are none.
  await expect.poll(async () => (await left()) - before).toBe(13);
  const during = before + 13;
  await vs.window.screenshot("proposal-look");
  // As large as VS Code's own text: it does not let a comment have the editor's size.
  const code = zones().first().locator(".monaco-tokenized-source").last();
  expect(await fontOf(code)).toBe(await fontOf(page.locator(".editor-instance .view-lines").first()));
  const added = await zones().nth(1).locator(".monaco-tokenized-source").last().boundingBox();
  const editor = await page.locator(".editor-instance").first().boundingBox();
  expect(Math.abs((added?.x ?? 0) - (editor?.x ?? 0) - during)).toBeLessThanOrEqual(2);
  // A long line is all there, to be scrolled to.
  expect(await zones().first().textContent()).toContain('"word59"];');
  await page.locator(".statusbar-item", { hasText: "Reject All" }).click();
  await waitFor("no zone", async () => (await zones().count()) === 0);
  await expect.poll(left).toBe(before);
});

test("the next change is a key away and says which it is", async () => {
  const { page } = vs.window;
  await propose(wanted);
  const cursorAt = (number: number) => page.locator(".statusbar-item", { hasText: `Ln ${number}, Col 1` }).waitFor();
  await page.keyboard.press("Control+Home");
  await cursorAt(1);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Alt+ArrowDown");
  await cursorAt(3);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Alt+ArrowDown");
  await cursorAt(7);
  await page.locator(".statusbar-item", { hasText: "2 of 2" }).waitFor();
  expect(await lens("2 of 2").count()).toBe(0); // a lens without a command is no link
});

test("what is said to a proposal is asked at its place and answered there", async () => {
  const { page } = vs.window;
  vs.emulator.setScript(answer(shorter));
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Alt+r");
  await page.locator(".review-widget .monaco-editor.focused").waitFor();
  await page.keyboard.type("make it shorter");
  await vs.window.screenshot("proposal-asked");
  await page.keyboard.press("Enter");
  await waitFor("the other proposal", async () => (await zones().count()) === 1);
  const body = JSON.stringify(vs.emulator.requests.at(-1)?.body);
  expect(body).toContain("make it shorter");
  expect(body).toContain("word59");
  // The lenses of the only change stand at it.
  await expect
    .poll(async () => {
      const accept = await lens("Accept All").boundingBox();
      const removed = await line("return 1").boundingBox();
      return (removed?.y ?? 0) - (accept?.y ?? 0);
    })
    .toBeLessThan(40);
  await vs.window.screenshot("proposal-shorter");
});

test("Esc takes the question away and leaves the proposal", async () => {
  const { page } = vs.window;
  await line("return 1").click();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Alt+r");
  await page.locator(".review-widget .monaco-editor.focused").waitFor();
  await page.keyboard.press("Escape");
  await waitFor("the question to go", async () => (await zones().count()) === 1);
  await page.keyboard.type("x");
  await page.keyboard.press("Control+z");
});

test.each([
  ["dark", "Default Dark Modern"],
  ["high-contrast", "Default High Contrast"],
])("in %s added lines have their colours and their marks", async (name, colorTheme) => {
  await vs.changeTheme(colorTheme);
  await vs.window.openFile("code.ts");
  await propose(wanted);
  await waitFor("both zones", async () => (await zones().count()) === 2);
  await waitFor("their code", async () => (await zones().locator(".monaco-tokenized-source").count()) === 4);
  expect((await zones().nth(1).locator("td").first().innerText()).trim()).toBe("+");
  await vs.window.screenshot(`proposal-${name}`);
});
