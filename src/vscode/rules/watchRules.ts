// Watches what may be rules of the project, in the folders that are open.

import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";

const patterns = ["**/AGENTS.md", "CLAUDE.md", ".github/**/*.md", "{.agents,.claude}/skills/**"] as const;
/** A checkout changes many at once; in ms. */
const gatherMs = 100;

/** Calls `onDidChange` some time after one was made, changed or taken away. */
export function watchRules(on: { onDidChange(): void; onDidChangeFolders(): void }): Disposable {
  const disposables = new DisposableStore();
  let watchers = new DisposableStore();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      on.onDidChange();
    }, gatherMs);
  };
  const watch = () => {
    watchers.dispose();
    watchers = new DisposableStore();
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      for (const pattern of patterns) {
        const watcher = watchers.add(
          vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, pattern)),
        );
        for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
          watchers.add(event(soon));
        }
      }
    }
  };
  watch();
  disposables.add({
    dispose: () => {
      clearTimeout(timer);
      watchers.dispose();
    },
  });
  disposables.add(
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      watch();
      on.onDidChangeFolders();
    }),
  );
  return disposables;
}
