// The bundle of the answers: how they are read as Markdown, drawn and completed. A view without a conversation has none.

import { type AnswerOptions, AnswerTools } from "./answerTools.ts";

export { Answer } from "./Answer.tsx";

/** The tools that the answers of one view share. */
export function createTools(options: AnswerOptions): AnswerTools {
  return new AnswerTools(options);
}
