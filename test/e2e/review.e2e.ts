// Review Code as a person meets it: a scope is picked, findings stand at their lines, a fix becomes a proposal, and all of it
// can be taken away again.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { AgentDriver } from "../vscode/agentDriver.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vs = useVsCode({ emulator: { pieceDelayMs: 0 }, changesSettings: true });

const file = () => join(vs.workspace, "src/duration.js");
const git = (...args: string[]) => execFileSync("git", args, { cwd: vs.workspace });
const threads = () => vs.window.page.locator(".editor-instance .review-widget");
const thread = (text: string) => threads().filter({ hasText: text });
const button = (text: string, name: string) =>
  thread(text).locator(
    `.review-title .action-label[aria-label^="${name}"], .head .action-label[aria-label^="${name}"]`,
  );

const changed = (text: string) =>
  text.replace("const whole = Math.floor(hours);", "const whole = Math.round(hours);\n  console.log(whole);");

async function review(scope: string): Promise<void> {
  await vs.window.runCommand("MiMo: Review Code");
  const { quickInput } = vs.window;
  await quickInput.waitUntilShows("What to review");
  await quickInput.rows.filter({ hasText: scope }).click();
}

const finding = {
  // Of another line, as models name them.
  line: 2,
  severity: "error",
  title: "Half an hour becomes a whole one",
  body: "See [this](command:workbench.action.closeWindow) ![](https://example.invalid/seen.png) <b>now</b>.",
  old_text: "  const whole = Math.round(hours);",
  new_text: "  const whole = Math.trunc(hours);",
};
const general = {
  severity: "hint",
  title: "There is no test for this",
  body: "Add one.",
  old_text: "nowhere();",
  line: 3,
};

it("stands at the code it is about, is mended by a proposal, and goes with it", async () => {
  writeFileSync(file(), changed(readFileSync(file(), "utf8")));
  await vs.window.openFile("src/duration.js");
  vs.emulator.setScript({ text: JSON.stringify({ findings: [finding, general] }) });
  await review("Changes Not Staged");
  const { text } = await vs.window.notifications.waitFor("Files reviewed: 1 of 1.");
  expect(text).toContain("Errors: 1, warnings: 0, hints: 1.");
  await waitFor("both findings", async () => (await threads().count()) === 2);
  await vs.window.screenshot("review-findings");
  const found = thread("Half an hour becomes a whole one");
  expect(await found.innerText()).toContain("See [this]");
  expect(await found.locator("img[src^=http], b").count()).toBe(0);
  // An address that is written out leads to what it says, after a question of VS Code's; nothing else leads anywhere.
  const links = await found
    .locator("a[href], a[data-href]")
    .evaluateAll((all) =>
      all.map((link) => [link.textContent, link.getAttribute("data-href") ?? link.getAttribute("href")]),
    );
  expect(links).toEqual([["https://example.invalid/seen.png", "https://example.invalid/seen.png"]]);
  const line = vs.window.page.locator(".editor-instance .view-line", { hasText: "Math.round(hours);" });
  const [box, below] = [await line.boundingBox(), await found.boundingBox()];
  // Nothing stands between them: VS Code draws an arrow, which is lower than a line.
  expect(Math.abs((box?.y ?? 0) + (box?.height ?? 0) - (below?.y ?? 0))).toBeLessThan(box?.height ?? 0);
  expect(await thread("There is no test for this").innerText()).toContain("MiMo named line 3.");

  await button("Half an hour", "Fix").click();
  await vs.window.page.locator(".statusbar-item", { hasText: /Accept (\d+ )?Change/ }).waitFor();
  await vs.window.screenshot("review-fix");
  expect(readFileSync(file(), "utf8")).toContain("Math.round(hours);");
  await vs.window.page.locator(".statusbar-item", { hasText: /Accept (\d+ )?Change/ }).click();
  await waitFor("the finding to go", async () => (await thread("Half an hour").count()) === 0);
  await vs.window.page.locator(".editor-instance .view-line", { hasText: "Math.trunc(hours);" }).click();
  // The other finding stands at the first line, which may be out of sight by now.
  await vs.window.page.keyboard.press("Control+Home");
  await button("There is no test", "Dismiss").click();
  await waitFor("no finding", async () => (await threads().count()) === 0);
  await vs.window.runCommand("File: Revert File");
});

it("without a key to a model is answered by the emulator; Clear takes all away; nothing found is said", async () => {
  await review("Changes Not Staged");
  await vs.window.notifications.waitFor("warnings: 1");
  await thread("A line for debugging was left in").waitFor();
  await vs.window.runCommand("MiMo: Clear Review");
  await waitFor("no finding", async () => (await threads().count()) === 0);
  vs.emulator.setScript({ text: '{"findings": []}' });
  await review("Changes Not Staged");
  await vs.window.notifications.waitFor("MiMo found nothing to remark on.");
});

