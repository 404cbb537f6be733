// What replies cost: below the reply, in the header, and on the usage page, with the numbers the service counted.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { waitFor } from "../vscode/waitFor.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode({ server: { machineSettings: { "mimo.thinking": true } } });

const first = { promptTokens: 200_000, cachedTokens: 100_000, completionTokens: 50_000, reasoningTokens: 40_000 };
const second = { promptTokens: 300_000, cachedTokens: 0, completionTokens: 10_000, reasoningTokens: 0 };
/** $0.435 and $0.0036 for a million tokens in, $0.87 for a million out. */
const firstCost = 0.1 * 0.435 + 0.1 * 0.0036 + 0.05 * 0.87;
const secondCost = 0.3 * 0.435 + 0.01 * 0.87;

/** The usage page: the webview of an editor tab, not that of the side bar. */
const tabPage = (selector: string) => vscode.window.tabLocator("usage", selector);

const cells = (testId: string) =>
  tabPage(`[data-testid=${testId}] tbody tr`).evaluateAll((rows) =>
    rows.map((row) => [...row.children].map((cell) => cell.textContent ?? "")),
  );

it("a reply shows tokens, cached and reasoning ones too, and its cost; the header shows the conversation's", async () => {
  vscode.emulator.setScript([
    { reasoning: "Hm.", text: "One.", usage: first },
    { text: "Two.", usage: second },
  ]);
  await vscode.chat.ask("the first");
  const usage = await vscode.chat.inLastAssistant("usage");
  expect(await usage.textContent()).toBe("200,000 tokens in, 50,000 out · ≈$0.087");
  await usage.locator("button").press("Enter");
  const details = await vscode.chat.inLastAssistant("usage-details");
  expect(await details.textContent()).toMatch(/Input200,000Cached100,000Output50,000Reasoning40,000/);
  await vscode.chat.ask("the second");
  const total = vscode.window.byTestId("conversation-usage");
  await expect.poll(() => total.textContent()).toBe("$0.23");
  await total.click();
  await vscode.window.screenshot("cost-chat");
  expect(firstCost + secondCost).toBeCloseTo(0.23, 2);
});

it("the usage page has the same numbers by day, model and place", async () => {
  await vscode.window.byTestId("show-usage").click();
  await tabPage("[data-testid=usage-summary]").waitFor();
  const [day = []] = await cells("usage-days");
  expect(day.slice(1)).toEqual(["2", "500,000", "100,000", "60,000", "40,000", "$0.23"]);
  expect(await cells("usage-models")).toEqual([
    ["mimo-v2.6-pro", "2", "500,000", "100,000", "60,000", "40,000", "$0.23"],
  ]);
  expect((await cells("usage-surfaces")).map(([name]) => name)).toEqual(["Chat"]);
  await tabPage("[data-testid=usage-prices] summary").click();
  expect(await tabPage("[data-testid=usage-prices]").textContent()).toContain("In force since May 2026");
  await vscode.window.screenshot("cost-page");
});

it("what is asked in the editor counts there, and the page shows it when it is seen again", async () => {
  const { page } = vscode.window;
  await page.getByText("README.md", { exact: true }).first().dblclick();
  await page.locator(".monaco-editor .view-line").first().click();
  const usage = { promptTokens: 1000, completionTokens: 10, reasoningTokens: 0, cachedTokens: 0 };
  vscode.emulator.setScript({ text: "```md\n# Hikes\n```", usage });
  await vscode.window.runCommand("MiMo: Refactor");
  await page.locator(".statusbar-item", { hasText: "Reject All" }).click();
  await vscode.window.runCommand("MiMo: Show Usage");
  await expect
    .poll(async () => (await cells("usage-surfaces")).map((row) => row.slice(0, 3)))
    .toEqual([
      ["Chat", "2", "500,000"],
      ["Editor", "1", "1,000"],
    ]);
});

it("is saved as CSV", async () => {
  await tabPage("text=Export as CSV…").click();
  const today = new Date();
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate())}`;
  const name = `mimo-usage-${day}.csv`;
  await vscode.window.quickInput.nameFile(join(vscode.workspace, name), name);
  await vscode.window.notifications.waitFor("The usage was saved.");
  const lines = readFileSync(join(vscode.workspace, name), "utf8").trim().split("\r\n");
  expect(lines[0]).toMatch(/^day,model,surface,billing,night,replies,/);
  expect(lines[1]).toMatch(
    new RegExp(`^${day},mimo-v2.6-pro,chat,money,(yes|no),2,500000,100000,60000,40000,0,0.2265`),
  );
  expect(lines[2]).toMatch(/,edit,money,(yes|no),1,1000,0,10,0,0,/);
});

it("outlives a reload, and is cleared when the person says so", async () => {
  await vscode.window.reloadWindow();
  await vscode.chat.ready();
  await expect.poll(() => vscode.window.byTestId("conversation-usage").textContent()).toBe("$0.23");
  await vscode.window.runCommand("MiMo: Show Usage");
  await tabPage("[data-testid=usage-summary]").waitFor();
  expect(await tabPage("[data-testid=usage-summary]").textContent()).toContain("561,010");
  // Whatever is pressed, the keyboard stays where it was.
  const focused = () =>
    tabPage(":focus").evaluate((element) => element.getAttribute("data-testid") ?? element.localName);
  const ranges = tabPage("[data-testid=usage-range]");
  await ranges.first().focus();
  for (const key of ["ArrowRight", "ArrowRight", "End", "ArrowLeft", "ArrowLeft"]) {
    await vscode.window.page.keyboard.press(key);
    expect(await focused()).toBe("usage-range");
  }
  const prices = tabPage("[data-testid=usage-prices-line]");
  await prices.press("Enter");
  expect(await focused()).toBe("usage-prices-line");
  await tabPage("[data-testid=usage-clear]").press("Enter");
  expect(await vscode.window.dialog.text()).toContain("Clear the usage?");
  await vscode.window.dialog.press("Clear");
  await tabPage("text=Nothing was used in this time.").waitFor();
  await waitFor("the table to go", async () => (await tabPage("table[data-testid=usage-days]").count()) === 0);
});
