// Refactor, Fix, Document, Edit Selection.

import * as vscode from "vscode";
import { documentPrompt } from "../../core/prompts/document.ts";
import { editSelectionPrompt } from "../../core/prompts/edit.ts";
import { fixPrompt } from "../../core/prompts/fix.ts";
import { refactorPrompt } from "../../core/prompts/refactor.ts";
import type { EditTarget } from "./editTarget.ts";
import type { EditAction } from "./proposeEdit.ts";

/** The actions without questions, by the name of their command. */
export function editActions(language: string): Record<"refactor" | "fix" | "document", EditAction> {
  return {
    refactor: { title: vscode.l10n.t("Refactor"), prompt: refactorPrompt },
    fix: { title: vscode.l10n.t("Fix"), prompt: fixPrompt },
    document: { title: vscode.l10n.t("Document"), prompt: (subject) => documentPrompt(subject, language) },
  };
}

/** Asks what to change, with its lines marked; undefined when the person thought better of it. */
export async function askForEdit(target: EditTarget, language: string): Promise<EditAction | undefined> {
  const { t } = vscode.l10n;
  const { name } = target;
  const mark = markLines(target);
  let instruction: string | undefined;
  try {
    instruction = await vscode.window.showInputBox({
      title: name === undefined ? t("Edit Selection") : t("Edit {0}", name),
      prompt: t("Change it so that…"),
      validateInput: (text) => (text.trim() === "" ? t("Say what to change.") : undefined),
    });
  } finally {
    mark.dispose();
  }
  if (!instruction?.trim()) return undefined;
  return { title: t("Edit"), prompt: (subject) => editSelectionPrompt(subject, instruction.trim(), language) };
}

/** Marks the lines that are meant, where they can be seen; the selection stays the person's. */
function markLines({ document, lines }: EditTarget): vscode.Disposable {
  const mark = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.rangeHighlightBackground"),
    border: "1px solid",
    borderColor: new vscode.ThemeColor("editor.rangeHighlightBorder"),
  });
  const range = new vscode.Range(lines.start, 0, Math.max(lines.start, lines.end - 1), 0);
  for (const editor of vscode.window.visibleTextEditors) {
    if (editor.document === document) editor.setDecorations(mark, [range]);
  }
  return mark;
}
