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
  #found: Found | undefined;

  constructor(gate: ReadGate, kept: vscode.Memento, wanted: () => boolean) {
    this.#gate = gate;
    this.#kept = kept;
    this.#wanted = wanted;

    const reload = () => void this.load();
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, "AGENTS.md"));
      this.#disposables.add(watcher);
      for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
        this.#disposables.add(event(reload));
      }
    }
    this.#disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(reload));
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("mimo.context")) reload();
      }),
    );
  }

  /** Reads the file of the first folder that has one. Nothing of an untrusted workspace is read. */
  async load(): Promise<void> {
    this.#found = vscode.workspace.isTrusted && this.#wanted() ? await this.#find() : undefined;
    this.#changed.fire();
  }

  /** Undefined when there is no such file, or it may not be used. */
  get state(): AgentsState | undefined {
    return this.#found && agentsState(this.#found.hash, parseDecision(this.#kept.get(decisionName)));
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

  /** Keeps the person's answer about the file as it is now. */
  async decide(use: boolean): Promise<void> {
    if (!this.#found) return;
    const decision: AgentsDecision = { hash: this.#found.hash, use };
    await this.#kept.update(decisionName, decision);
    this.#changed.fire();
  }

  dispose(): void {
    this.#disposables.dispose();
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
