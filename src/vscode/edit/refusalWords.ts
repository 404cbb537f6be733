import * as vscode from "vscode";
import type { Refusal } from "./proposal.ts";

/** Why a proposal can be looked at and not accepted. */
export function refusalWords(refusal: Refusal): string {
  switch (refusal) {
    case "cut":
      return vscode.l10n.t("The answer was cut before its end. It can be looked at, not accepted.");
    case "ended-early":
      return vscode.l10n.t("MiMo ended the answer early. It can be looked at, not accepted.");
    case "empty":
      return vscode.l10n.t("There is no code in the answer.");
    case "elided":
      return vscode.l10n.t("The answer leaves code out. It can be looked at, not accepted.");
    case "several-blocks":
      return vscode.l10n.t("The answer has more than one block of code. It can be looked at, not accepted.");
    case "failed":
      return vscode.l10n.t("The answer broke off. What came can be looked at, not accepted.");
  }
}
