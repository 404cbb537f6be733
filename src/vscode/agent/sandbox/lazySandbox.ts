// The sandbox as a window has it: off, or loaded by the first command that is judged.

import { homedir } from "node:os";
import * as vscode from "vscode";
import { GitIgnore } from "../../../core/access/gitIgnore.ts";
import { type Disposable, DisposableStore } from "../../../core/util/disposable.ts";
import { rootOf } from "../../access/gitOnDisk.ts";
import type { IgnoredFiles } from "../../access/ignoredFiles.ts";
import { workspaceFolders } from "../workspaceFolders.ts";
import type { CommandSandbox } from "./heldCommand.ts";
import type { Sandbox } from "./sandbox.ts";

export interface LazySandboxDeps {
  /** Whether the person wants it, asked each time. */
  readonly isOn: () => boolean;
  /** Our own storage, a path of the machine. */
  readonly storage: string;
  readonly ignored: IgnoredFiles;
}

/** Loads nothing yet. */
export function createLazySandbox({ isOn, storage, ignored }: LazySandboxDeps): CommandSandbox {
  let loading: Promise<Sandbox> | undefined;
  const load = () => {
    loading ??= import("./sandbox.ts").then(
      ({ Sandbox }) =>
        new Sandbox({
          storage,
          home: homedir(),
          roots: () =>
            workspaceFolders()
              .filter(({ address }) => address.startsWith("file:"))
              .map(({ path }) => path),
          ignoresOf: (root) => {
            const rules = new GitIgnore(ignored.onDisk(rootOf(root)), rootOf(root));
            return (path) => rules.ignores(path);
          },
          watchRepositories,
        }),
      (error: unknown) => {
        // A failed load is tried again.
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };
  return {
    stateOf: async (folder) => (isOn() ? (await load()).stateOf(folder) : { type: "off" }),
    hold: async (folder, verdictOf) => (await load()).hold(folder, verdictOf),
  };
}

function watchRepositories(touched: (path: string) => void): Disposable {
  const owned = new DisposableStore();
  const tell = ({ fsPath }: vscode.Uri) => {
    const git = /^.*?\/\.git(?=\/|$)/.exec(fsPath)?.[0];
    if (git !== undefined) touched(git);
  };
  for (const pattern of ["**/.git", "**/.git/{config,HEAD,commondir,hooks,hooks/**}"]) {
    const watcher = owned.add(vscode.workspace.createFileSystemWatcher(pattern, false, false, true));
    watcher.onDidCreate(tell);
    watcher.onDidChange(tell);
  }
  return owned;
}
