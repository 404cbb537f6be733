// A prompt file that the person asks by `/name`: its variables are filled in, and it goes with the question, as it is then.

import * as vscode from "vscode";
import type { ReadGate } from "../../core/access/readGate.ts";
import type { CodeReference } from "../../core/context/codeReference.ts";
import { expandPrompt, inputsOf, type promptIn, wantsSelection } from "../../core/context/rules/promptFile.ts";
import type { ActiveEditor } from "../context/activeEditor.ts";
import { pathOf } from "../edit/readSubject.ts";
import type { PromptAt } from "./readRules.ts";

/** A prompt, and what was typed behind its name. */
export type PromptRequest = NonNullable<ReturnType<typeof promptIn<PromptAt>>>;

export interface AskPromptDeps {
  readonly editor: Pick<ActiveEditor, "document" | "selection">;
  readonly gate: Pick<ReadGate, "judgeShown">;
  readonly chat: string;
}

/** What goes with the question; undefined when the person was asked for something and left it. */
export async function askPrompt(
  { prompt, typed }: PromptRequest,
  { editor, gate, chat }: AskPromptDeps,
): Promise<CodeReference | undefined> {
  const { t } = vscode.l10n;
  const { body, path, uri } = prompt;
  const document = editor.document();
  const selected = wantsSelection(body) ? editor.selection() : undefined;
  // Where it looks like a secret it is named, and the person can add it.
  const asks = selected?.uri !== undefined && (await gate.judgeShown(selected.uri, selected.text ?? "", chat));
  const inputs = new Map<string, string>();
  const wanted = inputsOf(body);
  for (const { name, hint } of wanted) {
    const only = wanted.length === 1 && typed !== "";
    const said = only ? typed : await vscode.window.showInputBox({ title: path, prompt: name, placeHolder: hint });
    if (said === undefined) return undefined;
    inputs.set(name, said);
  }
  const text = expandPrompt(body, {
    file: document && pathOf(document.uri),
    selection: asks ? t("(what is selected in {0} was left out)", selected?.label ?? "") : selected?.text,
    inputs,
  });
  return { kind: "prompt", label: path, languageId: "markdown", text, uri: uri.toString() };
}