it("says what it did not look at, and why not", async () => {
  git("checkout", "-q", ".");
  writeFileSync(join(vs.workspace, "package-lock.json"), "{}\n");
  writeFileSync(join(vs.workspace, ".env.local"), `TOKEN=${"x".repeat(20)}\n`);
  await review("Changes Not Staged");
  const { text, buttons } = await vs.window.notifications.waitFor("There is nothing to review.");
  expect(text).toContain("Generated: package-lock.json.");
  expect(text).toContain(".env.local");
  expect(buttons).toContain("Include…");
  expect(vs.emulator.requests.filter(({ path }) => path.includes("completions"))).toEqual([]);
  git("clean", "-q", "-f");
});

it("reviews what the agent changed, and nothing else", async () => {
  const content = "export const added = 1;\nexport const other = 2;\n";
  vs.emulator.addAgent({
    question: "Add a file",
    steps: [{ calls: [{ name: "write_file", arguments: { path: "src/added.js", content } }] }, { text: "Added." }],
  });
  await vs.chat.send("Add a file");
  await new AgentDriver(vs.chat).approveAll();
  vs.emulator.setScript({
    text: JSON.stringify([{ ...finding, title: "It is not used", old_text: "export const other = 2;", new_text: "" }]),
  });
  await review("MiMo's changes");
  await vs.window.notifications.waitFor("Errors: 1");
  const bodies = vs.emulator.requests.map(({ body }) => JSON.stringify(body));
  expect(bodies.filter((body) => body.includes("<change path"))).toEqual([expect.stringContaining("src/added.js")]);
});

it("the margin shows what the agent changed, place by place, for those who want it there", async () => {
  await vs.chat.newChat();
  git("checkout", "-q", ".");
  await vs.window.openFile("src/duration.js");
  const before = readFileSync(file(), "utf8");
  const edit = (old_text: string, new_text: string) => ({
    name: "edit_file",
    arguments: { path: "src/duration.js", old_text, new_text },
  });
  vs.emulator.addAgent({
    question: "Change two places",
    steps: [
      { calls: [edit("kilometres / 5 +", "kilometres / 4 +"), edit("Math.floor(hours);", "Math.ceil(hours);")] },
      { text: "Changed." },
    ],
  });
  expect(await vs.chat.ask("Change two places")).toMatchObject({ state: "done" });
  await vs.changeSettings({ "mimo.agent.showInMargin": true });
  const { page } = vs.window;
  const peek = page.locator(".peekview-widget");
  const open = async () => {
    const bar = await page.locator(".dirty-diff-glyph").first().boundingBox();
    await page.mouse.click((bar?.x ?? 0) + 1, (bar?.y ?? 0) + 8);
    await peek.waitFor();
  };
  await waitFor("a bar", async () => (await page.locator(".dirty-diff-glyph").count()) > 0);
  await open();
  await peek.locator("select").selectOption({ label: "MiMo's changes" });
  await vs.window.screenshot("agent-margin");
  await peek.locator(".action-label[aria-label^='Undo Changed Lines']").click();
  await expect.poll(() => readFileSync(file(), "utf8")).toBe(before.replace("Math.floor", "Math.ceil"));
  await vs.window.byTestId("undo-all").click();
  await expect.poll(() => readFileSync(file(), "utf8")).toBe(before);
});

it("is stopped half-way over the other protocol: what was found until then stays, and is said", async () => {
  await vs.window.runCommand("MiMo: Clear Review");
  await vs.changeSettings({ "mimo.protocol": "anthropic" });
  writeFileSync(file(), changed(readFileSync(file(), "utf8")));
  const other = join(vs.workspace, "src/main.ts");
  writeFileSync(other, `${readFileSync(other, "utf8")}export const more = 1;\n`);
  vs.emulator.setScript([
    { match: { contains: "duration.js" }, text: JSON.stringify({ findings: [finding] }) },
    { match: { contains: "main.ts" }, text: `{"findings": [${" ".repeat(4000)}]}`, pieceSize: 1, delayMs: 50 },
  ]);
  await review("Changes Not Staged");
  // "src/added.js" of the test before is not staged either, and answered by the emulator itself.
  await vs.window.notifications.waitFor(/2 of 3 files/);
  await thread("Half an hour becomes a whole one").waitFor();
  await vs.window.screenshot("review-progress");
  await vs.window.notifications.press("MiMo is reviewing", "Cancel");
  const { text } = await vs.window.notifications.waitFor("Stopped.");
  expect(text).toContain("Files reviewed: 2 of 3.");
  expect(await thread("Half an hour becomes a whole one").count()).toBe(1);
  expect(vs.emulator.requests.map(({ path }) => path)).toEqual(Array(3).fill("/anthropic/v1/messages"));
  // Its request is cut, and not read to the end.
  await waitFor("the request to end", () => vs.emulator.requests.some(({ closedByClientAt }) => closedByClientAt));
});
