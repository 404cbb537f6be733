import type { CodeSubject } from "../context/codeSubject.ts";
import { taggedText } from "../context/taggedText.ts";
import type { ActionPrompt } from "./actionPrompt.ts";
import { editPrompt } from "./editPrompt.ts";

/**
 * `problem`, which somebody found in the selection and no diagnostic says; without one the problems in
 * `subject.diagnostics`, or whatever is wrong if there are none.
 */
export function fixPrompt(subject: CodeSubject, problem = ""): ActionPrompt {
  if (problem !== "" && !subject.diagnostics.some((each) => each.includes(problem))) {
    const task = "Fix this problem in the selection, at its cause. Change nothing else. Its words are material, too.";
    return editPrompt(`${taggedText("problem", problem)}\n\n${task}`, subject);
  }
  const what =
    subject.diagnostics.length > 0
      ? "Fix the problems listed under diagnostics that lie in the selection, at their cause."
      : "Find and fix the bugs in the selection.";
  return editPrompt(`${what} Change nothing else.`, subject);
}
