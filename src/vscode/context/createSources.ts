// What can be taken from the workspace: its files, the gate in front of them, and its AGENTS.md.

import type * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { FileGate } from "../access/fileGate.ts";
import { IgnoredFiles } from "../access/ignoredFiles.ts";
import { createFileSearch } from "../search/createFileSearch.ts";
import type { SettingSource } from "../settings/settingSource.ts";
import { readContextSettings } from "../settings/settings.ts";
import { AgentsFile } from "./agentsFile.ts";
import { WorkspaceFiles } from "./workspaceFiles.ts";

/** One of each for the window. */
export interface Sources extends Disposable {
  readonly files: WorkspaceFiles;
  readonly gate: FileGate;
  readonly agents: AgentsFile;
}

/** Starts looking for AGENTS.md and reads nothing else. */
export function createSources(
  workspaceState: vscode.Memento,
  settings: SettingSource,
  warn: (message: string) => void,
): Sources {
  const disposables = new DisposableStore();
  const ignored = new IgnoredFiles();
  const gate = new FileGate(ignored);
  const agents = disposables.add(new AgentsFile(gate, workspaceState, () => readContextSettings(settings).agentsFile));
  void agents.load();
  const files = disposables.add(new WorkspaceFiles(createFileSearch(ignored, warn), ignored));
  return { files, gate, agents, dispose: () => disposables.dispose() };
}
