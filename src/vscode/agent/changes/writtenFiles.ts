// Tells when files are written by whoever it is: what the list says of them is to be looked at again.

import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../../core/util/disposable.ts";

/** How long writing may go on before somebody looks, in ms. */
const settleMs = 200;

/** Calls `onWritten` with the addresses of files some time after they changed, with those that changed together. */
export function watchWrittenFiles(onWritten: (files: readonly string[]) => void): Disposable {
  const owned = new DisposableStore();
  const written = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const add = (uri: vscode.Uri) => {
    written.add(uri.toString());
    timer ??= setTimeout(() => {
      timer = undefined;
      const files = [...written];
      written.clear();
      onWritten(files);
    }, settleMs);
  };
  owned.add(vscode.workspace.onDidChangeTextDocument(({ document }) => add(document.uri)));
  owned.add(vscode.workspace.onDidSaveTextDocument(({ uri }) => add(uri)));
  owned.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => add(uri)));
  const watcher = owned.add(vscode.workspace.createFileSystemWatcher("**/*"));
  for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) owned.add(event(add));
  owned.add({ dispose: () => clearTimeout(timer) });
  return owned;
}
