// The view's copy of the host's state, and the pure step from one to the next. Nothing here draws.

import type {
  ChatEnvironment,
  ChatSnapshot,
  ConversationSnapshot,
  MessageSnapshot,
} from "../../src/protocol/snapshot.ts";
import type { Patch, ToWebview } from "../../src/protocol/toWebview.ts";
import { adoptText, appendText, newLog, type TextLog } from "./textLog.ts";

/** Everything of a turn but its two texts. */
export type MessageMeta = Omit<MessageSnapshot, "content" | "reasoning">;

/** One turn, its texts as logs so that a token costs what it adds. */
export interface MessageState {
  readonly meta: MessageMeta;
  readonly content: TextLog;
  readonly reasoning: TextLog;
}

/** What is drawn. */
export interface ChatState {
  readonly revision: number;
  readonly conversationId: string;
  readonly title: string;
  readonly messages: readonly MessageState[];
  readonly total: ConversationSnapshot["total"];
  readonly environment: ChatEnvironment;
}

/** The messages that change the state; the others are for the composer. */
export type StateMessage = Extract<ToWebview, { type: "snapshot" | "patches" }>;

/** The next state, or `gap` when the patches do not follow on from this one: then a snapshot is needed. */
export function reduce(state: ChatState | undefined, message: StateMessage): ChatState | "gap" {
  if (message.type === "snapshot") return fromSnapshot(state, message.snapshot);
  if (!state || message.revision !== state.revision + 1) return "gap";
  const next = new Draft(state, message.revision);
  for (const patch of message.patches) if (!next.apply(patch)) return "gap";
  return next.state;
}

function fromSnapshot(state: ChatState | undefined, snapshot: ChatSnapshot): ChatState {
  const known = new Map(state?.messages.map((message) => [message.meta.id, message]));
  return {
    revision: snapshot.revision,
    conversationId: snapshot.conversation.id,
    title: snapshot.conversation.title,
    messages: snapshot.conversation.messages.map((message) => fromMessage(message, known.get(message.id))),
    total: snapshot.conversation.total,
    environment: snapshot.environment,
  };
}

function fromMessage(message: MessageSnapshot, known?: MessageState): MessageState {
  const { content, reasoning, ...meta } = message;
  return { meta, content: adoptText(known?.content, content), reasoning: adoptText(known?.reasoning, reasoning) };
}

/** A state under change: the list of messages is copied once per batch, never per patch. */
class Draft {
  state: ChatState;
  readonly #messages: MessageState[];

  constructor(state: ChatState, revision: number) {
    this.#messages = [...state.messages];
    this.state = { ...state, revision, messages: this.#messages };
  }

  /** False when the patch speaks of a message this state does not have. */
  apply(patch: Patch): boolean {
    switch (patch.op) {
      case "add": {
        const { content, reasoning, ...meta } = patch.message;
        this.#messages.push({ meta, content: newLog(content), reasoning: newLog(reasoning) });
        return true;
      }
      case "appendContent":
        return this.#change(patch.id, (m) => ({ ...m, content: appendText(m.content, patch.text) }));
      case "appendReasoning":
        return this.#change(patch.id, (m) => ({ ...m, reasoning: appendText(m.reasoning, patch.text) }));
      case "update":
        return this.#change(patch.message.id, (m) => ({ ...m, meta: patch.message }));
      case "title":
        this.state = { ...this.state, title: patch.title };
        return true;
      case "total":
        this.state = { ...this.state, total: patch.total };
        return true;
      case "environment":
        this.state = { ...this.state, environment: patch.environment };
        return true;
      default:
        return false;
    }
  }

  #change(id: string, next: (message: MessageState) => MessageState): boolean {
    // The message that grows is nearly always the last.
    const index = this.#messages.findLastIndex((message) => message.meta.id === id);
    const message = this.#messages[index];
    if (!message) return false;
    this.#messages[index] = next(message);
    return true;
  }
}
