// What an action works on, as far as it may be sent: asked about where it has to be.

import * as vscode from "vscode";
import type { CodeSubject } from "../../core/context/codeSubject.ts";
import { refusalWords } from "../context/contextWords.ts";
import { showInformation } from "../messages/messages.ts";
import type { EditingAccess } from "./editing.ts";
import { type EditTarget, findTarget, isTargetArgument } from "./editTarget.ts";

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
  const unseen = fileNobodyLookedAt(argument, selected);
  if (unseen) {
    const decision = await gate.read(unseen.toString());
    if (decision.type === "refused") {
      void showInformation(refusalWords(decision.path, decision.reason, t));
      return undefined;
    }
    if (decision.type === "consent" && !(await askConsent([decision]))) return undefined;
  }
  const target = await findTarget(argument, selected);
  if (!target) void showInformation(t("Open a file first."));
  return target;
}

/** The file that `argument` names unless it is open: of the explorer, or what another extension hands over. */
function fileNobodyLookedAt(argument: unknown, selected: unknown): vscode.Uri | undefined {
  const isOpen = (uri: vscode.Uri) =>
    vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === uri.toString());
  if (isTargetArgument(argument)) return isOpen(argument.uri) ? undefined : argument.uri;
  if (!(argument instanceof vscode.Uri)) return undefined;
  // The explorer hands over a list beside the file; an editor's menu the address of the editor.
  return Array.isArray(selected) || !isOpen(argument) ? argument : undefined;
}

/** Whether everything that a prompt says of the target's document may be sent. Asks when it looks like a secret. */
export function mayShowSubject(
  { document }: EditTarget,
  { code, enclosing = "", imports, diagnostics }: CodeSubject,
  { mayShow }: Pick<EditingAccess, "mayShow">,
): Promise<boolean> {
  return mayShow(document.uri.toString(), [code, enclosing, ...imports, ...diagnostics].join("\n"));
}
