// What a commit message is written from: the diff, without the text of files that the person would have to be asked about.

import * as vscode from "vscode";
import { filesOfDiff } from "../../core/access/diffFiles.ts";
import { judgeFiles, withoutText } from "../../core/access/judgeDiff.ts";
import type { Ask, ReadRefusal } from "../../core/access/readDecision.ts";
import { summarizeFiles } from "../../core/context/summarizeDiff.ts";
import { visibleName } from "../../core/util/plainText.ts";
import { askAboutDiff } from "./askAboutDiff.ts";
import type { EditingAccess } from "./editing.ts";
import { type GitRepository, untracked } from "./gitApi.ts";

/** Characters of diff in the prompt: about 15,000 tokens. */
const diffBudget = 60_000;
/** Files unknown to Git whose text is read. */
const newFiles = 50;

/** Empty when nothing has changed. */
export interface CommitDiff {
  readonly diff: string;
  /** The files that are named and whose text was left out. */
  readonly leftOut: readonly Ask[];
}

/** The staged changes, else those that are not staged, with the files Git does not know yet; of the size of a prompt. */
export async function readDiff(repository: GitRepository, access: EditingAccess): Promise<CommitDiff> {
  const leftOut: Ask[] = [];
  let whole = await repository.diff(true);
  if (whole.trim() === "") {
    const diffs: string[] = [];
    for (const uri of newFilesOf(repository).slice(0, newFiles)) {
      const { diff, without } = await readNew(uri, repository.rootUri, access, diffBudget);
      diffs.push(diff);
      if (typeof without === "object") leftOut.push(without);
    }
    whole = [await repository.diff(false), ...diffs].filter((diff) => diff !== "").join("\n");
  }
  const { files, more } = summarizeFiles(filesOfDiff(whole), diffBudget);
  const texts: string[] = [];
  for (const file of await judgeFiles(files, access.findSecret)) {
    const ask = askAboutDiff(file, repository.rootUri);
    const isAllowed = ask === undefined || access.consents.allows(ask);
    texts.push(isAllowed ? file.text : withoutText(file));
    if (!isAllowed && !leftOut.some(({ address }) => address === ask.address)) leftOut.push(ask);
  }
  return { diff: texts.join("") + more, leftOut };
}

/** The files unknown to Git. */
export function newFilesOf({ state }: GitRepository): readonly vscode.Uri[] {
  const { workingTreeChanges, untrackedChanges = [] } = state;
  const added = [...workingTreeChanges.filter(({ status }) => status === untracked), ...untrackedChanges];
  return added.map(({ uri }) => uri);
}

/** A new file as Git would show it. */
export interface NewFile {
  /** Relative to the repository. */
  readonly path: string;
  readonly diff: string;
  /** Why only its name is in the diff: what to ask first, or what it is. Undefined: its text is there. */
  readonly without: Ask | ReadRefusal | "link" | undefined;
}

/** The new file at `uri`; only its name when it is no text, of more than `longest` UTF-16 units, or asked about first. */
export async function readNew(
  uri: vscode.Uri,
  root: vscode.Uri,
  { gate }: Pick<EditingAccess, "gate">,
  longest: number,
): Promise<NewFile> {
  const path = pathIn(root, uri);
  const stat = await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined);
  const isLink = ((stat?.type ?? 0) & vscode.FileType.SymbolicLink) !== 0;
  const mode = isLink ? "120000" : "100644";
  const head = `diff --git a/${path} b/${path}\nnew file mode ${mode}\n--- /dev/null\n+++ b/${path}\n`;
  // Git keeps the link, and nothing of what it leads to.
  if (isLink) return { path, diff: head, without: "link" };
  const decision = await gate.read(uri.toString());
  if (decision.type === "consent") return { path, diff: head, without: decision };
  if (decision.type === "refused") return { path, diff: head, without: decision.reason };
  if (decision.text.length > longest) return { path, diff: head, without: "too-large" };
  const lines = decision.text.replace(/\n$/, "").split("\n");
  const diff = `${head}@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}\n`).join("")}`;
  return { path, diff, without: undefined };
}

/** The name of `uri` below `root`. A line break in it would begin a line of the diff. */
export function pathIn(root: vscode.Uri, uri: vscode.Uri): string {
  return visibleName(uri.path.startsWith(`${root.path}/`) ? uri.path.slice(root.path.length + 1) : uri.path);
}
