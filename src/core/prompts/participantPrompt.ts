// What `@mimo` sends for a question or a slash command in VS Code's own chat.

import { fenced } from "../code/fence.ts";

/** The slash commands that ask the model something. */
export type ParticipantCommand = "explain" | "refactor" | "tests";

/** A file, a part of one or anything else that goes with a question. */
export interface PromptReference {
  /** As shown to a person, such as `src/a.ts` or `src/a.ts:3-9`. */
  readonly name: string;
  readonly text: string;
  /** VS Code's language id, if it is code. */
  readonly language?: string;
}

const tasks: Readonly<Record<ParticipantCommand, readonly [english: string, chinese: string]>> = {
  explain: [
    "Explain what this code does and why it is written this way. Begin with one sentence that says it all, then go through what is not obvious. Name mistakes you see.",
    "解释这段代码做什么、为什么这样写。先用一句话概括,再讲解不明显的地方。指出你看到的错误。",
  ],
  refactor: [
    "Improve this code without changing what it does: clearer names, simpler structure, less repetition. Show the whole new code in one fenced block, then list what changed and why, briefly.",
    "在不改变行为的前提下改进这段代码:更清楚的命名、更简单的结构、更少的重复。先在一个代码块中给出完整的新代码,再简要列出改了什么、为什么。",
  ],
  tests: [
    "Write tests for this code with the framework the project uses, or the usual one of the language. Cover the edge cases. Show one complete test file in a fenced block.",
    "为这段代码编写测试,使用项目已有的测试框架,没有则用该语言常用的框架。覆盖边界情况。在一个代码块中给出完整的测试文件。",
  ],
};

/**
 * The text of a question: the task of the command, what the person wrote, and what goes with it, fenced so that no code can end its own fence.
 * `language` is the display language of the editor, as a BCP 47 tag.
 */
export function participantPrompt(
  command: ParticipantCommand | undefined,
  question: string,
  references: readonly PromptReference[],
  language: string,
): string {
  const task = command && tasks[command][language.toLowerCase().startsWith("zh") ? 1 : 0];
  const asked = [task, question.trim()].filter((text) => text);
  return [...asked, ...references.map(({ name, text, language = "" }) => `${name}\n${fenced(text, language)}`)].join(
    "\n\n",
  );
}
