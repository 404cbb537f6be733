// The buttons of a code block: into the editor, as a change to decide on, as a new file; never outside, never unasked.
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { waitFor } from "../vscode/waitFor.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const code = [
  "export function total(prices: number[]): number {",
  "  let sum = 0;",
  "  for (const price of prices) {",
  "    sum += price;",
  "  }",
  "  return sum;",
  "}",
  "",
  "export const none = 0;",
  "",
].join("\n");
const better = code.replace(/ {2}let[\s\S]*?return sum;/, "  return prices.reduce((a, b) => a + b, 0);");
const snippet = better.split("\n").slice(0, 3).join("\n");

const reader = [
  "export class Reader {",
  "  open(): string {",
  '    return "open";',
  "  }",
  "",
  "  // Nobody speaks of this one.",
  "  rest(): string {",
  '    return "rest";',
  "  }",
  "",
  "  close(): string {",
  '    return "closed";',
  "  }",
  "}",
  "",
].join("\n");
const unrelated = "function unrelated() {\n  return 1;\n}";

const vs = useVsCode({
  files: { "src/total.ts": code, "src/reader.ts": reader, "other.ts": "export {};\n" },
  // What stands in a terminal is then text of the page.
  server: { userSettings: { "terminal.integrated.gpuAcceleration": "off" } },
});

const fence = (info: string, text: string) => ({ text: `Like this:\n\n\`\`\`${info}\n${text}\n\`\`\`\n` });
const zone = () => vs.window.page.locator(".monaco-editor .review-widget");
const status = (text: string) => vs.window.page.locator(".statusbar-item", { hasText: text });
const tab = (name: string) => vs.window.page.locator(".tab", { hasText: name });
const lines = () => vs.window.page.locator(".editor-instance .view-line");
const onDisk = () => readFileSync(join(vs.workspace, "src/total.ts"), "utf8");

async function answer(info: string, text: string): Promise<void> {
  vs.emulator.setScript(fence(info, text));
  await vs.chat.ask("show me");
}

async function press(id: string): Promise<void> {
  const block = vs.window.byTestId("code-block").last();
  await block.hover();
  await block.getByTestId(id).click();
}

/** What the active editor holds, read through the clipboard: what is scrolled away or folded is in it too. */
async function textOfEditor(): Promise<string> {
  const { page } = vs.window;
  await lines().first().click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  return page.evaluate("navigator.clipboard.readText()");
}

it("with no editor open it says what to do, and a new file is unsaved and has the language", async () => {
  await answer("python", "print(1)");
  const block = vs.window.byTestId("code-block").last();
  expect(await block.locator(".code-language").textContent()).toBe("python");
  await press("code-insert");
  await vs.window.notifications.press("put the cursor where", "New File");
  await tab("Untitled-1").waitFor();
  await status("Python").waitFor();
  expect(await textOfEditor()).toBe("print(1)\n");
  await vs.window.page.keyboard.press("Control+z");
});

it("applies to the named file as a change that is refused without a trace, or accepted as one undo step", async () => {
  await answer("ts src/total.ts", snippet);
  expect(await vs.window.byTestId("code-block").last().locator(".code-language").textContent()).toContain(
    "src/total.ts",
  );
  await press("code-apply");
  await tab("total.ts").waitFor();
  await zone().first().waitFor();
  expect(await zone().first().textContent()).toContain("reduce");
  expect(onDisk()).toBe(code);
  await vs.window.screenshot("code-apply");
  await status("Reject All").click();
  await waitFor("the zones to go", async () => (await zone().count()) === 0);
  expect(await textOfEditor()).toBe(code);

  await press("code-apply");
  await zone().first().waitFor();
  await status("Accept").click();
  await waitFor("the zones to go", async () => (await zone().count()) === 0);
  expect(await textOfEditor()).toBe(better);
  await vs.window.page.keyboard.press("Control+z");
  await waitFor("the undo", async () => (await textOfEditor()) === code);
  expect(onDisk()).toBe(code);
});

it("inserts at the cursor with its indentation, undone in one step", async () => {
  const { page } = vs.window;
  await answer("ts", "if (sum < 0) {\n  throw new Error();\n}");
  await lines().filter({ hasText: "return sum" }).first().click();
  await page.keyboard.press("Home");
  await status("Ln 6, Col 3").waitFor();
  await press("code-insert");
  const inserted = code.replace("  return sum", "  if (sum < 0) {\n    throw new Error();\n  }\n  return sum");
  await waitFor("the code", async () => (await textOfEditor()) === inserted);
  await page.keyboard.press("Control+z");
  await waitFor("the undo", async () => (await textOfEditor()) === code);
  expect(onDisk()).toBe(code);
});

it("keeps the members of a class that the code leaves out", async () => {
  const less = `export class Reader {\n  open(): string {\n    return "opened";\n  }\n\n  close(): string {\n    return "shut";\n  }\n}`;
  await answer("ts src/reader.ts", less);
  await press("code-apply");
  await tab("reader.ts").waitFor();
  await zone().first().waitFor();
  await status("Accept").first().click();
  await waitFor("the zones to go", async () => (await zone().count()) === 0);
  const expected = reader.replace('"open"', '"opened"').replace('"closed"', '"shut"');
  await waitFor("the methods", async () => (await textOfEditor()) === expected);
  await vs.window.page.keyboard.press("Control+z");
  await waitFor("the undo", async () => (await textOfEditor()) === reader);
});

