// The commands on changes: of the chat the person is in, or of the file whose editor they press them in.

import * as v from "valibot";
import * as vscode from "vscode";
import type { Conversation } from "../../../core/conversation/conversation.ts";
import { questionsOf, textOf } from "../../../core/conversation/message.ts";
import type { CommandTable } from "../../commands/commandTable.ts";
import { parseArgument } from "../../commands/parseArgument.ts";
import { showInformation } from "../../messages/messages.ts";
import type { Changes } from "./changes.ts";

/** What a menu of an editor gives: an address; the margin beside the lines gives it with a line, from 1. */
const resource = v.object({ scheme: v.string(), path: v.string(), fsPath: v.string() });
const margin = v.object({ uri: resource, lineNumber: v.pipe(v.number(), v.integer()) });

/** What the peek of changed lines gives beside the address: all of them, and which one. Lines from 1; 0 is before the first. */
const lineChanges = v.array(v.object({ modifiedStartLineNumber: v.pipe(v.number(), v.integer()) }));

type ChangeCommand =
  | "reviewChanges"
  | "keepChanges"
  | "undoChanges"
  | "keepChangedLines"
  | "undoChangedLines"
  | "restoreCheckpoint";

/** `active` is asked at each. */
export function changeCommands(changes: Changes, active: () => Conversation): CommandTable<ChangeCommand> {
  /** The file's chat and path; undefined where no file is meant, or nothing is to be decided in it. */
  const meant = (argument: unknown) => {
    const given = parseArgument(resource, argument);
    return given && changes.chatOf(vscode.Uri.from(given).toString());
  };
  const decide = (act: "keep" | "undo" | "review") => (argument: unknown) => {
    const file = meant(argument);
    if (file) return changes[act](file.chat, file.path);
    if (act !== "review" && !changes.snapshotOf(active().id)) return sayNothing();
    return changes[act](active().id);
  };
  const linesOf = (argument: unknown, changed: unknown, index: unknown) => {
    const inMargin = parseArgument(margin, argument);
    if (inMargin) return { uri: vscode.Uri.from(inMargin.uri), line: inMargin.lineNumber - 1 };
    const [inPeek, lines] = [parseArgument(resource, argument), parseArgument(lineChanges, changed)];
    const start = lines?.[Number(index)]?.modifiedStartLineNumber;
    if (inPeek && start !== undefined) return { uri: vscode.Uri.from(inPeek), line: Math.max(0, start - 1) };
    const { document, selection } = vscode.window.activeTextEditor ?? {};
    return { uri: document?.uri, line: selection?.active.line };
  };
  const decideLines = (act: "keepLines" | "undoLines") => (argument: unknown, changed: unknown, index: unknown) => {
    const { uri, line } = linesOf(argument, changed, index);
    const file = uri && changes.chatOf(uri.toString());
    return file && line !== undefined ? changes[act](file.chat, file.path, line) : sayNothing();
  };
  return {
    reviewChanges: decide("review"),
    keepChanges: decide("keep"),
    undoChanges: decide("undo"),
    keepChangedLines: decideLines("keepLines"),
    undoChangedLines: decideLines("undoLines"),
    restoreCheckpoint: async (argument) => {
      const conversation = active();
      const question = typeof argument === "string" ? argument : await pickQuestion(conversation);
      if (question !== undefined) await changes.restoreTo(conversation.id, question);
    },
  };
}

function sayNothing(): void {
  void showInformation(vscode.l10n.t("There are no changes to decide about."));
}

/** One of the questions that are shown, those that were said meanwhile too, the last first. */
async function pickQuestion(conversation: Conversation): Promise<string | undefined> {
  const questions = conversation.path().flatMap(questionsOf);
  const items = questions.map((question) => ({
    label: textOf(question).replaceAll(/\s+/g, " ").trim().slice(0, 100) || "…",
    description: new Date(question.createdAt).toLocaleString(vscode.env.language),
    id: question.id,
  }));
  if (items.length === 0) {
    sayNothing();
    return undefined;
  }
  const placeHolder = vscode.l10n.t("Restore files as they were before which question?");
  return (await vscode.window.showQuickPick(items.reverse(), { placeHolder }))?.id;
}
