// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of prompts are written so
// The project's rules in a chat: what is followed goes in once, before the first question, and stays in the bytes in which
// it went; those of folders and what changed come later; prompts are asked by their names.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { waitFor } from "../vscode/waitFor.ts";
import { agentBodies, brokenBeginnings, lastQuestion, lastResults } from "./agentRequests.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode({
  changesSettings: true,
  files: {
    "AGENTS.md": "Write in verse.\n",
    "CLAUDE.md": "@AGENTS.md\n",
    ".github/copilot-instructions.md": "Never use emoji.\n",
    ".claude/skills/forms/SKILL.md": "---\nname: forms\ndescription: Fills in forms.\n---\nOpen the form first.\n",
    ".github/prompts/audit.prompt.md": "---\ndescription: Looks for faults.\n---\nAudit ${input:what} with care.\n",
    "app/AGENTS.md": "In app, all is blue.\n",
    "app/a.ts": "export const a = 1;\n",
    "b.ts": "export const b = 2;\n",
  },
});

const find = (id: string) => vscode.window.byTestId(id);
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(vscode.workspace, path)), { recursive: true });
  writeFileSync(join(vscode.workspace, path), text);
};
const press = (label: string) => find("context-action").filter({ hasText: label }).first().click();
const chip = (label: string) => find("agents-file").filter({ hasText: label });
const reading = (path: string) => ({ name: "read_file", arguments: { path } });
const count = (text: string, body = agentBodies(vscode.emulator).at(-1)) => JSON.stringify(body).split(text).length - 1;
const bodies: ReturnType<typeof agentBodies>[number][] = [];

async function ask(text: string) {
  const before = agentBodies(vscode.emulator).length;
  const answer = await vscode.chat.ask(text);
  bodies.push(...agentBodies(vscode.emulator).slice(before));
  return answer;
}

it("are offered once, and go in once; the beginning stays over questions, folders and changes", async () => {
  await find("context-notice").filter({ hasText: "instructions for assistants" }).waitFor();
  expect(await find("context-notice").textContent()).toContain("(AGENTS.md, .github/copilot-instructions.md, Skills)");
  await press("Follow");
  await chip("AGENTS.md").waitFor();
  await waitFor("three chips", async () => (await find("agents-file").count()) === 3);
  await vscode.window.screenshot(`rules-chips-${vscode.version}`);

  expect(await ask("/echo One")).toMatchObject({ state: "done" });
  expect(count("Write in verse.")).toBe(1);
  expect(count("@AGENTS.md")).toBe(0);
  expect(count("Never use emoji.")).toBe(1);
  expect(lastQuestion(vscode.emulator)).toContain("- forms (`.claude/skills/forms/SKILL.md`): Fills in forms.");
  await find("run-notice").filter({ hasText: "Following the project: AGENTS.md" }).waitFor();

  vscode.emulator.addAgent({
    question: "Look at a",
    steps: [{ calls: [reading("b.ts")] }, { calls: [reading("app/a.ts")] }, { text: "Seen." }],
  });
  expect(await ask("Look at a")).toMatchObject({ state: "done" });
  expect(bodies.map((body) => count("all is blue", body))).toEqual([0, 0, 0, 1]);
  await chip("app/AGENTS.md").waitFor();

  write("AGENTS.md", "Write in prose.\n");
  await waitFor("the change", async () => (await chip("AGENTS.md").first().textContent())?.includes("changed"));
  await vscode.window.screenshot(`rules-changed-${vscode.version}`);
  await ask("/echo Two");
  expect([count("in verse"), count("in prose")]).toEqual([1, 0]);
  await chip("AGENTS.md").first().click();
  await waitFor("a yes", async () => (await chip("AGENTS.md").first().getAttribute("aria-pressed")) === "true");
  await ask("/echo Three");
  await vscode.window.reloadWindow();
  await vscode.chat.ready();
  await chip("AGENTS.md").first().waitFor();
  await ask("/echo Four");
  expect([count("in verse"), count("in prose"), count("all is blue"), count("no emoji")]).toEqual([1, 1, 1, 0]);
  expect(bodies.length).toBe(7);
  expect(brokenBeginnings(bodies)).toEqual([]);
});

it("a skill's body is read when it is used, without a question", async () => {
  vscode.emulator.addAgent({
    question: "Fill it in",
    steps: [{ calls: [reading(".claude/skills/forms/SKILL.md")] }, { text: "Filled." }],
  });
  expect(await ask("Fill it in")).toMatchObject({ state: "done" });
  expect(lastResults(vscode.emulator).at(-1)).toContain("Open the form first.");
});

it("a prompt is chosen behind the slash, and what is typed after it goes along", async () => {
  const { composer } = vscode.chat;
  await composer.focus();
  await composer.pressSequentially("/aud");
  await find("command-option").filter({ hasText: "Looks for faults." }).waitFor();
  await composer.press("Enter");
  expect(await composer.inputValue()).toBe("/audit ");
  const before = await vscode.chat.ofRole("user").count();
  await composer.pressSequentially("b.ts");
  await composer.press("Enter");
  await waitFor("the question", async () => (await vscode.chat.ofRole("user").count()) > before);
  await vscode.chat.waitForReply();
  const question = lastQuestion(vscode.emulator);
  expect(question).toMatch(
    /<prompt from="\.github\/prompts\/audit\.prompt\.md" is="what the person asks[^"]*">\nAudit b\.ts with care\.\n<\/prompt>/,
  );
  expect(question).toMatch(/\/audit b\.ts$/);
  expect(await find("reference").last().getAttribute("title")).toContain("audit.prompt.md");
  await vscode.window.screenshot(`rules-prompt-${vscode.version}`);
});

it("go in once over the other protocol too, and the beginning stays", async () => {
  await vscode.changeSettings({ "mimo.protocol": "anthropic" });
  await vscode.chat.newChat();
  await chip("AGENTS.md").first().waitFor();
  vscode.emulator.addAgent({
    question: "Look at a again",
    steps: [{ calls: [reading("b.ts")] }, { calls: [reading("app/a.ts")] }, { text: "Seen." }],
  });
  expect(await ask("Look at a again")).toMatchObject({ state: "done" });
  const sent = agentBodies(vscode.emulator);
  expect(vscode.emulator.requests.map(({ path }) => path)).toEqual(Array(3).fill("/anthropic/v1/messages"));
  expect(sent.map((body) => [count("in prose", body), count("all is blue", body)])).toEqual([
    [1, 0],
    [1, 0],
    [1, 1],
  ]);
  expect(brokenBeginnings(sent)).toEqual([]);
});
