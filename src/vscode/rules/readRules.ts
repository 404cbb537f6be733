// Finds and reads the files that make a project's rules. All are read through the read gate: what it would ask about (a link
// that leads out, a secret, a file that `files.exclude` hides) is left out, since nobody is asked here.

import { createHash } from "node:crypto";
import * as vscode from "vscode";
import type { ReadGate } from "../../core/access/readGate.ts";
import { type PromptFile, promptEnding, promptFolder, promptOf } from "../../core/context/rules/promptFile.ts";
import { type RuleSource, ruleFiles, skillFolders } from "../../core/context/rules/ruleSource.ts";
import { type Skill, skillOf } from "../../core/context/rules/skills.ts";
import { shownPath } from "../../core/tools/placeOf.ts";
import { uriOf, workspaceFolders } from "../agent/workspaceFolders.ts";

/** A file of rules. */
export interface RuleFile extends RuleSource {
  readonly uri: vscode.Uri;
}

/** A prompt, and where it stands. */
export interface PromptAt extends PromptFile {
  readonly uri: vscode.Uri;
}

/** Levels below a folder of skills in which a SKILL.md is looked for, and folders that are looked into. */
const skillDepth = 3;
const mostFolders = 300;
const mostPrompts = 100;

/** The files at the roots of the workspace, in the order in which they go out. */
export async function readRuleFiles(gate: ReadGate): Promise<readonly RuleFile[]> {
  const folders = workspaceFolders();
  const found = folders.map((folder) =>
    ruleFiles.map(async (relative) => {
      const uri = uriOf({ folder, relative });
      // The person is asked about these very files: that Git ignores one does not matter.
      const text = await readRule(gate, uri, "ignored too");
      return text === undefined ? [] : [{ name: shownPath(folder, relative, folders), uri, ...textAndHash(text) }];
    }),
  );
  return (await Promise.all(found.flat())).flat();
}

/** The rules at an address, which are those of a folder; undefined when there are none that may be read. */
export async function readFolderRules(gate: ReadGate, name: string, address: string): Promise<RuleFile | undefined> {
  const uri = vscode.Uri.parse(address, true);
  const text = await readRule(gate, uri);
  return text === undefined ? undefined : { name, uri, ...textAndHash(text) };
}

/** The skills of the workspace, by their paths. */
export async function readWorkspaceSkills(gate: ReadGate): Promise<readonly Skill[]> {
  const folders = workspaceFolders();
  const found = folders.map(async (folder) => {
    const files = await skillFiles(uriOf({ folder, relative: "" }));
    return readSkills(gate, files, (relative) => shownPath(folder, relative, folders));
  });
  return (await Promise.all(found)).flat();
}

/** The `SKILL.md` files below the places for them in `root`, with their paths relative to it. Reads names alone. */
export async function skillFiles(root: vscode.Uri): Promise<readonly SkillFile[]> {
  const budget = { folders: mostFolders };
  const found = skillFolders.map((relative) => skillsBelow(vscode.Uri.joinPath(root, relative), relative, 0, budget));
  return (await Promise.all(found)).flat();
}

/** A SKILL.md; `relative` to where it was looked for. */
export interface SkillFile {
  readonly uri: vscode.Uri;
  readonly relative: string;
}

/** What `files` say of themselves. One that may not be read is left out. */
export async function readSkills(
  gate: ReadGate,
  files: readonly SkillFile[],
  shown: (relative: string) => string,
): Promise<readonly Skill[]> {
  const read = files.map(async ({ uri, relative }) => {
    const text = await readRule(gate, uri);
    return text === undefined ? [] : [skillOf(shown(relative), text)];
  });
  return (await Promise.all(read)).flat();
}

/** The prompt files of the workspace, by their names. */
export async function readPrompts(gate: ReadGate): Promise<readonly PromptAt[]> {
  const folders = workspaceFolders();
  const found = folders.map(async (folder) => {
    const root = uriOf({ folder, relative: promptFolder });
    const names = (await namesIn(root)).filter(({ name }) => name.endsWith(promptEnding)).slice(0, mostPrompts);
    const prompts = names.map(async ({ name }) => {
      const uri = vscode.Uri.joinPath(root, name);
      const text = await readRule(gate, uri);
      const prompt = text && promptOf(shownPath(folder, `${promptFolder}/${name}`, folders), text);
      return prompt ? [{ ...prompt, uri }] : [];
    });
    return (await Promise.all(prompts)).flat();
  });
  return (await Promise.all(found)).flat();
}

/** A list as a rule. */
export function ruleOf(name: string, text: string): RuleSource {
  return { name, ...textAndHash(text) };
}

/** Undefined where there is nothing, or nothing that may be sent without a question. */
async function readRule(gate: ReadGate, uri: vscode.Uri, ignored?: "ignored too"): Promise<string | undefined> {
  const decision = await gate.read(uri.toString(), { saved: true });
  if (decision.type === "refused") return undefined;
  const asks = decision.type === "consent" ? decision.reasons : [];
  if (asks.some((reason) => ignored === undefined || reason !== "ignored")) return undefined;
  return decision.text.trim() === "" ? undefined : decision.text;
}

function textAndHash(text: string): { readonly text: string; readonly hash: string } {
  return { text, hash: createHash("sha256").update(text).digest("hex") };
}

async function skillsBelow(
  uri: vscode.Uri,
  relative: string,
  depth: number,
  budget: { folders: number },
): Promise<readonly SkillFile[]> {
  if (budget.folders-- <= 0) return [];
  const names = await namesIn(uri);
  const found: SkillFile[] = [];
  for (const { name, isFolder } of names) {
    const next = { uri: vscode.Uri.joinPath(uri, name), relative: `${relative}/${name}` };
    if (!isFolder && name === "SKILL.md" && depth > 0) found.push(next);
    else if (isFolder && depth < skillDepth)
      found.push(...(await skillsBelow(next.uri, next.relative, depth + 1, budget)));
  }
  return found;
}

/** In an order that is the same each time; empty where there is no folder. */
async function namesIn(uri: vscode.Uri): Promise<readonly { readonly name: string; readonly isFolder: boolean }[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(uri);
    return entries
      .map(([name, type]) => ({ name, isFolder: (type & vscode.FileType.Directory) !== 0 }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
