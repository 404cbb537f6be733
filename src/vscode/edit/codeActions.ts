// The lightbulb. It only looks at what VS Code hands over: asking for an outline here would hold every lightbulb up.

import * as vscode from "vscode";

const { Refactor, QuickFix } = vscode.CodeActionKind;
const rewrite = Refactor.append("rewrite");

/** Refactoring for a selection or the symbol at the cursor; Fix and Explain for every diagnostic. */
export class MimoCodeActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [rewrite, QuickFix] };

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics, only }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const { t } = vscode.l10n;
    const actions: vscode.CodeAction[] = [];
    const add = (title: string, kind: vscode.CodeActionKind, command: string, argument?: object) => {
      const action = new vscode.CodeAction(title, kind);
      action.command = { title, command, arguments: argument ? [argument] : [] };
      actions.push(action);
      return action;
    };
    if (!only || only.contains(QuickFix)) {
      for (const diagnostic of diagnostics) {
        const target = { uri: document.uri, range: diagnostic.range, problem: diagnostic.message };
        add(t("Fix with MiMo"), QuickFix, "mimo.fix", { ...target, around: true }).diagnostics = [diagnostic];
        add(t("Explain with MiMo"), QuickFix, "mimo.explain", { ...target, around: true }).diagnostics = [diagnostic];
      }
    }
    if (!only || only.contains(rewrite) || rewrite.contains(only)) {
      const target = range.isEmpty ? undefined : { uri: document.uri, range };
      add(t("Refactor with MiMo"), rewrite, "mimo.refactor", target);
      add(t("Document with MiMo"), rewrite, "mimo.document", target);
      add(t("Edit with MiMo…"), rewrite, "mimo.editSelection", target);
    }
    return actions;
  }
}
