// The rules of a trusted workspace: what its files say about how to work in it, and its prompts. They are watched; what one
// says is followed when the person said yes to these words. What of it the model is told, and when, RunRules decides; the
// composer shows it.

import { createHash } from "node:crypto";
import { homedir } from "node:os";
import * as vscode from "vscode";
import type { ReadGate } from "../../core/access/readGate.ts";
import type { RunRulePorts, Touched } from "../../core/agent/rules/runRules.ts";
import { namedApart } from "../../core/context/rules/promptFile.ts";
import {
  parseDecision,
  parseDecisions,
  type RuleDecisions,
  type RuleState,
  ruleState,
  withDecision,
} from "../../core/context/rules/ruleDecisions.ts";
import { homeSkills, type RuleSource, withoutRepeats, workspaceSkills } from "../../core/context/rules/ruleSource.ts";
import { skillsText } from "../../core/context/rules/skills.ts";
import { placeOf, shownPath } from "../../core/tools/placeOf.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { Emitter } from "../../core/util/emitter.ts";
import { slashCommands } from "../../protocol/slashCommands.ts";
import type { LentFolders } from "../access/lentFolders.ts";
import { uriOf, workspaceFolders } from "../agent/workspaceFolders.ts";
import {
  type PromptAt,
  readFolderRules,
  readPrompts,
  readRuleFiles,
  readSkills,
  readWorkspaceSkills,
  ruleOf,
  skillFiles,
} from "./readRules.ts";
import { watchRules } from "./watchRules.ts";

/** Where what the person said is kept, and where the answer about the one file of before is. */
const decisionsName = "mimo.rules";
const oldDecisionName = "mimo.agentsFile";

/** Rules as they are now. */
export interface RuleItem extends RuleSource {
  /** `root`: at the root of a folder, or a list of skills. `folder`: of a folder below, which joins when it is worked in. */
  readonly kind: "root" | "folder" | "home";
  /** The file; undefined for a list. */
  readonly uri?: vscode.Uri;
  /** Those that say the same, and are not sent beside it. */
  readonly alsoIn: readonly string[];
  /** Names this text of it to the view. */
  readonly key: string;
  readonly state: RuleState;
}

type Found = Omit<RuleItem, "key" | "state" | "alsoIn"> & Partial<Pick<RuleItem, "alsoIn">>;

export interface ProjectRulesDeps {
  readonly gate: ReadGate;
  readonly kept: vscode.Memento;
  readonly lent: LentFolders;
  /** The setting: false never looks. */
  readonly wanted: () => boolean;
  /** Where the home is; the person's by default. */
  readonly home?: string;
}

/** One for the window. */
export class ProjectRules implements Disposable, RunRulePorts {
  readonly #deps: ProjectRulesDeps;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new Emitter<void>());
  readonly onDidChange = this.#changed.event;
  #root: readonly Found[] = [];
  /** Those of folders by their address, as far as anybody worked there. */
  readonly #folders = new Map<string, Found>();
  #prompts: readonly PromptAt[] = [];
  /** Counts the readings: of two at a time the one that began last holds. */
  #readings = 0;
  #loading: Promise<void> = Promise.resolve();

