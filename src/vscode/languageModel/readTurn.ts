// `@mimo /read`: hands a text to the player of our own view.

import * as vscode from "vscode";
import type { PriorTurn } from "../../core/conversation/priorTurn.ts";
import { type ReferenceAccess, readReferences } from "./references.ts";

/**
 * Reads aloud what was written after the command, else what is attached, else the last answer of this chat, else the
 * selection in the editor. Says in the chat which of them it is.
 */
export async function readTurn(
  request: vscode.ChatRequest,
  turns: readonly PriorTurn[],
  response: vscode.ChatResponseStream,
  access: ReferenceAccess,
): Promise<void> {
  const references = await readReferences(request.references, access);
  if (!references) {
    response.markdown(vscode.l10n.t("Nothing was sent."));
    return;
  }
  const attached = references.texts.map(({ text }) => text).join("\n\n");
  const text = request.prompt.trim() || attached.trim() || (turns.at(-1)?.answer ?? "");
  response.markdown(
    text === ""
      ? vscode.l10n.t("Reading the selection in the player of MiMo's own view.")
      : vscode.l10n.t("Reading in the player of MiMo's own view."),
  );
  response.button({ command: "mimo.stopReading", title: vscode.l10n.t("Stop Reading") });
  // Not awaited: the reading goes on long after this turn.
  void vscode.commands.executeCommand("mimo.readAloud", ...(text === "" ? [] : [{ text, title: "@mimo" }]));
}
