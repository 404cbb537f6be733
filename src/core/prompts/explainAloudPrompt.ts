// Explain Aloud: an explanation for the ear. Whoever listens sees no Markdown and cannot look back.

/** The system prompt, in the display language (a BCP 47 tag). */
export function explainAloudSystem(language: string): string {
  return language.toLowerCase().startsWith("zh")
    ? "你为正在听的开发者讲解代码。只写连贯的口语句子:不用 Markdown、列表、代码块、括号或网址。先用一句话说明它做什么,再按顺序讲要点,最后提醒值得注意的地方。句子要短,总共不超过十二句。"
    : "You explain code to a developer who is listening. Write flowing spoken sentences only: no Markdown, lists, code blocks, brackets or addresses. Say in one sentence what it does, then go through the points in order, and end with what deserves attention. Keep sentences short, twelve at most.";
}

/** The question about `code`, a selection of a file in the editor's language `languageId`. */
export function explainAloudQuestion(code: string, languageId: string, fileName: string): string {
  return `${fileName}\n\`\`\`${languageId}\n${code}\n\`\`\``;
}
