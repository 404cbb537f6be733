// A commit settles what was changed before it: what stands in it is kept.

import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../../core/util/disposable.ts";
import { findGit, type GitRepository } from "../../edit/gitApi.ts";

/** A file that nobody has decided about. */
export interface UndecidedFile {
  readonly file: string;
  /** When it was last changed, in ms since the epoch. */
  readonly at: number;
  /** What it holds; undefined when there is none. */
  readonly bytes: () => Promise<Uint8Array | undefined>;
}

/** Those of `files` that stand in the last commit as they are, if that was made after they were changed. */
export async function committedFiles(files: readonly UndecidedFile[]): Promise<readonly string[]> {
  const git = await findGit();
  const committed: string[] = [];
  const times = new Map<GitRepository, Promise<number | undefined>>();
  for (const { file, at, bytes } of files) {
    const uri = vscode.Uri.parse(file, true);
    const repository = git?.getRepository(uri);
    if (!repository) continue;
    const time = times.get(repository) ?? timeOfHead(repository);
    times.set(repository, time);
    // Git's times are whole seconds.
    const headAt = await time;
    if (headAt === undefined || headAt < Math.floor(at / 1000) * 1000) continue;
    if (isSame(await inHead(repository, uri), await bytes())) committed.push(file);
  }
  return committed;
}

/** Calls `onCommit` when the last commit of a repository is another; looks for Git once. */
export function watchCommits(onCommit: () => void): Disposable {
  const owned = new DisposableStore();
  const watch = (repository: GitRepository) => {
    let head = repository.state.HEAD?.commit;
    owned.add(
      repository.state.onDidChange(() => {
        if (repository.state.HEAD?.commit === head) return;
        head = repository.state.HEAD?.commit;
        onCommit();
      }),
    );
  };
  void findGit().then((git) => {
    for (const repository of git?.repositories ?? []) watch(repository);
    if (git) owned.add(git.onDidOpenRepository(watch));
  });
  return owned;
}

async function timeOfHead(repository: GitRepository): Promise<number | undefined> {
  try {
    return (await repository.getCommit("HEAD")).commitDate?.getTime();
  } catch {
    return undefined; // there is no commit
  }
}

async function inHead(repository: GitRepository, uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await repository.buffer("HEAD", uri.fsPath);
  } catch {
    return undefined; // it is not in it
  }
}

/** Git may store other line endings than the disk has. */
function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (!a || !b) return a === b;
  const plain = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1").replaceAll("\r\n", "\n");
  return Buffer.from(a).equals(b) || plain(a) === plain(b);
}
