// The lightbulb. It only looks at what VS Code hands over: asking for an outline here would hold every lightbulb up.

import * as vscode from "vscode";

const { Refactor, QuickFix } = vscode.CodeActionKind;
const rewrite = Refactor.append("rewrite");

/** Characters of a diagnostic in a title. */
const longestMessage = 60;

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
        const message = shortMessage(diagnostic.message);
        add(t("Fix with MiMo: {0}", message), QuickFix, "mimo.fix", { ...target, around: true }).diagnostics = [
          diagnostic,
        ];
        add(t("Explain with MiMo: {0}", message), QuickFix, "mimo.explain", { ...target, around: true }).diagnostics = [
          diagnostic,
        ];
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

/** A diagnostic in a menu's line: its beginning, in one line. */
function shortMessage(message: string): string {
  const [line = ""] = message.trim().split(/\r?\n/);
  const words = line.replaceAll(/\s+/g, " ");
  return words.length > longestMessage ? `${[...words].slice(0, longestMessage).join("").trimEnd()}…` : words;
}
