import { textOf } from "../../core/conversation/message.ts";
import type { QuestionQueue } from "../../core/conversation/questionQueue.ts";
import type { QueueSnapshot } from "../../protocol/queue.ts";

/** The questions that wait, as the webview shows them; undefined when there are none. */
export function queueSnapshot({ items, hold }: QuestionQueue): QueueSnapshot | undefined {
  if (items.length === 0) return undefined;
  const shown = items.map((question) => ({
    id: question.id,
    text: textOf(question),
    ...(question.references && { references: question.references.map(({ label }) => label) }),
    ...(question.attachments && { attachments: question.attachments.map(({ name }) => name) }),
  }));
  return { items: shown, ...(hold && { hold }) };
}
