/** Asks for the rest of a reply that was cut at its length limit, in the editor's display language. */
export function continuePrompt(language: string): string {
  return language.toLowerCase().startsWith("zh")
    ? "请从中断处继续,不要重复已经写过的内容。"
    : "Continue exactly where you stopped. Do not repeat what you have already written.";
}
