/** The question about what a terminal shows, in the person's language; the text goes with it as a reference. */
export function explainTerminalQuestion(language: string): string {
  return language.toLowerCase().startsWith("zh")
    ? "请解释终端中的这段输出。如果有错误,说明原因和解决办法。"
    : "Explain this terminal output. If something went wrong, say why and how to solve it.";
}
