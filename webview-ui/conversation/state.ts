// The view's copy of the host's state, and the pure step from one to the next. Nothing here draws.

import type { PartHead, PartSnapshot } from "../../src/protocol/parts.ts";
import type {
  ChatEnvironment,
  ChatSnapshot,
  ConversationSnapshot,
  MessageHead,
  MessageSnapshot,
} from "../../src/protocol/snapshot.ts";
import type { Patch, ToWebview } from "../../src/protocol/toWebview.ts";
import { adoptText, appendText, endOfText, type TextLog } from "./textLog.ts";

/** One turn. */
export interface MessageState {
  readonly meta: MessageHead;
  /** In the order they came. */
  readonly parts: readonly PartState[];
}

/** One part, its text as a log so that a token costs what it adds. */
export interface PartState {
  readonly key: string;
  readonly head: PartHead;
  readonly text: TextLog;
}

/** What is drawn. */
export interface ChatState {
  readonly revision: number;
  readonly conversationId: string;
  readonly title: string;
  readonly elsewhere: boolean;
  readonly messages: readonly MessageState[];
  readonly total: ConversationSnapshot["total"];
  readonly queue: ConversationSnapshot["queue"];
  readonly todos: ConversationSnapshot["todos"];
  readonly changes: ConversationSnapshot["changes"];
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
    elsewhere: snapshot.conversation.elsewhere === true,
    messages: snapshot.conversation.messages.map((message) => fromMessage(message, known.get(message.id))),
    total: snapshot.conversation.total,
    queue: snapshot.conversation.queue,
    todos: snapshot.conversation.todos,
    changes: snapshot.conversation.changes,
    environment: snapshot.environment,
  };
}

function fromMessage(message: MessageSnapshot, known?: MessageState): MessageState {
  const { parts, ...meta } = message;
  const before = new Map(known?.parts.map((part) => [part.key, part]));
  return { meta, parts: parts.map((part) => fromPart(part, before.get(part.key))) };
}

function fromPart({ key, head, text }: PartSnapshot, known?: PartState): PartState {
  return { key, head, text: adoptText(known?.text, text) };
}

/** A state under change: the list of messages is copied once per batch, never per patch. */
class Draft {
  state: ChatState;
  readonly #messages: MessageState[];

  constructor(state: ChatState, revision: number) {
    this.#messages = [...state.messages];
    this.state = { ...state, revision, messages: this.#messages };
  }

  /** False when the patch speaks of a message or a part this state does not have. */
  apply(patch: Patch): boolean {
    switch (patch.op) {
      case "add":
        this.#messages.push(fromMessage(patch.message));
        return true;
      case "part": {
        const part = fromPart(patch.part);
        return this.#change(patch.id, (message) => ({ ...message, parts: [...message.parts, part] }));
      }
      case "append":
        return this.#changePart(patch, (part) => ({ ...part, text: appendText(part.text, patch.text) }));
      case "trim":
        return this.#changePart(patch, (part) => ({ ...part, text: endOfText(part.text, patch.keeps) }));
      case "head":
        return this.#changePart(patch, (part) => ({ ...part, head: patch.head }));
      case "update":
        return this.#change(patch.message.id, (message) => ({ ...message, meta: patch.message }));
      case "title":
        this.state = { ...this.state, title: patch.title };
        return true;
      case "total":
        this.state = { ...this.state, total: patch.total };
        return true;
      case "queue":
        this.state = { ...this.state, queue: patch.queue };
        return true;
      case "todos":
        this.state = { ...this.state, todos: patch.todos };
        return true;
      case "changes":
        this.state = { ...this.state, changes: patch.changes };
        return true;
      case "environment":
        this.state = { ...this.state, environment: patch.environment };
        return true;
      default:
        return false;
    }
  }

  #change(id: string, next: (message: MessageState) => MessageState | undefined): boolean {
    // The message that grows is nearly always the last.
    const index = this.#messages.findLastIndex((message) => message.meta.id === id);
    const message = this.#messages[index];
    const changed = message && next(message);
    if (!changed) return false;
    this.#messages[index] = changed;
    return true;
  }

  #changePart({ id, key }: { id: string; key: string }, next: (part: PartState) => PartState): boolean {
    return this.#change(id, (message) => {
      const index = message.parts.findLastIndex((part) => part.key === key);
      const part = message.parts[index];
      return part && { ...message, parts: message.parts.with(index, next(part)) };
    });
  }
}
