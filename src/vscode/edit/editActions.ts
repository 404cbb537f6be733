// Refactor, Fix, Document, Edit Selection.

import * as vscode from "vscode";
import type { CodeSubject } from "../../core/context/codeSubject.ts";
import { documentPrompt } from "../../core/prompts/document.ts";
import { editSelectionPrompt } from "../../core/prompts/edit.ts";
import { fixPrompt } from "../../core/prompts/fix.ts";
import { refactorPrompt } from "../../core/prompts/refactor.ts";
import type { CodeQuestions } from "./codeQuestion.ts";
import type { EditAction } from "./editAction.ts";
import type { EditTarget } from "./editTarget.ts";

/** The actions without questions, by the name of their command; Fix may know what is wrong. */
export function editActions(language: string) {
  return {
    refactor: { title: vscode.l10n.t("Refactor"), prompt: refactorPrompt },
    fix: (problem: string) => ({
      title: vscode.l10n.t("Fix"),
      prompt: (subject: CodeSubject) => fixPrompt(subject, problem),
    }),
    document: { title: vscode.l10n.t("Document"), prompt: (subject: CodeSubject) => documentPrompt(subject, language) },
  } satisfies Record<string, EditAction | ((problem: string) => EditAction)>;
}

/** Asks what to change, with its lines marked; undefined when the person thought better of it. */
export async function askForEdit(
  target: EditTarget,
  questions: CodeQuestions,
  language: string,
): Promise<EditAction | undefined> {
  const { t } = vscode.l10n;
  const { name, document } = target;
  const mark = markLines(target);
  let instruction: string | undefined;
  try {
    const title = name === undefined ? t("Edit Selection") : t("Edit {0}", name);
    instruction = await questions.ask({ uri: document.uri, line: lineToAskAt(target), title });
  } finally {
    mark.dispose();
  }
  if (instruction === undefined) return undefined;
  const wanted = instruction;
  return { title: t("Edit"), prompt: (subject) => editSelectionPrompt(subject, wanted, language) };
}

/** Above the lines that are meant; where their beginning is out of sight, at the cursor. */
function lineToAskAt({ document, lines }: EditTarget): number {
  const above = Math.max(0, lines.start - 1);
  const editor = vscode.window.activeTextEditor;
  if (editor?.document !== document) return above;
  const seen = editor.visibleRanges.some(({ start, end }) => start.line <= lines.start && lines.start <= end.line);
  return seen ? above : editor.selection.active.line;
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
