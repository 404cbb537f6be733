// Apply All: the code of a whole answer as changes to decide on, in the files that it names.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
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

const vs = useVsCode({
  files: { "src/total.ts": code, "src/reader.ts": reader, "other.ts": "export {};\n" },
});

const zone = () => vs.window.page.locator(".monaco-editor .review-widget");
const tab = (name: string) => vs.window.page.locator(".tab", { hasText: name });
const lines = () => vs.window.page.locator(".editor-instance .view-line");
const onDisk = () => readFileSync(join(vs.workspace, "src/total.ts"), "utf8");

/** What the active editor holds, read through the clipboard: what is scrolled away or folded is in it too. */
async function textOfEditor(): Promise<string> {
  const { page } = vs.window;
  await lines().first().click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  return page.evaluate("navigator.clipboard.readText()");
}

it("applies all of an answer's code in the files it names", async () => {
  const { notifications } = vs.window;
  const third = "export const third = 3;";
  const blocks = [
    ["src/total.ts", snippet],
    ["src/reader.ts", 'export class Reader {\n  rest(): string {\n    return "all";\n  }\n}'],
    ["src/third.ts", third],
  ].map(([path, text]) => `\`\`\`ts ${path}\n${text}\n\`\`\``);
  vs.emulator.setScript({ text: blocks.join("\n\n") });
  await vs.chat.ask("change all");
  const all = vs.window.byTestId("code-apply-all").last();
  await all.focus();
  await vs.window.page.keyboard.press("Enter");
  const told = await notifications.waitFor("Changes are proposed in src/total.ts, src/reader.ts.");
  expect(told.text).toContain("There is no src/third.ts in the workspace.");
  expect(told.buttons).toEqual(["New File"]);
  await tab("reader.ts").waitFor();
  await zone().first().waitFor();
  expect(await zone().first().textContent()).toContain("reduce");
  expect(onDisk()).toBe(code);
  await vs.window.screenshot("code-apply-all");
  await notifications.press("Changes are proposed", "New File");
  await tab("third.ts").waitFor();
  expect(await textOfEditor()).toBe(`${third}\n`);
  await vs.window.page.keyboard.press("Control+z");
});
