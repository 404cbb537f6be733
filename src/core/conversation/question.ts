// A question before it is asked.

import type { CodeReference } from "../context/codeReference.ts";
import type { Attachment } from "./attachment.ts";
import type { QueuedQuestion } from "./questionQueue.ts";

/** A question without the time at which it was asked. */
export type Question = Omit<QueuedQuestion, "createdAt">;

/** Without fields that would be empty. */
export function questionOf(
  id: string,
  text: string,
  references: readonly CodeReference[] = [],
  attachments: readonly Attachment[] = [],
): Question {
  return {
    id,
    role: "user",
    parts: [{ type: "text", text }],
    ...(references.length > 0 && { references }),
    ...(attachments.length > 0 && { attachments }),
  };
}
