// When the conversations outgrow their limit the person is told, shown what would go, and asked. Nothing goes by itself.

import { join } from "node:path";
import * as vscode from "vscode";
import { showWarning } from "../messages/messages.ts";
import type { ConversationList } from "./conversationIndex.ts";
import { removeJournal } from "./deletedConversations.ts";
import { oldestAbove } from "./oldestAbove.ts";

/** Titles in the question; the rest is a number. */
const shownTitles = 8;

/** "512 MB", for a person. */
export function megabytes(bytes: number): string {
  return `${new Intl.NumberFormat(vscode.env.language, { maximumFractionDigits: bytes < 10_000_000 ? 1 : 0 }).format(bytes / 1_000_000)} MB`;
}

/** Says what would be deleted and deletes it on consent; see `removeJournal`. Resolves to whether something was. */
export async function askToDeleteOldest(
  dir: string,
  list: ConversationList,
  maxSize: number,
  kept: ReadonlySet<string>,
  onGone: (journal: string) => Promise<void>,
): Promise<boolean> {
  const { t } = vscode.l10n;
  const oldest = oldestAbove(list, maxSize, kept);
  if (oldest.length === 0) return false;
  const titles = oldest.slice(0, shownTitles).map(({ title }) => `• ${title}`);
  const rest = oldest.length - titles.length;
  const bytes = oldest.reduce((sum, { size }) => sum + size, 0);
  const pressed = await showWarning(
    oldest.length === 1
      ? t("Delete the oldest conversation ({0})?", megabytes(bytes))
      : t("Delete the {0} oldest conversations ({1})?", oldest.length, megabytes(bytes)),
    {
      modal: true,
      detail: [...titles, ...(rest > 0 ? [t("and {0} more", rest)] : []), "", t("This cannot be undone.")].join("\n"),
    },
    t("Delete"),
  );
  if (pressed === undefined) return false;
  for (const { id } of oldest) await removeJournal(join(dir, `${id}.jsonl`), onGone);
  return true;
}
