// The changes of each scope as diffs, file by file. What the gate keeps back is named, and its text is not there.

import * as vscode from "vscode";
import { type DiffFile, filesOfDiff } from "../../core/access/diffFiles.ts";
import type { Ask } from "../../core/access/readDecision.ts";
import { unifiedDiff } from "../../core/edit/unifiedDiff.ts";
import type { SkippedFile } from "../../core/review/planReview.ts";
import { visibleName } from "../../core/util/plainText.ts";
import { newFilesOf, pathIn, readNew } from "../edit/commitDiff.ts";
import type { GitRepository } from "../edit/gitApi.ts";
import type { BranchBase } from "./branchBase.ts";
import type { ReviewDeps } from "./reviewDeps.ts";

/** Characters of a new file that are read; of more than fits into a prompt the review says that it was cut. */
const longestNew = 1_000_000;
/** New files that are read, and files of a branch whose diffs are asked for; the rest is named. */
const mostRead = 200;

/** What is reviewed. */
export interface Changed {
  readonly files: readonly ChangedFile[];
  /** Changed files of which there is no diff, and why. */
  readonly skipped: readonly SkippedFile[];
  /** Files whose text was left out before it was read; a yes to them is worth another try. */
  readonly leftOut: readonly Ask[];
}

/** One file, with the address that comments on it have. */
export interface ChangedFile {
  readonly uri: vscode.Uri;
  readonly diff: DiffFile;
}

/** What is staged. */
export async function stagedFiles(repository: GitRepository): Promise<Changed> {
  return { files: inRepository(repository, await repository.diff(true)), skipped: [], leftOut: [] };
}

/** What is not, new files among it. */
export async function unstagedFiles(repository: GitRepository, { access }: ReviewDeps): Promise<Changed> {
  const { diffs, skipped, leftOut } = await readAllNew(repository, access);
  const files = inRepository(repository, joined([await repository.diff(false), ...diffs]));
  return { files, skipped, leftOut };
}

/** All that came since `base`, committed or not. */
export async function branchFiles(
  repository: GitRepository,
  base: BranchBase,
  { access }: ReviewDeps,
  signal: AbortSignal,
): Promise<Changed> {
  const diffs: string[] = [];
  const skipped: SkippedFile[] = [];
  for (const [nth, { uri }] of (await repository.diffWith(base.commit)).entries()) {
    if (signal.aborted) break;
    const path = pathIn(repository.rootUri, uri);
    if (nth >= mostRead) {
      skipped.push({ path, reason: "beyond" });
      continue;
    }
    const diff = await repository.diffWith(base.commit, uri.fsPath).catch(() => undefined);
    if (diff?.trim()) diffs.push(diff);
    // Changed back since Git listed it, when there is no difference any more.
    else skipped.push({ path, reason: diff === undefined ? "lost" : "unchanged" });
  }
  const fresh = await readAllNew(repository, access);
  return {
    files: inRepository(repository, joined([...diffs, ...fresh.diffs])),
    skipped: [...skipped, ...fresh.skipped],
    leftOut: fresh.leftOut,
  };
}

/** What the agent changed in the chat at hand and nobody decided about. */
export async function agentFiles({ changes, chat, access }: ReviewDeps): Promise<Changed> {
  const leftOut: Ask[] = [];
  const skipped: SkippedFile[] = [];
  const files: ChangedFile[] = [];
  for (const { file, before } of await changes.beforeTexts(chat())) {
    const uri = vscode.Uri.parse(file, true);
    const path = vscode.workspace.asRelativePath(uri);
    const decision = await access.gate.read(file);
    if (decision.type === "admitted") {
      files.push({ uri, diff: { paths: [path], text: `${headOf(path)}${unifiedDiff(before, decision.text)}\n` } });
    } else if (decision.type === "consent") {
      leftOut.push(decision);
      skipped.push({ path, reason: "withheld" });
    } else {
      // It wrote the file, or took it away: what is not there any more is gone.
      skipped.push({ path, reason: decision.reason === "missing" ? "gone" : skipReasons[decision.reason] });
    }
  }
  return { files, skipped, leftOut };
}

function headOf(path: string): string {
  const name = visibleName(path);
  return `diff --git a/${name} b/${name}\n--- a/${name}\n+++ b/${name}\n`;
}

/** Why the text of a file that is there is not read. */
const skipReasons = { binary: "binary", "too-large": "large", missing: "lost", link: "unread" } as const;

/** The files unknown to Git as diffs; those without a text are named instead. */
async function readAllNew(
  repository: GitRepository,
  access: ReviewDeps["access"],
): Promise<{ diffs: readonly string[]; skipped: readonly SkippedFile[]; leftOut: readonly Ask[] }> {
  const { rootUri } = repository;
  const all = newFilesOf(repository);
  const diffs: string[] = [];
  const skipped: SkippedFile[] = [];
  const leftOut: Ask[] = [];
  for (const uri of all.slice(0, mostRead)) {
    const { path, diff, without } = await readNew(uri, rootUri, access, longestNew);
    if (without === undefined) diffs.push(diff);
    else if (typeof without === "string") skipped.push({ path, reason: skipReasons[without] });
    else {
      leftOut.push(without);
      skipped.push({ path, reason: "withheld" });
    }
  }
  const beyond = all.slice(mostRead).map((uri) => ({ path: pathIn(rootUri, uri), reason: "beyond" as const }));
  return { diffs, skipped: [...skipped, ...beyond], leftOut };
}

function joined(diffs: readonly string[]): string {
  return diffs
    .map((diff) => diff.trimEnd())
    .filter(Boolean)
    .join("\n");
}

function inRepository({ rootUri }: GitRepository, diff: string): readonly ChangedFile[] {
  return filesOfDiff(diff).map((file) => ({ uri: vscode.Uri.joinPath(rootUri, file.paths.at(-1) ?? ""), diff: file }));
}
