// Manage Approvals: everything that was agreed to, to be seen and taken back.

import * as vscode from "vscode";
import { type Consent, type Consents, outsideOfChats } from "../../core/access/consents.ts";
import { plainName } from "../../core/util/plainText.ts";
import { showInformation } from "../messages/messages.ts";
import { shortReasons } from "./askWords.ts";

/** Lists the consents; what is unchecked is taken back. */
export async function manageApprovals(consents: Consents): Promise<void> {
  const { t } = vscode.l10n;
  if (consents.all.length === 0) {
    void showInformation(t("You have agreed to nothing here yet."));
    return;
  }
  const items = consents.all.map((consent) => ({
    label: plainName(consent.path),
    description: scopeWords(consent),
    detail: t("Sent although: {0}", shortReasons(consent.reasons, t)),
    picked: true,
    consent,
  }));
  const kept = await vscode.window.showQuickPick(items, {
    title: t("Manage Approvals"),
    placeHolder: t("Uncheck what MiMo should ask about again"),
    canPickMany: true,
    matchOnDetail: true,
  });
  if (!kept) return;
  for (const item of items) if (!kept.includes(item)) consents.withdraw(item.consent);
}

function scopeWords({ scope }: Consent): string {
  const { t } = vscode.l10n;
  if (scope === "workspace") return t("in this workspace");
  return scope.chat === outsideOfChats ? t("until this window closes") : t("in one chat");
}
