// The project's rules as they stand with the composer: a chip each, and its prompts in the menu behind the slash.

import { expect, test } from "vitest";
import type { ContextChip, ContextSnapshot } from "../../src/protocol/context.ts";
import { snapshot } from "./conversation.ts";
import { useView } from "./viewPage.ts";

const { open } = useView();

const rule = (label: string, more: Partial<ContextChip> = {}): ContextChip => ({
  id: `agents:${label}`,
  kind: "agents",
  label,
  title: `Instructions of this workspace (${label}): about 40 tokens`,
  size: "40 tokens",
  state: "ready",
  on: true,
  ...more,
});
const prompts: ContextSnapshot["prompts"] = [
  { command: "audit", description: "Looks for faults.", path: ".github/prompts/audit.prompt.md" },
  { command: "explain(project)", description: "", path: ".github/prompts/explain.prompt.md" },
];
const chips = [
  rule("AGENTS.md"),
  rule("copilot-instructions.md", { state: "changed", size: "changed", on: false }),
  rule("Skills", { on: false }),
];

for (const [width, theme] of [
  [250, "vscode-light"],
  [400, "vscode-dark"],
  [400, "vscode-high-contrast"],
] as const) {
  test(`rules are chips that tell what they are, at ${width} px in ${theme}`, async () => {
    const view = await open(snapshot([]), { width, theme });
    await view.receive({ type: "contextState", state: { chips, notices: [] } });
    const shown = view.page.getByTestId("agents-file");
    expect(await shown.allTextContents()).toEqual(["AGENTS.md40 tokens", "copilot-instructions.mdchanged", "Skills"]);
    const pressed = await shown.evaluateAll((all) => all.map((each) => each.getAttribute("aria-pressed")));
    expect(pressed).toEqual(["true", "false", "false"]);
    // What changed does not look as what is off.
    const looks = await shown.evaluateAll((all) => all.map((each) => each.closest("li")?.className));
    expect(looks).toEqual(["chip", "chip", "chip off"]);
    expect(await view.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await view.look(`rules-${width}-${theme}`);
  });
}

test("one press takes what a file says now, and another one leaves it; the keyboard does the same", async () => {
  const view = await open(snapshot([]));
  await view.receive({ type: "contextState", state: { chips, notices: [] } });
  const shown = view.page.getByTestId("agents-file");
  await shown.nth(1).click();
  await shown.nth(0).focus();
  await view.page.keyboard.press("Enter");
  expect(await view.sent("contextSwitch")).toMatchObject([
    { id: "agents:copilot-instructions.md", on: true },
    { id: "agents:AGENTS.md", on: false },
  ]);
});

test("prompts of the project stand in the menu behind ours, with what they do and where they are", async () => {
  const view = await open(snapshot([]));
  await view.receive({ type: "contextState", state: { chips: [], notices: [], prompts } });
  await view.composer.focus();
  await view.page.keyboard.type("/ex");
  const options = view.page.getByTestId("command-option");
  expect(await options.locator(".mention-label").allTextContents()).toEqual([
    "/explain",
    "/export",
    "/explain (project)",
  ]);
  await view.look("rules-menu");
  await view.page.keyboard.press("ArrowUp");
  await view.page.keyboard.press("Enter");
  expect(await view.composer.inputValue()).toBe("/explain(project) ");
  await view.composer.fill("");
  await view.page.keyboard.type("/aud");
  expect(await options.allTextContents()).toEqual(["/auditLooks for faults. · .github/prompts/audit.prompt.md"]);
  await view.page.keyboard.press("Enter");
  await view.page.keyboard.type("this file");
  await view.page.keyboard.press("Enter");
  expect(await view.sent("send")).toMatchObject([{ text: "/audit this file" }]);
});
