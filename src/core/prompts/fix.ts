import type { CodeSubject } from "../context/codeSubject.ts";
import type { ActionPrompt } from "./actionPrompt.ts";
import { editPrompt } from "./editPrompt.ts";

/** The problems in `subject.diagnostics`, or whatever is wrong if there are none. */
export function fixPrompt(subject: CodeSubject): ActionPrompt {
  const what =
    subject.diagnostics.length > 0
      ? "Fix the problems listed under diagnostics that lie in the selection, at their cause."
      : "Find and fix the bugs in the selection.";
  return editPrompt(`${what} Change nothing else.`, subject);
}
