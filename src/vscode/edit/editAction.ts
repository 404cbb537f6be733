import type { CodeSubject } from "../../core/context/codeSubject.ts";
import type { ActionPrompt } from "../../core/prompts/actionPrompt.ts";

/** One kind of edit. */
export interface EditAction {
  /** In the person's language. */
  readonly title: string;
  readonly prompt: (subject: CodeSubject) => ActionPrompt;
}
