import type { CodeSubject } from "../context/codeSubject.ts";
import type { ActionPrompt } from "./actionPrompt.ts";
import { editPrompt } from "./editPrompt.ts";

/** Better structure, same behaviour. */
export function refactorPrompt(subject: CodeSubject): ActionPrompt {
  return editPrompt(
    "Refactor the selection: make it simpler and clearer, remove repetition, name things well. What it does for its callers must not change, nor its public names and signatures.",
    subject,
  );
}
