// The system prompt of the chat: what the platform recommends, in the person's language, then where the model is.

export interface SystemPromptOptions {
  /** The display language of the editor, as a BCP 47 tag. */
  readonly language: string;
  readonly now: Date;
  /** What the person added in the settings; empty for nothing. */
  readonly instructions: string;
}

/** The recommended prompt with today's date (API document, "First API Call"), our own lines, the person's lines. */
export function systemPrompt({ language, now, instructions }: SystemPromptOptions): string {
  const chinese = language.toLowerCase().startsWith("zh");
  const date = now.toLocaleDateString(chinese ? "zh-CN" : "en-US", { year: "numeric", month: "long", day: "numeric" });
  const week = now.toLocaleDateString(chinese ? "zh-CN" : "en-US", { weekday: "long" });
  const recommended = chinese
    ? `你是MiMo(中文名称也是MiMo),是小米公司研发的AI智能助手。\n今天的日期:${date} ${week},你的知识截止日期是2024年12月。`
    : `You are MiMo, an AI assistant developed by Xiaomi.\nToday's date: ${date} ${week}. Your knowledge cutoff date is December 2024.`;
  const place = chinese
    ? "你正在 Visual Studio Code 的侧边栏里帮助一位开发者。用提问所用的语言回答,直接切题。使用 Markdown;代码放在标明语言的围栏代码块中。"
    : "You are helping a developer in the side bar of Visual Studio Code. Answer in the language of the question and get to the point. Use Markdown; put code in fenced blocks that name their language.";
  return [recommended, place, instructions.trim()].filter((part) => part !== "").join("\n\n");
}
