// What a commit message is written from: the diff, without the text of files that the person would have to be asked about.

import * as vscode from "vscode";
import { filesOfDiff } from "../../core/access/diffFiles.ts";
import { judgeFiles, withoutText } from "../../core/access/judgeDiff.ts";
import type { Ask } from "../../core/access/readDecision.ts";
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
    const { workingTreeChanges, untrackedChanges = [] } = repository.state;
    const added = [...workingTreeChanges.filter(({ status }) => status === untracked), ...untrackedChanges];
    const diffs: string[] = [];
    for (const { uri } of added.slice(0, newFiles))
      diffs.push(await diffOfNew(uri, repository.rootUri, access, leftOut));
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

/** A new file as Git would show it; only its name when it is no text, a link, or not to be read without a question. */
async function diffOfNew(uri: vscode.Uri, root: vscode.Uri, { gate }: EditingAccess, leftOut: Ask[]): Promise<string> {
  // A line break in a name would begin a line of the diff.
  const path = visibleName(uri.path.startsWith(`${root.path}/`) ? uri.path.slice(root.path.length + 1) : uri.path);
  const stat = await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined);
  const isLink = ((stat?.type ?? 0) & vscode.FileType.SymbolicLink) !== 0;
  const mode = isLink ? "120000" : "100644";
  const head = `diff --git a/${path} b/${path}\nnew file mode ${mode}\n--- /dev/null\n+++ b/${path}\n`;
  if (isLink) return head; // Git keeps the link, and nothing of what it leads to
  const decision = await gate.read(uri.toString());
  if (decision.type === "consent") leftOut.push(decision);
  if (decision.type !== "admitted" || decision.text.length > diffBudget) return head;
  const lines = decision.text.replace(/\n$/, "").split("\n");
  return `${head}@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}\n`).join("")}`;
}
