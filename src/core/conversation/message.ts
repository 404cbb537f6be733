// One turn of a conversation.

import type { CodeReference } from "../context/codeReference.ts";
import type { AssistantPart, UserPart } from "../model/languageModel.ts";
import type { ModelErrorReason, UnsupportedInput } from "../model/modelError.ts";
import type { FinishReason, Source, Usage } from "../model/streamEvent.ts";
import type { Attachment } from "./attachment.ts";

/** `error` also when a stream broke off; the parts received stay in every state. */
export type MessageState = "streaming" | "done" | "stopped" | "error";

/** A part of a kind that this version does not know: kept as it is stored, neither shown nor sent. */
export interface OtherPart {
  readonly type: "other";
  readonly stored: Readonly<Record<string, unknown>>;
}

export type UserMessagePart = UserPart | OtherPart;
export type ReplyPart = AssistantPart | OtherPart;

/** A turn. Immutable: a change makes a new one with the same id. Plain data; what is stored of it, stored/ says. */
export type Message = UserTurn | AssistantTurn;

interface Turn {
  readonly id: string;
  /** The turn it follows; undefined for the first. Turns with the same parent are versions of one another. */
  readonly parentId?: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface UserTurn extends Turn {
  readonly role: "user";
  readonly parts: readonly UserMessagePart[];
  /** What the question is about; sent before it, shown as something to press. */
  readonly references?: readonly CodeReference[];
  /** Files that go with the question, in the order they were attached. */
  readonly attachments?: readonly Attachment[];
}

export interface AssistantTurn extends Turn {
  readonly role: "assistant";
  /** In the order they came. */
  readonly parts: readonly ReplyPart[];
  readonly state: MessageState;
  readonly model: string;
  readonly sources: readonly Source[];
  /** What the service said of a web search that failed; the reply goes on without it. */
  readonly searchError?: string;
  readonly usage?: Usage;
  readonly finish?: { readonly reason: FinishReason; readonly rawReason: string };
  readonly error?: MessageError;
  /** When the first piece of reasoning came. */
  readonly reasoningStartedAt?: number;
  /** How long the reasoning took, in ms; set when something else followed or the turn ended. */
  readonly reasoningMs?: number;
}

/** A `ModelError` as plain data; `interrupted` when VS Code ended before the reply did. */
export interface MessageError {
  readonly reason: ModelErrorReason | "interrupted";
  /** English, for the curious and the log. */
  readonly message: string;
  readonly status?: number;
  readonly param?: string;
  readonly unsupported?: UnsupportedInput;
}

/** The text parts of a turn: what a person reads as its content. A blank line stands for what came between them. */
export function textOf(message: Message): string {
  const texts = message.parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
  return texts.length === 1 ? (texts[0] ?? "") : texts.join("\n\n");
}

/** The reasoning parts of a turn; empty for a person. */
export function reasoningOf(message: Message): string {
  const texts = message.parts.flatMap((part) => (part.type === "reasoning" ? [part.text] : []));
  return texts.length === 1 ? (texts[0] ?? "") : texts.join("\n\n");
}
