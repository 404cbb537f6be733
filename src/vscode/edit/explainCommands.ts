// Explain and Explain Terminal Selection: questions for the chat that carry code with them; and adding code to what goes with
// the next one.

import * as vscode from "vscode";
import type { CodeReference } from "../../core/context/codeReference.ts";
import type { Mention } from "../../core/context/mention.ts";
import { explainQuestion } from "../../core/prompts/explain.ts";
import { explainTerminalQuestion } from "../../core/prompts/explainTerminal.ts";
import { terminalSelection } from "../context/terminalSelection.ts";
import { showInformation } from "../messages/messages.ts";
import { admitTarget } from "./admitTarget.ts";
import type { EditingDeps } from "./editing.ts";
import { type EditTarget, findTarget, linesOf, problemOf, wishOf } from "./editTarget.ts";
import { pathOf } from "./readSubject.ts";

/** Asks the chat about what `argument` names, else the selection or the symbol at the cursor. */
export async function explain(argument: unknown, selected: unknown, deps: EditingDeps): Promise<void> {
  const asked = await toExplain(argument, selected, deps);
  if (asked) await deps.ask(asked.question, asked.references);
}

/** What is asked about it, and the code; undefined, with a word about it, when there is none or it may not be sent. */
export async function toExplain(
  argument: unknown,
  selected: unknown,
  deps: EditingDeps,
): Promise<{ readonly question: string; readonly references: readonly CodeReference[] } | undefined> {
  const target = await admitTarget(argument, selected, deps.access);
  if (!target) return undefined;
  const reference = referenceTo(target);
  if (!(await deps.access.mayShow(reference.uri, reference.text))) return undefined;
  const question = explainQuestion(deps.language, problemOf(argument) || undefined);
  const wish = wishOf(argument);
  return { question: wish === "" ? question : `${question}\n\n${wish}`, references: [reference] };
}

/** Asks the chat about the selection of the active terminal. */
export async function explainTerminalSelection(deps: EditingDeps): Promise<void> {
  const text = await terminalSelection();
  if (text === "") {
    void showInformation(vscode.l10n.t("Select some text in the terminal first."));
    return;
  }
  const name = vscode.window.activeTerminal?.name ?? "terminal";
  await deps.ask(explainTerminalQuestion(deps.language), [{ label: name, languageId: "text", text }]);
}

/** Adds the selection, or the symbol at the cursor, to what goes with the next question. */
export async function addSelectionToChat(argument: unknown, deps: EditingDeps): Promise<void> {
  const target = await findTarget(argument);
  if (!target) return sayNothingToTake();
  await deps.addMentions([{ kind: "selection", ...referenceTo(target) }]);
}

/** Adds a whole file or folder, or several of the explorer, to what goes with the next question. */
export async function addFileToChat(argument: unknown, selected: unknown, deps: EditingDeps): Promise<void> {
  const several = Array.isArray(selected) ? selected.filter((each) => each instanceof vscode.Uri) : [];
  const active = vscode.window.activeTextEditor?.document.uri;
  const uris = several.length > 0 ? several : argument instanceof vscode.Uri ? [argument] : active ? [active] : [];
  if (uris.length === 0) return sayNothingToTake();
  await deps.addMentions(await Promise.all(uris.map(toMention)));
}

/** Whether it may be read is decided when it is. */
async function toMention(uri: vscode.Uri): Promise<Mention> {
  const stat = await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined);
  const isFolder = ((stat?.type ?? 0) & vscode.FileType.Directory) !== 0;
  const path = pathOf(uri);
  return { kind: isFolder ? "folder" : "file", label: isFolder ? `${path}/` : path, uri: uri.toString() };
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

function sayNothingToTake(): void {
  void showInformation(vscode.l10n.t("Open a file first."));
}