it("lets the model merge what has no certain place, and proposes it", async () => {
  await answer("ts src/total.ts", unrelated);
  vs.emulator.setScript({ text: `\`\`\`ts\n${code}\n${unrelated}\n\`\`\`` });
  const before = vs.emulator.requests.length;
  await press("code-apply");
  await tab("total.ts").waitFor();
  await zone().first().waitFor();
  expect(await zone().first().textContent()).toContain("unrelated");
  const asked = vs.emulator.requests.slice(before).filter(({ method }) => method === "POST");
  expect(asked.map(({ body }) => body)).toMatchObject([{ model: "mimo-v2.6-flash", thinking: { type: "disabled" } }]);
  expect(onDisk()).toBe(code);
  await vs.window.screenshot("code-merge");
  await status("Reject").first().click();
  await waitFor("the zones to go", async () => (await zone().count()) === 0);
  expect(await textOfEditor()).toBe(code);
});

it("does not propose a merge that loses something, and offers another way", async () => {
  const { notifications } = vs.window;
  await answer("ts src/total.ts", unrelated);
  vs.emulator.setScript({ text: `\`\`\`ts\n${code.replace("export const none = 0;\n", "")}${unrelated}\n\`\`\`` });
  await press("code-apply");
  expect((await notifications.waitFor("could not be merged into src/total.ts")).buttons).toEqual([
    "Insert at Cursor",
    "New File",
  ]);
  expect(await zone().count()).toBe(0);
  expect(onDisk()).toBe(code);
  await notifications.close("could not be merged");
});

it("never touches what is outside", async () => {
  const { notifications } = vs.window;
  const outside = mkdtempSync(join(tmpdir(), "mimo-outside-"));
  writeFileSync(join(outside, "secret.ts"), code);
  symlinkSync(outside, join(vs.workspace, "linked"));
  for (const path of ["../../../etc/hosts.ts", "linked/secret.ts", join(outside, "secret.ts")]) {
    await answer(`ts ${path}`, snippet);
    await press("code-apply");
    await notifications.waitFor("is outside of the workspace");
    await notifications.close("is outside of the workspace");
  }
  expect(await tab("secret.ts").count()).toBe(0);
  expect(readFileSync(join(outside, "secret.ts"), "utf8")).toBe(code);
  expect(onDisk()).toBe(code);
});

it("a file that is not there yet is opened unsaved at its place", async () => {
  await answer("ts", "// src/new/thing.ts\nexport const thing = 1;");
  await press("code-apply");
  await vs.window.notifications.press("There is no src/new/thing.ts", "New File");
  await tab("thing.ts").waitFor();
  expect(await textOfEditor()).toBe("export const thing = 1;\n");
  await vs.window.screenshot("code-new-file");
});

it("a name of a file in an answer opens it at its line; one that is gone says so", async () => {
  vs.emulator.setScript({ text: "See `src/total.ts:4`, other.ts and `src/nowhere.ts:9`." });
  await vs.chat.ask("where?");
  const links = vs.window.byTestId("message").last().getByTestId("file-link");
  await waitFor("the links", async () => (await links.count()) === 2);
  expect(await links.allTextContents()).toEqual(["src/total.ts:4", "other.ts"]);
  await links.first().click();
  await tab("total.ts").waitFor();
  await status("Ln 4, Col 1").waitFor();
  rmSync(join(vs.workspace, "other.ts"));
  await links.nth(1).click();
  await vs.window.notifications.waitFor("does not exist any more");
});

it("Mermaid is drawn in VS Code's own page", async () => {
  await answer("mermaid", "flowchart TD\n  A[Ask] --> B[Answer]");
  const picture = vs.window.byTestId("diagram").last().locator("img");
  await picture.waitFor();
  expect(await picture.evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth)).toBeGreaterThan(
    50,
  );
  await vs.window.byTestId("code-block").last().hover();
  await vs.window.byTestId("code-enlarge").last().click();
  await tab("Diagram").waitFor();
  await vs.window.screenshot("diagram");
});

// The 1.106 server that the tests run comes without the native part of its terminal.
it.skipIf(vs.version === "1.106")(
  "commands stand at the prompt of a terminal, and run when Enter is pressed there, or Alt with the button",
  async () => {
    const { page } = vs.window;
    await answer("console", "$ mkdir made\nsome output\n$ cd made");
    const block = vs.window.byTestId("code-block").last();
    expect(await block.getByTestId("code-apply").count()).toBe(0);
    await press("code-run");
    const rows = page.locator(".terminal-wrapper.active .xterm-rows");
    await waitFor("the commands", async () =>
      (await rows.textContent())?.replaceAll("\u00a0", " ").includes("mkdir made && cd made"),
    );
    expect(existsSync(join(vs.workspace, "made"))).toBe(false);
    await vs.window.screenshot("code-run");
    await page.keyboard.press("Enter");
    await waitFor("them to run", async () => existsSync(join(vs.workspace, "made")));
    // From the keyboard, as with the mouse; in the folder where the commands before have left the terminal.
    await answer("bash", "mkdir at-once");
    await vs.window.byTestId("code-block").last().getByTestId("code-run").press("Alt+Enter");
    await waitFor("it to run", async () => existsSync(join(vs.workspace, "made", "at-once")));
  },
);
