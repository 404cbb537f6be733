// What can be taken from the workspace: its files, the gate in front of them, and its rules.

import type * as vscode from "vscode";
import type { ReadGate } from "../../core/access/readGate.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import type { IgnoredFiles } from "../access/ignoredFiles.ts";
import type { LentFolders } from "../access/lentFolders.ts";
import { ProjectRules } from "../rules/projectRules.ts";
import { createFileSearch } from "../search/createFileSearch.ts";
import type { SettingSource } from "../settings/settingSource.ts";
import { readContextSettings } from "../settings/settings.ts";
import { WorkspaceFiles } from "./workspaceFiles.ts";

/** One of each for the window. */
export interface Sources extends Disposable {
  readonly files: WorkspaceFiles;
  readonly gate: ReadGate;
  readonly rules: ProjectRules;
}

/** Starts looking for the rules of the project and reads nothing else. */
export function createSources(
  { gate, ignored, lent }: { readonly gate: ReadGate; readonly ignored: IgnoredFiles; readonly lent: LentFolders },
  workspaceState: vscode.Memento,
  settings: SettingSource,
  warn: (message: string) => void,
): Sources {
  const disposables = new DisposableStore();
  const wanted = () => readContextSettings(settings).agentsFile;
  const rules = disposables.add(new ProjectRules({ gate, kept: workspaceState, lent, wanted }));
  void rules.load();
  const files = disposables.add(new WorkspaceFiles(createFileSearch(ignored, warn), ignored));
  return { files, gate, rules, dispose: () => disposables.dispose() };
}
