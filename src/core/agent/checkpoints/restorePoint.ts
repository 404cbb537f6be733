// From where files are restored: a question of the person's, or what they said while a run went on.

import type { Conversation } from "../../conversation/conversation.ts";
import { questionsOf } from "../../conversation/message.ts";
import type { UserTurn } from "../../conversation/userTurn.ts";

/** A question, and what tells what came after it. */
export interface RestorePoint {
  readonly question: string;
  /** Milliseconds since the epoch; undefined when nobody knows it any more. */
  readonly askedAt?: number;
  /** The questions before it: one that waited was asked before the work on them was done. */
  readonly earlier: ReadonlySet<string>;
}

/** The point of a question; one that the conversation does not have is known by its id alone. */
export function restorePointOf(conversation: Conversation, question: string): RestorePoint {
  const asked = questionsTo(conversation, question);
  const askedAt = asked.at(-1)?.createdAt;
  const earlier = new Set(asked.slice(0, -1).map(({ id }) => id));
  return { question, earlier, ...(askedAt !== undefined && { askedAt }) };
}

/** Whether the person asked or said something of the id `question` in `conversation`, in any of its versions. */
export function hasQuestion(conversation: Conversation, question: string): boolean {
  return questionsTo(conversation, question).length > 0;
}

/** All that the person said up to and with `question`, oldest first; empty where that is not in the conversation. */
function questionsTo(conversation: Conversation, question: string): readonly UserTurn[] {
  const turn =
    conversation.get(question) ??
    conversation.all().find((each) => each.role === "assistant" && questionsOf(each).some(({ id }) => id === question));
  const said = conversation.pathTo(turn?.id).flatMap(questionsOf);
  return said.slice(0, said.findIndex(({ id }) => id === question) + 1);
}
