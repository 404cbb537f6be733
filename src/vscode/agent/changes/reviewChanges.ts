// Shows changes as VS Code shows differences, with the file itself on the right: there they can be edited, and undone bit by
// bit.

import * as vscode from "vscode";
import type { PendingRow } from "../../../core/agent/checkpoints/pendingList.ts";
import type { BeforeTexts } from "./beforeTexts.ts";
import { nameOf } from "./changesWords.ts";
import type { ChatChanges } from "./chatChanges.ts";

/** Opens the changes of `rows`, which are of `chat`, in one editor; a single file in an editor of differences. */
export async function reviewChanges(
  chat: ChatChanges,
  rows: readonly PendingRow[],
  before: BeforeTexts,
): Promise<void> {
  const { t } = vscode.l10n;
  const sides = rows.flatMap(({ file, change }) => {
    const from = change === "moved" ? movedFrom(chat, file) : file;
    const left = before.pending(chat.log.chat, from);
    const right = vscode.Uri.parse(file, true);
    return [{ file, right, left: change === "created" ? undefined : left, isGone: change === "deleted" }];
  });
  const [only] = sides;
  if (sides.length === 1 && only && !only.isGone) {
    const left = only.left ?? before.kept(only.file, undefined);
    await vscode.commands.executeCommand("vscode.diff", left, only.right, t("{0}: MiMo's changes", nameOf(only.file)), {
      preview: true,
    });
    return;
  }
  const resources = sides.map(({ right, left, isGone }) => [right, left, isGone ? undefined : right]);
  await vscode.commands.executeCommand("vscode.changes", t("MiMo's changes"), resources);
}

/** Shows files that were not taken back beside what they held before the agent changed them. */
export async function showConflicts(
  conflicts: readonly { readonly file: string; readonly before: string | undefined }[],
  before: BeforeTexts,
): Promise<void> {
  const { t } = vscode.l10n;
  const [only] = conflicts;
  if (!only) return;
  if (conflicts.length === 1) {
    const title = t("{0}: before MiMo and now", nameOf(only.file));
    const right = vscode.Uri.parse(only.file, true);
    await vscode.commands.executeCommand("vscode.diff", before.kept(only.file, only.before), right, title);
    return;
  }
  const resources = conflicts.map(({ file, before: hash }) => {
    const uri = vscode.Uri.parse(file, true);
    return [uri, before.kept(file, hash), uri];
  });
  await vscode.commands.executeCommand("vscode.changes", t("Before MiMo and now"), resources);
}

function movedFrom(chat: ChatChanges, file: string): string {
  const ids = new Set(chat.log.state.pending.get(file)?.map(({ id }) => id));
  const from = [...chat.log.state.pending].find(
    ([each, acts]) => each !== file && acts.some(({ id, after }) => after === undefined && ids.has(id)),
  );
  return from?.[0] ?? file;
}
