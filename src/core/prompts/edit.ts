import type { CodeSubject } from "../context/codeSubject.ts";
import { type ActionPrompt, languageName } from "./actionPrompt.ts";
import { editPrompt } from "./editPrompt.ts";

/** What the person wants, in their words. */
export function editSelectionPrompt(subject: CodeSubject, instruction: string, language: string): ActionPrompt {
  return editPrompt(
    `Change the selection so that: ${instruction}\n\nWhere you add words for people, write them in the language of those around them; if there are none, in ${languageName(language)}.`,
    subject,
  );
}
