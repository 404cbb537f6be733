// How it looks: screenshots in the light and the dark theme, in high contrast and in a narrow side bar, kept in
// artifacts/, and what axe-core finds in each of them. With MIMO_UPDATE_SCREENSHOT=1 the README's picture is taken anew.
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../vscode/paths.ts";
import { seriousViolations } from "./axe.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode({ window: { colorTheme: "Default Dark Modern", viewport: { width: 1280, height: 800 } } });

const text = `\`average()\` divides by the number of values, so an empty list gives **\`NaN\`**.

\`\`\`ts
export function average(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return sum(values) / values.length;
}
\`\`\`

| input | before | after |
|---|---|---|
| \`[1, 3]\` | 2 | 2 |
| \`[]\` | NaN | undefined |

- Callers now decide what *no average* means.
- See [statistics.ts](src/statistics.ts).
`;
const reasoning = "The sum of no values is 0, and 0 / 0 is NaN. The caller should be told that there is no average.";

it("dark, with an answer beside the file it speaks of", async () => {
  const { window } = vscode;
  await window.page.getByText("src", { exact: true }).first().click();
  await window.page.getByText("statistics.ts", { exact: true }).first().dblclick();
  vscode.emulator.setScript({ reasoning, text });
  expect((await vscode.chat.ask("What does average() return for an empty list?")).state).toBe("done");
  expect(await seriousViolations(await window.webview())).toEqual([]);
  const path = await window.screenshot(`look-dark-${vscode.version}`);
  if (process.env.MIMO_UPDATE_SCREENSHOT === "1" && vscode.version === "1.139") {
    copyFileSync(path, join(root, "media", "screenshot.png"));
  }
});

it.each([
  ["light", "Default Light Modern", 1000],
  ["high-contrast", "Default High Contrast", 1000],
  ["narrow", "Default Dark Modern", 700],
] as const)("%s", async (name, colorTheme, width) => {
  await vscode.reopen({ colorTheme, viewport: { width, height: 700 } });
  await vscode.chat.open();
  await vscode.chat.newChat();
  vscode.emulator.setScript({ reasoning, text, finish: "length" });
  await vscode.chat.ask("What does average() return for an empty list?");
  const body = await vscode.window.webviewLocator("body").evaluate((element) => ({
    width: element.clientWidth,
    scrollWidth: element.scrollWidth,
  }));
  expect(body.scrollWidth).toBeLessThanOrEqual(body.width);
  expect(await seriousViolations(await vscode.window.webview())).toEqual([]);
  await vscode.window.screenshot(`look-${name}-${vscode.version}`);
});