  constructor(deps: ProjectRulesDeps) {
    this.#deps = deps;
    const reload = () => void this.load();
    this.#disposables.add(
      watchRules({
        onDidChange: reload,
        // What a folder that is gone says holds no longer, not even until the others are read.
        onDidChangeFolders: () => {
          this.#keepOpenFolders();
          reload();
        },
      }),
    );
    this.#disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(reload));
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("mimo.context")) reload();
      }),
    );
  }

  /** Reads them all. Nothing of an untrusted workspace is read. Resolves when what was last begun is read; never rejects. */
  load(): Promise<void> {
    this.#loading = this.#read(++this.#readings);
    return this.#loading;
  }

  async #read(reading: number): Promise<void> {
    const { gate, lent } = this.#deps;
    const known = [...this.#folders.keys()];
    if (!this.#isActive) lent.lend([]);
    const [files, skills, own, prompts, folders] = this.#isActive
      ? await Promise.all([
          readRuleFiles(gate),
          readWorkspaceSkills(gate),
          this.#readHome(reading),
          readPrompts(gate),
          Promise.all(known.map((address) => this.#readFolder(address))),
        ])
      : [[], [], "", [], []];
    if (reading !== this.#readings) return this.#loading;
    const list = skillsText(skills);
    const { sources, repeated } = withoutRepeats(files);
    const root = sources.map((file) => ({
      ...file,
      kind: "root" as const,
      alsoIn: repeated.filter(({ sameAs }) => sameAs === file.name).map(({ name }) => name),
    }));
    this.#root = [
      ...root,
      ...(list === "" ? [] : [{ ...ruleOf(workspaceSkills, list), kind: "root" as const }]),
      ...(own === "" ? [] : [{ ...ruleOf(homeSkills, own), kind: "home" as const }]),
    ];
    for (const address of known) this.#folders.delete(address);
    for (const found of folders) if (found) this.#folders.set(found.uri.toString(), found);
    this.#prompts = namedApart(prompts, slashCommands);
    this.#changed.fire();
  }

  /** All that are known, in the order in which they go out. */
  get items(): readonly RuleItem[] {
    return [...this.#root, ...this.#folders.values()].map((found) => this.#item(found));
  }

  /** What can be asked by `/name`. */
  get prompts(): readonly PromptAt[] {
    return this.#prompts;
  }

  /** Whether the skills of the home are in use. */
  get usesHome(): boolean {
    return this.#decisions[homeSkills]?.use === true;
  }

  /** Whether rules may be followed at all. */
  get #isActive(): boolean {
    return vscode.workspace.isTrusted && this.#deps.wanted();
  }

  /** Keeps the person's answer about the texts with these keys. About one that says something else by now, nothing is kept. */
  async decide(use: boolean, keys: readonly string[]): Promise<void> {
    let decisions = this.#decisions;
    for (const { name, hash, key } of this.items) {
      if (keys.includes(key)) decisions = withDecision(decisions, name, { hash, use });
    }
    await this.#keep(decisions);
    this.#changed.fire();
  }

  /** Switches the skills of the home on or off for this workspace. False when there are none to switch on. */
  async useHome(use: boolean): Promise<boolean> {
    await this.#keep(withDecision(this.#decisions, homeSkills, { hash: "", use }));
    await this.load();
    const found = this.items.find(({ name }) => name === homeSkills);
    if (use && found) await this.decide(true, [found.key]);
    return found !== undefined || !use;
  }

  placesFor(touched: Touched): readonly string[] {
    if (!this.#isActive) return [];
    const uri = "address" in touched ? parse(touched.address) : this.#uriOf(touched.path);
    const folder = uri && vscode.workspace.getWorkspaceFolder(uri);
    if (!uri || !folder) return [];
    const names = uri.path.slice(folder.uri.path.replace(/\/$/, "").length + 1).split("/");
    // What a question names may be a folder.
    const depth = "address" in touched ? names.length : names.length - 1;
    return names
      .slice(0, depth)
      .map((_, at) => vscode.Uri.joinPath(folder.uri, ...names.slice(0, at + 1), "AGENTS.md").toString());
  }

  async look(places: readonly string[]): Promise<void> {
    const found = await Promise.all(places.map((address) => this.#readFolder(address)));
    const fresh = found.filter((each) => each !== undefined);
    if (fresh.length === 0) return;
    for (const each of fresh) this.#folders.set(each.uri.toString(), each);
    // Who follows the project follows what it says of its folders; what it says later is asked about.
    const files = this.#root.filter(({ uri }) => uri).map((each) => this.#item(each));
    const refused = files.some(({ name, state }) => name.endsWith("AGENTS.md") && state === "off");
    const follows = !refused && files.some(({ state }) => state === "on");
    const asking = fresh.map((each) => this.#item(each)).filter(({ state }) => state === "ask");
    if (follows && asking.length > 0)
      await this.decide(
        true,
        asking.map(({ key }) => key),
      );
    else this.#changed.fire();
  }

  following(places: ReadonlySet<string>): readonly RuleSource[] {
    if (!this.#isActive) return [];
    const isHere = ({ kind, uri }: RuleItem) => kind !== "folder" || (uri !== undefined && places.has(uri.toString()));
    return this.items.filter((item) => item.state === "on" && isHere(item));
  }

  isOff(name: string): boolean {
    return !this.#isActive || this.#decisions[name]?.use === false;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  get #decisions(): RuleDecisions {
    const { kept } = this.#deps;
    const decisions = parseDecisions(kept.get(decisionsName));
    const old = parseDecision(kept.get(oldDecisionName));
    return old ? { "AGENTS.md": old, ...decisions } : decisions;
  }

  async #keep(decisions: RuleDecisions): Promise<void> {
    const { kept } = this.#deps;
    await kept.update(decisionsName, decisions);
    if (kept.get(oldDecisionName) !== undefined) await kept.update(oldDecisionName, undefined);
  }

  #item(found: Found): RuleItem {
    const { name, hash } = found;
    const decided = ruleState(hash, this.#decisions[name]);
    const key = createHash("sha256").update(`${name}\0${hash}`).digest("hex");
    // Nobody is asked about what is in the home: it is chosen.
    return { alsoIn: [], ...found, key, state: found.kind === "home" && decided === "ask" ? "off" : decided };
  }

  #uriOf(path: string): vscode.Uri | undefined {
    const place = placeOf(path, workspaceFolders());
    return place.type === "place" ? uriOf(place) : undefined;
  }

  async #readFolder(address: string): Promise<(Found & { readonly uri: vscode.Uri }) | undefined> {
    const uri = parse(address);
    const folder = uri && vscode.workspace.getWorkspaceFolder(uri);
    if (!uri || !folder) return undefined;
    const folders = workspaceFolders();
    const own = folders.find((each) => each.name === folder.name && each.path === folder.uri.fsPath);
    const relative = uri.path.slice(folder.uri.path.replace(/\/$/, "").length + 1);
    const file = own && (await readFolderRules(this.#deps.gate, shownPath(own, relative, folders), address));
    return file && { ...file, kind: "folder" };
  }

  /** The list of what is in the home; empty unless the person chose it. */
  async #readHome(reading: number): Promise<string> {
    const { gate, lent, home = homedir() } = this.#deps;
    if (!this.usesHome) {
      lent.lend([]);
      return "";
    }
    const files = await skillFiles(vscode.Uri.file(home));
    // The person may have switched them off meanwhile: then nothing is lent any more.
    if (reading !== this.#readings) return "";
    lent.lend(files.map(({ uri }) => vscode.Uri.joinPath(uri, "..")));
    return skillsText(await readSkills(gate, files, (relative) => `~/${relative}`));
  }

  #keepOpenFolders(): void {
    const isOpen = ({ uri }: Found) => !uri || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
    this.#root = this.#root.filter(isOpen);
    for (const [address, found] of this.#folders) if (!isOpen(found)) this.#folders.delete(address);
  }
}

function parse(address: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(address, true);
  } catch {
    return undefined;
  }
}
