// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of prompts are written so
// The rules of a project as they are found in this very VS Code, through the gate, and followed after a yes.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { type Access, composeAccess } from "../../../src/compose/access.ts";
import { createToolRunner } from "../../../src/core/tools/createToolRunner.ts";
import { SeenFiles } from "../../../src/core/tools/seenFiles.ts";
import { createReadingTools } from "../../../src/vscode/agent/reading/createReadingTools.ts";
import { placesOfReading } from "../../../src/vscode/agent/reading/readingPlaces.ts";
import { ProjectRules } from "../../../src/vscode/rules/projectRules.ts";
import { closeAll, editorIsUp, folder, until } from "../editing.ts";
import { after, before, describe, it } from "../testApi.ts";

const at = (path: string) => join(folder().fsPath, path);
const put = (path: string, text: string) => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
};
const gone = [".agents", ".claude", ".github", "AGENTS.md", "CLAUDE.md", "ruled"];

/** What a window keeps. */
class Kept implements vscode.Memento {
  readonly #values = new Map<string, unknown>();
  keys = () => [...this.#values.keys()];
  get = (name: string, otherwise?: unknown) => this.#values.get(name) ?? otherwise;
  update = async (name: string, value: unknown) => void this.#values.set(name, structuredClone(value));
}

describe("the rules of the project", () => {
  let outside: string;
  let home: string;
  let access: Access;
  let wanted = true;
  let rules: ProjectRules;
  const kept = new Kept() as unknown as vscode.Memento;
  const oldHome = process.env.HOME;

  const make = () => new ProjectRules({ gate: access.gate, kept, lent: access.lent, wanted: () => wanted, home });
  const states = () => Object.fromEntries(rules.items.map(({ name, state }) => [name, state]));
  const decide = (use: boolean, ...names: readonly string[]) =>
    rules.decide(
      use,
      rules.items.filter(({ name }) => names.includes(name)).map(({ key }) => key),
    );
  const followed = (...places: readonly string[]) => rules.following(new Set(places)).map(({ name }) => name);

  before(async () => {
    await editorIsUp();
    access = composeAccess(kept);
    outside = mkdtempSync(join(tmpdir(), "mimo-outside-"));
    home = mkdtempSync(join(tmpdir(), "mimo-home-"));
    process.env.HOME = home;
    writeFileSync(join(outside, "RULES.md"), "Rules of a stranger.\n");
    put("AGENTS.md", "Use tabs.\n");
    symlinkSync("AGENTS.md", at("CLAUDE.md"));
    put(".github/copilot-instructions.md", "No emoji.\n");
    put(".github/prompts/audit.prompt.md", "---\ndescription: Looks for faults.\n---\nAudit ${file}.\n");
    put(".github/prompts/explain.prompt.md", "Explain as to a child.\n");
    put(".claude/skills/forms/SKILL.md", "---\nname: forms\ndescription: Fills in forms.\n---\nOpen it.\n");
    put(".agents/skills/pack/deep/SKILL.md", "---\ndescription: Deep.\n---\nx\n");
    put(".agents/skills/SKILL.md", "no skill: it has no folder");
    symlinkSync(join(outside, "RULES.md"), at(".github/skills-are-none"));
    mkdirSync(at(".github/skills/linked"), { recursive: true });
    symlinkSync(join(outside, "RULES.md"), at(".github/skills/linked/SKILL.md"));
    rules = make();
    await rules.load();
  });
  after(async () => {
    rules.dispose();
    process.env.HOME = oldHome;
    await closeAll();
    for (const path of gone) rmSync(at(path), { recursive: true, force: true });
    for (const path of [outside, home]) rmSync(path, { recursive: true, force: true });
  });

  it("are found in their order, a copy once, and asked about; nothing is followed before a yes", async () => {
    assert.deepEqual(states(), { "AGENTS.md": "ask", ".github/copilot-instructions.md": "ask", skills: "ask" });
    assert.deepEqual(rules.items[0]?.alsoIn, ["CLAUDE.md"]);
    assert.deepEqual(rules.items[2]?.text.split("\n").slice(1), [
      "- deep (`.agents/skills/pack/deep/SKILL.md`): Deep.",
      "- forms (`.claude/skills/forms/SKILL.md`): Fills in forms.",
    ]);
    assert.deepEqual(followed(), []);
    await decide(true, "AGENTS.md", "skills");
    assert.deepEqual(followed(), ["AGENTS.md", "skills"]);
    assert.equal(rules.isOff("AGENTS.md"), false);
    await decide(false, ".github/copilot-instructions.md");
    assert.equal(rules.isOff(".github/copilot-instructions.md"), true);
  });

  it("what leads out of the workspace, or holds a secret, is none", async () => {
    assert.ok(!JSON.stringify(rules.items).includes("stranger"));
    rmSync(at("AGENTS.md"));
    symlinkSync(join(outside, "RULES.md"), at("AGENTS.md"));
    await rules.load();
    assert.ok(!JSON.stringify(rules.items).includes("stranger"));
    rmSync(at("AGENTS.md"));
    put("AGENTS.md", `Use this key: ${["sk", "q7Zt1vR9mX4bLw2Ks8Nd5Jh3Gf6Pc0Ya"].join("-")}\n`);
    await rules.load();
    assert.deepEqual(Object.keys(states()), [".github/copilot-instructions.md", "skills"]);
    put("AGENTS.md", "Use tabs.\n");
    await rules.load();
    assert.deepEqual(followed(), ["AGENTS.md", "skills"]);
  });

  it("a change on the disk is seen, and not followed before it is taken; one taken back is asked about no more", async () => {
    put("AGENTS.md", "Use spaces.\n");
    await until("the change", () => states()["AGENTS.md"] === "changed");
    assert.deepEqual(followed(), ["skills"]);
    assert.equal(rules.isOff("AGENTS.md"), false);
    const [stale] = rules.items;
    put("AGENTS.md", "Use both.\n");
    await until("the next", () => rules.items[0]?.text === "Use both.\n");
    // What was shown has changed since: nothing is agreed to.
    await rules.decide(true, [stale?.key ?? ""]);
    assert.equal(states()["AGENTS.md"], "changed");
    await decide(true, "AGENTS.md");
    assert.deepEqual(followed(), ["AGENTS.md", "skills"]);
    // A window that is opened anew knows what was said.
    const other = make();
    await other.load();
    assert.deepEqual(
      other.items.map(({ state }) => state),
      ["on", "off", "on"],
    );
    other.dispose();
  });

  it("those of a folder join who follows the project, where a file of it is touched", async () => {
    put("ruled/app/AGENTS.md", "App.\n");
    put("ruled/app/src/a.ts", "a\n");
    const places = rules.placesFor({ path: "ruled/app/src/a.ts" });
    assert.deepEqual(
      places.map((place) => vscode.workspace.asRelativePath(vscode.Uri.parse(place))),
      ["ruled/AGENTS.md", "ruled/app/AGENTS.md", "ruled/app/src/AGENTS.md"],
    );
    assert.deepEqual(rules.placesFor({ address: vscode.Uri.file(at("ruled/app")).toString() }), places.slice(0, 2));
    assert.deepEqual(rules.placesFor({ path: join(outside, "x") }), []);
    assert.deepEqual(rules.placesFor({ address: "untitled:Untitled-1" }), []);
    await rules.look(places);
    assert.deepEqual(followed(...places), ["AGENTS.md", "skills", "ruled/app/AGENTS.md"]);
    assert.deepEqual(followed(), ["AGENTS.md", "skills"]);
    // As the next run does: of a folder that was just made, VS Code may hear nothing.
    put("ruled/app/AGENTS.md", "App, otherwise.\n");
    await rules.look(places);
    assert.equal(states()["ruled/app/AGENTS.md"], "changed");
    assert.deepEqual(followed(...places), ["AGENTS.md", "skills"]);
    // Who said no to the project's is asked about those of a folder.
    await decide(false, "AGENTS.md");
    put("ruled/lib/AGENTS.md", "Lib.\n");
    await rules.look(rules.placesFor({ path: "ruled/lib/x.ts" }));
    assert.equal(states()["ruled/lib/AGENTS.md"], "ask");
    await decide(true, "AGENTS.md");
  });

  it("a setting switches them off", async () => {
    wanted = false;
    await rules.load();
    assert.deepEqual([rules.items.filter(({ kind }) => kind === "root"), rules.prompts, followed()], [[], [], []]);
    assert.equal(rules.isOff("AGENTS.md"), true);
    wanted = true;
    await rules.load();
    assert.ok(followed().includes("AGENTS.md"));
  });

  it("prompts are found, and ours keep their names", () => {
    const found = rules.prompts.map(({ command, description, body }) => [command, description, body]);
    assert.deepEqual(found, [
      ["audit", "Looks for faults.", "Audit ${file}."],
      ["explain(project)", "", "Explain as to a child."],
    ]);
  });

  it("skills of the home are off until chosen; then their own folders are read without a question, and no more", async () => {
    const skill = join(home, ".claude/skills/mine");
    mkdirSync(skill, { recursive: true });
    mkdirSync(join(home, ".ssh"));
    writeFileSync(join(home, ".ssh/id"), "secret\n");
    writeFileSync(join(skill, "SKILL.md"), "---\nname: mine\ndescription: My own.\n---\nDo it so.\n");
    writeFileSync(join(skill, "more.md"), "More.\n");
    writeFileSync(join(skill, ".env"), "A=b\n");
    symlinkSync(join(home, ".ssh/id"), join(skill, "link.md"));
    writeFileSync(join(home, ".claude/settings.json"), "{}");
    const tools = createReadingTools({
      gate: access.gate,
      ignored: access.ignored,
      lent: access.lent,
      seen: new SeenFiles(),
      pictures: { put: async () => "" },
      seesImages: () => false,
      warn: () => {},
    });
    const runner = createToolRunner(
      tools.map(({ definition }) => definition),
      async () => tools,
      { chat: "c", question: "q" },
    );
    const read = async (path: string) => {
      const asks = await placesOfReading("read_file", { path }, { gate: access.gate, chat: "c", lent: access.lent });
      const call = runner.prepare("read_file", JSON.stringify({ path }));
      assert.equal(call.type, "call");
      if (call.type !== "call") return [];
      const { outcome } = await runner.run(call, { signal: new AbortController().signal, onOutput: () => {} });
      return [outcome, ...asks.map((each) => (each.type === "consent" ? each.reasons.join() : each.type))];
    };
    await rules.load();
    assert.ok(!("skills of the home" in states()));
    assert.deepEqual(await read("~/.claude/skills/mine/SKILL.md"), ["failed"]);
    assert.equal(await rules.useHome(true), true);
    assert.equal(states()["skills of the home"], "on");
    assert.match(
      rules.items.find(({ kind }) => kind === "home")?.text ?? "",
      /- mine \(`~\/\.claude\/skills\/mine\/SKILL\.md`\): My own\.$/,
    );
    assert.deepEqual(await read("~/.claude/skills/mine/SKILL.md"), ["done", "admitted"]);
    assert.deepEqual(await read(join(skill, "more.md")), ["done", "admitted"]);
    assert.deepEqual(await read("~/.claude/skills/mine/.env"), ["failed", "secret-name"]);
    assert.deepEqual(await read("~/.claude/skills/mine/link.md"), ["failed", "outside,secret-name"]);
    assert.deepEqual(await read("~/.claude/skills/mine/../../settings.json"), ["failed"]);
    assert.deepEqual(await read("~/.ssh/id"), ["failed"]);
    assert.equal(await rules.useHome(false), true);
    assert.deepEqual(await read("~/.claude/skills/mine/SKILL.md"), ["failed"]);
    assert.ok(!followed().includes("skills of the home"));
  });
});
