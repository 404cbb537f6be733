import type { CodeSubject } from "../context/codeSubject.ts";
import { type ActionPrompt, languageName } from "./actionPrompt.ts";
import { editPrompt } from "./editPrompt.ts";

/** Documentation comments; `language` is the person's, for a file without comments. */
export function documentPrompt(subject: CodeSubject, language: string): ActionPrompt {
  return editPrompt(
    `Document the selection with the documentation comments its language and this file use: what it is for, parameters, result, errors, units, side effects, as far as they are not obvious. Change no code. Write in the language of the comments around it; if there are none, in ${languageName(language)}.`,
    subject,
  );
}
