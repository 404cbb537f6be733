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
    /** Undefined before the repository was looked at. */
    readonly HEAD?: {
      /** Undefined where none is checked out. */
      readonly name?: string;
      readonly commit?: string;
      readonly upstream?: { readonly remote: string; readonly name: string };
    };
    readonly onDidChange: vscode.Event<void>;
  };
  /** Looks at the files again. */
  status(): Promise<void>;
  /** Rejects for what is no commit. */
  getCommit(ref: string): Promise<{ readonly commitDate?: Date }>;
  /** What a file holds in a commit. Rejects when it is not in it. */
  buffer(ref: string, path: string): Promise<Uint8Array>;
  /** The unified diff of the staged changes, or of those that are not. */
  diff(cached?: boolean): Promise<string>;
  /** The files that differ between a commit and the working tree, and the unified diff of one of them. */
  diffWith(ref: string): Promise<readonly GitChange[]>;
  diffWith(ref: string, path: string): Promise<string>;
  /** Undefined, or rejects, where the two have none or one is not known. */
  getMergeBase(ref1: string, ref2: string): Promise<string | undefined>;
  /** The branch that one was made from, as far as Git or VS Code know. */
  getBranchBase?(name: string): Promise<{ readonly name?: string; readonly remote?: string } | undefined>;
  /** Rejects in a repository without commits. */
  log(options?: { maxEntries?: number }): Promise<readonly { readonly message: string }[]>;
}

export interface GitApi {
  readonly repositories: readonly GitRepository[];
  getRepository(uri: vscode.Uri): GitRepository | null;
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
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
