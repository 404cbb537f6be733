// What an action works on, as far as it may be sent: asked about where it has to be.

import * as vscode from "vscode";
import type { CodeSubject } from "../../core/context/codeSubject.ts";
import { refusalWords } from "../context/contextWords.ts";
import type { EditingAccess } from "./editing.ts";
import { type EditTarget, findTarget } from "./editTarget.ts";

/**
 * The target of an action that reads: what the person has in front of them, or a file of the explorer, which nobody has
 * looked at yet and the gate decides about. Undefined, with a word about it, when there is none or the person says no.
 */
export async function admitTarget(
  argument: unknown,
  selected: unknown,
  { gate, askConsent }: Pick<EditingAccess, "gate" | "askConsent">,
): Promise<EditTarget | undefined> {
  const { t } = vscode.l10n;
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  // The explorer hands over a list beside the file; an editor's menu the address of the editor.
  if (argument instanceof vscode.Uri && (Array.isArray(selected) || active !== argument.toString())) {
    const decision = await gate.read(argument.toString());
    if (decision.type === "refused") {
      void vscode.window.showInformationMessage(refusalWords(decision.path, decision.reason, t));
      return undefined;
    }
    if (decision.type === "consent" && !(await askConsent([decision]))) return undefined;
  }
  const target = await findTarget(argument, selected);
  if (!target) void vscode.window.showInformationMessage(t("Open a file first."));
  return target;
}

/** Whether everything that a prompt says of the target's document may be sent. Asks when it looks like a secret. */
export function mayShowSubject(
  { document }: EditTarget,
  { code, enclosing = "", imports, diagnostics }: CodeSubject,
  { mayShow }: Pick<EditingAccess, "mayShow">,
): Promise<boolean> {
  return mayShow(document.uri.toString(), [code, enclosing, ...imports, ...diagnostics].join("\n"));
}
