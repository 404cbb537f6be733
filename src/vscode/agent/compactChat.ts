import * as vscode from "vscode";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import { refusalWords } from "../chat/questions.ts";
import { showInformation } from "../messages/messages.ts";

/** Sums up what was said in a chat, or says why not. */
export function compactChat(service: ConversationService): void {
  const { t } = vscode.l10n;
  if (service.compact()) return;
  const { refusal } = service;
  const why = refusal === undefined ? t("There is nothing to sum up yet.") : refusalWords(refusal, t);
  void showInformation(why);
}
