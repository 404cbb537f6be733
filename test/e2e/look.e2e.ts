// How it looks: screenshots in the light and the dark theme, in high contrast and in a narrow side bar, kept in
// artifacts/, and what axe-core finds in each of them. With MIMO_UPDATE_SCREENSHOT=1 the README's pictures are taken anew.
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { AgentDriver } from "../vscode/agentDriver.ts";
import { themeClass } from "../vscode/driver.ts";
import { root } from "../vscode/paths.ts";
import { seriousViolations } from "./axe.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode({
  window: { colorTheme: "Default Dark Modern", viewport: { width: 1280, height: 800 } },
  changesSettings: true,
});

/** An empty chat and no open editor, in that theme and size. */
async function show(colorTheme: string, width: number, height = 800): Promise<void> {
  const { window, chat } = vscode;
  await window.page.setViewportSize({ width, height });
  await vscode.changeTheme(colorTheme);
  await window.runCommand("View: Close All Editors");
  await chat.open();
  await chat.newChat();
  const kind = { vs: "light", "vs-dark": "dark", "hc-black": "high-contrast", "hc-light": "high-contrast-light" };
  await window.webviewLocator(`body.vscode-${kind[themeClass(colorTheme)]}`).waitFor();
}

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

it.each([
  ["dark", "Default Dark Modern", "screenshot.png"],
  ["light", "Default Light Modern", "screenshot-light.png"],
] as const)("%s, with an answer beside the file it speaks of", async (name, colorTheme, picture) => {
  await show(colorTheme, 1280);
  const { window } = vscode;
  await window.openFile("src/statistics.ts");
  vscode.emulator.setScript({ reasoning, text });
  expect((await vscode.chat.ask("What does average() return for an empty list?")).state).toBe("done");
  expect(await seriousViolations(await window.webview())).toEqual([]);
  const path = await window.screenshot(`look-${name}-${vscode.version}`);
  if (process.env.MIMO_UPDATE_SCREENSHOT === "1" && vscode.version === "1.139") {
    copyFileSync(path, join(root, "media", picture));
  }
});

it.each([
  ["dark", "Default Dark Modern", 1280],
  ["light", "Default Light Modern", 1280],
  ["high-contrast", "Default High Contrast", 1000],
  ["narrow", "Default Dark Modern", 700],
] as const)("%s, with an agent that has changed a file and asks", async (name, colorTheme, width) => {
  copyFileSync(join(root, "test/fixtures/sample-workspace/src/duration.js"), join(vscode.workspace, "src/duration.js"));
  await show(colorTheme, width);
  const { window } = vscode;
  if (width > 1000) await window.openFile("src/duration.js");
  const agent = new AgentDriver(vscode.chat);
  await vscode.chat.send("Fix the failing test");
  await agent.asked();
  await agent.approve();
  await window.byTestId("changes").waitFor();
  await agent.asked();
  expect(await seriousViolations(await window.webview())).toEqual([]);
  const body = await window.webviewLocator("body").evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(body).toBe(0);
  const path = await window.screenshot(`look-agent-${name}-${vscode.version}`);
  if (process.env.MIMO_UPDATE_SCREENSHOT === "1" && vscode.version === "1.139" && name === "light") {
    copyFileSync(path, join(root, "media", `agent-${name}.png`));
  }
  await agent.deny();
  await agent.approveAll();
});

it.each([
  ["high-contrast", "Default High Contrast", 1000],
  ["narrow", "Default Dark Modern", 700],
] as const)("%s", async (name, colorTheme, width) => {
  await show(colorTheme, width, 700);
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
