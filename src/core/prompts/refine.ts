import { fenced } from "../code/fence.ts";
import type { CodeSubject } from "../context/codeSubject.ts";
import type { ModelMessage } from "../model/languageModel.ts";
import type { ActionPrompt } from "./actionPrompt.ts";
import { editPrompt } from "./editPrompt.ts";

/** What was proposed, and what the person said to it. */
export interface RefineTurn {
  /** The text proposed for the selection, whole lines. */
  readonly proposed: readonly string[];
  readonly request: string;
}

/** The turns of an edit's conversation after its first question, in order. */
export function refineMessages(turns: readonly RefineTurn[], languageId: string): ModelMessage[] {
  return turns.flatMap(({ proposed, request }): ModelMessage[] => [
    { role: "assistant", content: [{ type: "text", text: fenced(proposed.join("\n"), languageId) }] },
    {
      role: "user",
      content: [
        {
          type: "text",
          text: `Change your replacement so that: ${request}\n\nReply as before: with only the replacement code for the whole selection, complete, in one fenced block.`,
        },
      ],
    },
  ]);
}

/** The first question where it is not known any more: of an edit of an earlier window, or of one that came from the chat. */
export function forgottenPrompt(subject: CodeSubject): ActionPrompt {
  return editPrompt("Change the selection as you see fit.", subject);
}
