// What the prompts of the editor's actions have in common. Each action has a file of its own beside this one.

/** A system prompt and what the person asks. */
export interface ActionPrompt {
  readonly system: string;
  readonly user: string;
}

/** The name of a display language, for telling the model which one to write. */
export function languageName(tag: string): string {
  if (tag.toLowerCase().startsWith("zh")) return "Simplified Chinese";
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(tag) ?? "English";
  } catch {
    return "English"; // not a language tag
  }
}
