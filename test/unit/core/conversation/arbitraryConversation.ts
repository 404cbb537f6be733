// Conversations of any shape: trees of questions and replies with every kind of part.

import fc from "fast-check";
import { Conversation } from "../../../../src/core/conversation/conversation.ts";
import type { Message } from "../../../../src/core/conversation/message.ts";

const text = fc.string({ unit: "binary", maxLength: 30 });
const textPart = fc.record({ type: fc.constant("text" as const), text });
const parts = fc.array(
  fc.oneof(
    textPart,
    fc.record({ type: fc.constant("reasoning" as const), text }),
    fc.record({ type: fc.constant("tool-call" as const), id: text, name: text, arguments: text }),
  ),
  { maxLength: 3 },
);
const turn = fc.oneof(
  fc.record({
    role: fc.constant("user" as const),
    parts: fc.array(textPart, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    role: fc.constant("assistant" as const),
    parts,
    state: fc.constantFrom("done" as const, "stopped" as const, "error" as const),
    model: text,
    sources: fc.array(fc.record({ url: fc.webUrl(), title: text }), { maxLength: 2 }),
  }),
);

/** A conversation of up to 12 turns, each below any earlier one or beside the first, with some choices made. */
export const anyConversation: fc.Arbitrary<Conversation> = fc
  .record({
    turns: fc.array(fc.tuple(turn, fc.nat()), { minLength: 1, maxLength: 12 }),
    chosen: fc.array(fc.nat(), { maxLength: 4 }),
    title: text,
    titleBy: fc.constantFrom("model" as const, "person" as const),
  })
  .map(({ turns, chosen, title, titleBy }) => {
    const conversation = new Conversation("c", 5);
    Object.assign(conversation, { title, titleBy });
    turns.forEach(([content, parent], index) => {
      const above = parent % (index + 1);
      const parentId = above === index ? undefined : String(above);
      conversation.put({ id: String(index), createdAt: index, ...content, ...(parentId && { parentId }) } as Message);
    });
    for (const index of chosen) conversation.choose(String(index % turns.length));
    return conversation;
  });

/** A conversation as plain data, with ids as the place of a turn in it. */
export function shapeOf(conversation: Conversation): unknown {
  const ids = new Map(conversation.all().map(({ id }, index) => [id, index]));
  return {
    title: conversation.title,
    titleBy: conversation.title === "" ? undefined : conversation.titleBy,
    createdAt: conversation.createdAt,
    messages: conversation.all().map((message) => ({
      ...message,
      id: ids.get(message.id),
      parentId: message.parentId === undefined ? undefined : ids.get(message.parentId),
    })),
    choices: conversation
      .choices()
      .map((id) => ids.get(id))
      .sort(),
    path: conversation.path().map(({ id }) => ids.get(id)),
  };
}
