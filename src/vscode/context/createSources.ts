// What can be taken from the workspace: its files, the gate in front of them, and its AGENTS.md.

import type * as vscode from "vscode";
import type { ReadGate } from "../../core/access/readGate.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import type { IgnoredFiles } from "../access/ignoredFiles.ts";
import { createFileSearch } from "../search/createFileSearch.ts";
import type { SettingSource } from "../settings/settingSource.ts";
import { readContextSettings } from "../settings/settings.ts";
import { AgentsFile } from "./agentsFile.ts";
import { WorkspaceFiles } from "./workspaceFiles.ts";

/** One of each for the window. */
export interface Sources extends Disposable {
  readonly files: WorkspaceFiles;
  readonly gate: ReadGate;
  readonly agents: AgentsFile;
}

/** Starts looking for AGENTS.md and reads nothing else. */
export function createSources(
  { gate, ignored }: { readonly gate: ReadGate; readonly ignored: IgnoredFiles },
  workspaceState: vscode.Memento,
  settings: SettingSource,
  warn: (message: string) => void,
): Sources {
  const disposables = new DisposableStore();
  const agents = disposables.add(new AgentsFile(gate, workspaceState, () => readContextSettings(settings).agentsFile));
  void agents.load();
  const files = disposables.add(new WorkspaceFiles(createFileSearch(ignored, warn), ignored));
  return { files, gate, agents, dispose: () => disposables.dispose() };
}
