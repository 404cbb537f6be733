// The agent as the chats of the window use it: always there, and loaded by what needs it.

import * as vscode from "vscode";
import type { ApprovalQuestion } from "../../core/agent/approvals/approvalQuestion.ts";
import type { CallPart } from "../../core/conversation/message.ts";
import { agentTools } from "../../core/tools/agentTools.ts";
import type { ChatAgent } from "../chat/chatAgent.ts";
import { showInformation } from "../messages/messages.ts";
import { approvalWords } from "./approvals/approvalWords.ts";
import { callArguments } from "./callArguments.ts";
import type { Changes } from "./changes/changes.ts";
import type { ShownCommandTools } from "./commands/createCommandTools.ts";
import type { ChosenTools } from "./foreign/chosenTools.ts";

export interface ChatAgentDeps {
  readonly chosen: Pick<ChosenTools, "named">;
  readonly changes: Changes;
  /** Undefined before the first call: there are no commands then. */
  readonly commands: () => Pick<ShownCommandTools, "running" | "showInTerminal"> | undefined;
  /** Opens a file of the workspace at a line; false when there is none. */
  readonly openFile: (target: { readonly name: string; readonly line?: number }) => Promise<boolean>;
}

/** One for all chats. */
export function createChatAgent({ chosen, changes, commands, openFile }: ChatAgentDeps): ChatAgent {
  const { t } = vscode.l10n;
  return {
    foreignLabel: (name) => chosen.named(name),
    // Every question of an approval was made by ours.
    describeApproval: ({ question }) => approvalWords(question as ApprovalQuestion, t),
    changesOf: (chat) => changes.snapshotOf(chat),
    onDidChangeChanges: changes.onDidChange,
    keep: (chat, path) => changes.keep(chat, path),
    undo: (chat, path) => changes.undo(chat, path),
    review: (chat, path) => changes.review(chat, path),
    canRestore: ({ chat, question }) => changes.canRestore(chat, question),
    restore: ({ chat, question }) => changes.restoreTo(chat, question),
    openCall: async (call) => {
      const { name: tool, input } = callArguments(call);
      // What a tool of others calls a path is its own affair.
      if (!agentTools.some((own) => own.name === tool)) return showResult(call);
      const name = [input.path, input.to, input.from].find((each) => typeof each === "string");
      if (name === undefined) return showResult(call);
      const line = typeof input.start_line === "number" ? input.start_line : undefined;
      if (await openFile({ name, ...(line !== undefined && { line }) })) return;
      void showInformation(t("{0} is not there any more.", name));
    },
    showInTerminal: async (call, { chat }) => {
      const id = commandOf(call, chat, commands());
      if (id === undefined || !commands()?.showInTerminal(id)) {
        void showInformation(t("This command is not kept any more."));
      }
    },
  };
}

/** The command's id: a result tells it, and one that goes on is known by its line. */
function commandOf(
  call: CallPart,
  chat: string,
  commands: Pick<ShownCommandTools, "running"> | undefined,
): string | undefined {
  const { progress } = call;
  const { input } = callArguments(call);
  if (progress?.state === "ended") return typeof progress.facts?.id === "string" ? progress.facts.id : undefined;
  return commands?.running(chat).findLast(({ command }) => command === input.command)?.id;
}

/** What a call that is about no file came to, as a text of its own. */
async function showResult({ progress }: CallPart): Promise<void> {
  if (progress?.state !== "ended") return;
  const content = progress.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
  // biome-ignore lint/plugin/readGate: opens a text of its own, and reads none.
  const document = await vscode.workspace.openTextDocument({ content, language: "plaintext" });
  await vscode.window.showTextDocument(document, { preview: true });
}
