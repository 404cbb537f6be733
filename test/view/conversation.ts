// Conversations for the tests to show.

import type { ChatEnvironment, ChatSnapshot, MessageSnapshot } from "../../src/protocol/snapshot.ts";
import { question as plainQuestion, type ReplyDetails, reply } from "../fixtures/webview-page/turns.ts";

export { reply };

const environment: ChatEnvironment = {
  hasKey: true,
  model: "mimo-v2.6-pro",
  models: [{ id: "mimo-v2.6-pro", name: "MiMo V2.6 Pro", retired: false }],
  thinking: true,
  canThink: true,
  webSearch: "off",
  canSearch: true,
};

/** A question. */
export function question(id: string, content = "What?", more: Partial<MessageSnapshot> = {}): MessageSnapshot {
  return { ...plainQuestion(id, content), ...more };
}

/** A reply that is being written. */
export const growing = (id: string, content = "", more: ReplyDetails = {}): MessageSnapshot =>
  reply(id, content, { state: "streaming", ...more });

/** A whole state. */
export function snapshot(messages: readonly MessageSnapshot[], more: Partial<ChatEnvironment> = {}): ChatSnapshot {
  return {
    revision: 1,
    conversation: { id: "c", title: "A title", messages },
    environment: { ...environment, ...more },
  };
}

/** `count` paragraphs, numbered, of a few lines each. */
export const paragraphs = (count: number, name = "Paragraph"): string =>
  Array.from({ length: count }, (_, index) => `${name} ${index}. ${"It goes on for a while. ".repeat(8)}`).join("\n\n");

/** The same with what a run leaves above the box: a list of what is to do, and of what it changed. */
export const withStrips = (shot: ChatSnapshot): ChatSnapshot => ({
  ...shot,
  conversation: {
    ...shot.conversation,
    todos: [
      { text: "Read the code", state: "done" },
      { text: "Change the function that sums the items of the cart", state: "active" },
      { text: "Run the tests", state: "pending" },
    ],
    changes: {
      added: 12,
      removed: 4,
      files: [
        { path: "shop/src/cart.ts", change: "edited", added: 10, removed: 4 },
        { path: "shop/src/sum.ts", change: "created", added: 2, removed: 0 },
      ],
    },
  },
});
