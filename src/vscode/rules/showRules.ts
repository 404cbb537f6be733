import * as vscode from "vscode";
import type { ContextDocuments } from "../context/contextDocuments.ts";
import type { RuleItem } from "./projectRules.ts";
import { ruleName } from "./ruleWords.ts";

/** Shows one of `items`: the only one, or the one the person picks. A list of skills is shown as the model reads it. */
export async function showRules(items: readonly RuleItem[], documents: Pick<ContextDocuments, "show">): Promise<void> {
  const { t } = vscode.l10n;
  const picks = items.map((item) => ({ label: ruleName(item.name, t), item }));
  const picked = picks.length <= 1 ? picks[0] : await vscode.window.showQuickPick(picks);
  if (!picked) return;
  const { item, label } = picked;
  await documents.show({
    label: `${label}.md`,
    text: item.text,
    languageId: "markdown",
    ...(item.uri && { uri: item.uri.toString() }),
  });
}
