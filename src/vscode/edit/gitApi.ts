// The part of the built-in Git extension's API (version 1) that is used here.

import * as vscode from "vscode";

/** A changed file. */
export interface GitChange {
  readonly uri: vscode.Uri;
  /** Of the API's enumeration `Status`. */
  readonly status: number;
}

/** `Status.UNTRACKED` of the API. */
export const untracked = 7;

export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  readonly state: {
    readonly indexChanges: readonly unknown[];
    readonly workingTreeChanges: readonly GitChange[];
    /** Empty unless `git.untrackedChanges` is `separate`: they are among `workingTreeChanges` then. */
    readonly untrackedChanges?: readonly GitChange[];
  };
  /** The unified diff of the staged changes, or of those that are not. */
  diff(cached?: boolean): Promise<string>;
  /** Rejects in a repository without commits. */
  log(options?: { maxEntries?: number }): Promise<readonly { readonly message: string }[]>;
}

interface GitApi {
  readonly repositories: readonly GitRepository[];
  getRepository(uri: vscode.Uri): GitRepository | null;
}

/** The API; undefined where the Git extension is missing or switched off, or there is no Git. */
export async function findGit(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<{ enabled: boolean; getAPI(version: 1): GitApi }>("vscode.git");
  if (!extension) return undefined;
  try {
    const git = await extension.activate();
    return git.enabled ? git.getAPI(1) : undefined;
  } catch {
    return undefined; // there is no Git
  }
}
