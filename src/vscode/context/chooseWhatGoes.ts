import * as vscode from "vscode";
import { activeItemId, type ContextDraft } from "../../core/context/contextDraft.ts";

/** Lets the person uncheck what to leave out; false when they changed their mind. */
export async function chooseWhatGoes(draft: ContextDraft, switchActiveOff: () => Promise<void>): Promise<boolean> {
  const { t } = vscode.l10n;
  const rows = draft.toSend.map((item) => ({
    label: item.mention.label,
    description: t("about {0} tokens", item.tokens),
    picked: true,
    item,
  }));
  const kept = await vscode.window.showQuickPick(rows, { title: t("What goes with the question"), canPickMany: true });
  if (!kept) return false;
  for (const { item } of rows) {
    if (kept.some((row) => row.item === item)) continue;
    if (item.id === activeItemId) await switchActiveOff();
    else draft.remove(item.id);
  }
  return true;
}
