// AGENTS.md at the root of a trusted workspace, watched. What it says is used when the person said yes to these words.

import { createHash } from "node:crypto";
import * as vscode from "vscode";
import type { ReadGate } from "../../core/access/readGate.ts";
import {
  type AgentsDecision,
  type AgentsState,
  agentsPrompt,
  agentsState,
  maxInstructions,
  parseDecision,
} from "../../core/context/agentsInstructions.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { Emitter } from "../../core/util/emitter.ts";

/** Where the decision of this workspace is kept. */
const decisionName = "mimo.agentsFile";

/** The file that is there now. */
interface Found {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly hash: string;
}

/** Reads the file, keeps the person's decision, and answers what goes into the system prompt. */
export class AgentsFile implements Disposable {
  readonly #gate: ReadGate;
  readonly #kept: vscode.Memento;
  /** The setting: false never looks. */
  readonly #wanted: () => boolean;

  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new Emitter<void>());
  readonly onDidChange = this.#changed.event;
  #watchers = new DisposableStore();
  #found: Found | undefined;
  /** Counts the readings: of two at a time the one that began last holds. */
  #readings = 0;

  constructor(gate: ReadGate, kept: vscode.Memento, wanted: () => boolean) {
    this.#gate = gate;
    this.#kept = kept;
    this.#wanted = wanted;

    const reload = () => void this.load();
    this.#watch();
    this.#disposables.add({ dispose: () => this.#watchers.dispose() });
    this.#disposables.add(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#watch();
        // What a folder that is gone says holds no longer, not even until the others are read.
        if (!this.#stands()) this.#found = undefined;
        reload();
      }),
    );
    this.#disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(reload));
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("mimo.context")) reload();
      }),
    );
  }

  /** Reads the file of the first folder that has one. Nothing of an untrusted workspace is read. */
  async load(): Promise<void> {
    const reading = ++this.#readings;
    const found = vscode.workspace.isTrusted && this.#wanted() ? await this.#find() : undefined;
    if (reading !== this.#readings) return;
    this.#found = found;
    this.#changed.fire();
  }

  /** Undefined when there is no such file, or it may not be used. */
  get state(): AgentsState | undefined {
    return this.#found && agentsState(this.#found.hash, parseDecision(this.#kept.get(decisionName)));
  }

  /** SHA-256 of what the file says now, in hex: what is shown with the question about it. */
  get hash(): string | undefined {
    return this.#found?.hash;
  }

  /** The file, for showing it. */
  get uri(): vscode.Uri | undefined {
    return this.#found?.uri;
  }

  /** Whether it is longer than what is used of it. */
  get isCut(): boolean {
    return (this.#found?.text.length ?? 0) > maxInstructions;
  }

  /** What goes into the system prompt; empty unless the person said yes to what the file says now. */
  get prompt(): string {
    return this.#found && this.state === "on" ? agentsPrompt(this.#found.text) : "";
  }

  /** What it would add, for its size. */
  get offered(): string {
    return this.#found ? agentsPrompt(this.#found.text) : "";
  }

  /** Keeps the person's answer about the text with `hash`. When the file says something else by now, it is asked anew. */
  async decide(use: boolean, hash: string): Promise<void> {
    if (this.#found?.hash !== hash) return this.#changed.fire();
    const decision: AgentsDecision = { hash, use };
    await this.#kept.update(decisionName, decision);
    this.#changed.fire();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** Watches the folders that are open now. */
  #watch(): void {
    this.#watchers.dispose();
    this.#watchers = new DisposableStore();
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const pattern = new vscode.RelativePattern(folder, "AGENTS.md");
      const watcher = this.#watchers.add(vscode.workspace.createFileSystemWatcher(pattern));
      for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
        this.#watchers.add(event(() => void this.load()));
      }
    }
  }

  /** Whether the folder of what was found is still open. */
  #stands(): boolean {
    return this.#found !== undefined && vscode.workspace.getWorkspaceFolder(this.#found.uri) !== undefined;
  }

  async #find(): Promise<Found | undefined> {
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const uri = vscode.Uri.joinPath(folder.uri, "AGENTS.md");
      const decision = await this.#gate.read(uri.toString(), { saved: true });
      if (decision.type === "refused") continue;
      // The person is asked about this very file: that Git ignores it does not matter.
      if (decision.type === "consent" && decision.reasons.some((reason) => reason !== "ignored")) continue;
      const { text } = decision;
      if (!text.trim()) continue;
      return { uri, text, hash: createHash("sha256").update(text).digest("hex") };
    }
    return undefined;
  }
}
