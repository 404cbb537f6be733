// Explain and Explain Terminal Selection: questions for the chat that carry code with them; and adding code to what is
// being written there.

import * as vscode from "vscode";
import { fenceFor } from "../../core/edit/answerReader.ts";
import { explainQuestion } from "../../core/prompts/explain.ts";
import { explainTerminalQuestion } from "../../core/prompts/explainTerminal.ts";
import type { EditingDeps } from "./editing.ts";
import { type EditTarget, findTarget, linesOf } from "./editTarget.ts";
import { pathOf } from "./readSubject.ts";

/** Asks the chat about what `argument` names, else the selection or the symbol at the cursor. */
export async function explain(argument: unknown, selected: unknown, deps: EditingDeps): Promise<void> {
  const target = await findTarget(argument, selected);
  if (!target) return sayNothingToTake();
  const problem = (argument as { problem?: unknown } | undefined)?.problem;
  const question = explainQuestion(deps.language, typeof problem === "string" ? problem : undefined);
  await deps.ask(question, [referenceTo(target)]);
}

/** Asks the chat about the selection of the active terminal. */
export async function explainTerminalSelection(deps: EditingDeps): Promise<void> {
  const text = await terminalSelection();
  if (text === "") {
    void vscode.window.showInformationMessage(vscode.l10n.t("Select some text in the terminal first."));
    return;
  }
  const name = vscode.window.activeTerminal?.name ?? "terminal";
  await deps.ask(explainTerminalQuestion(deps.language), [{ label: name, languageId: "text", text }]);
}

/** Puts the selection, or the symbol at the cursor, into the composer. */
export async function addSelectionToChat(argument: unknown, deps: EditingDeps): Promise<void> {
  const target = await findTarget(argument);
  if (!target) return sayNothingToTake();
  await deps.addToComposer(quote(target));
}

/** Puts a whole file, or several of the explorer, into the composer. */
export async function addFileToChat(argument: unknown, selected: unknown, deps: EditingDeps): Promise<void> {
  const several = Array.isArray(selected) ? selected.filter((each) => each instanceof vscode.Uri) : [];
  const active = vscode.window.activeTextEditor?.document.uri;
  const uris = several.length > 0 ? several : argument instanceof vscode.Uri ? [argument] : active ? [active] : [];
  if (uris.length === 0) return sayNothingToTake();
  const quotes: string[] = [];
  for (const uri of uris) {
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      quotes.push(quote({ document, lines: { start: 0, end: document.lineCount } }));
    } catch {
      void vscode.window.showWarningMessage(vscode.l10n.t("{0} is not a text file.", pathOf(uri)));
    }
  }
  if (quotes.length > 0) await deps.addToComposer(quotes.join("\n"));
}

function referenceTo({ document, lines }: EditTarget) {
  return {
    label: `${pathOf(document.uri)}:${lines.start + 1}-${lines.end}`,
    languageId: document.languageId,
    text: linesOf(document, lines).join("\n"),
    uri: document.uri.toString(),
    lines,
  };
}

function quote({ document, lines }: EditTarget): string {
  const code = linesOf(document, lines).join("\n").replace(/\n+$/, "");
  const fence = fenceFor(code);
  return `${pathOf(document.uri)}:${lines.start + 1}\n${fence}${document.languageId}\n${code}\n${fence}\n`;
}

/** VS Code tells extensions nothing of a terminal's selection but by way of the clipboard, which gets back what it had. */
async function terminalSelection(): Promise<string> {
  const before = await vscode.env.clipboard.readText();
  await vscode.env.clipboard.writeText("");
  await vscode.commands.executeCommand("workbench.action.terminal.copySelection");
  const text = await vscode.env.clipboard.readText();
  await vscode.env.clipboard.writeText(before);
  return text.trim();
}

function sayNothingToTake(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t("Open a file first."));
}
