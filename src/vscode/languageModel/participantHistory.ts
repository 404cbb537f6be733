// What was said to `@mimo` before, read back from VS Code's chat.

import * as vscode from "vscode";
import type { PriorTurn } from "../../core/conversation/priorTurn.ts";
import type { ModelMessage } from "../../core/model/languageModel.ts";

/** Kept by VS Code with an answer: what was really asked, references included. */
export interface TurnMetadata {
  readonly question?: string;
  readonly model?: string;
  readonly command?: string;
  /** Nothing was asked of a model: what was shown is a word of ours, and no turn of the conversation. */
  readonly unasked?: true;
}

/** The metadata of such an answer. */
export const unasked: TurnMetadata = { unasked: true };

/** VS Code keeps metadata with its session, so a longer question is remembered by the person's own words alone. */
const longestQuestion = 100_000;

/** The metadata of an answer to `question`. */
export function turnMetadata(question: string, model: string, command: string | undefined): TurnMetadata {
  return { ...(question.length <= longestQuestion && { question }), model, command };
}

/** The earlier turns, oldest first; a question that was never answered, or never asked, is left out. */
export function priorTurns(context: vscode.ChatContext): readonly PriorTurn[] {
  const turns: PriorTurn[] = [];
  let asked = "";
  for (const turn of context.history) {
    if (turn instanceof vscode.ChatRequestTurn) {
      asked = [turn.command ? `/${turn.command}` : "", turn.prompt].filter((text) => text !== "").join(" ");
      continue;
    }
    const metadata: TurnMetadata = turn.result.metadata ?? {};
    if (metadata.unasked) continue;
    const answer = turn.response
      .map((part) => (part instanceof vscode.ChatResponseMarkdownPart ? part.value.value : ""))
      .join("");
    if (answer !== "") turns.push({ question: metadata.question ?? asked, answer, model: metadata.model });
  }
  return turns;
}

/** The turns as messages. */
export function toMessages(turns: readonly PriorTurn[]): readonly ModelMessage[] {
  return turns.flatMap(({ question, answer }): ModelMessage[] => [
    { role: "user", content: [{ type: "text", text: question }] },
    { role: "assistant", content: [{ type: "text", text: answer }] },
  ]);
}
