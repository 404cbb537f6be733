// One turn of a conversation.

import type { AssistantPart, ToolCallPart } from "../model/languageModel.ts";
import type { ModelErrorReason, UnsupportedInput } from "../model/modelError.ts";
import type { FinishReason, Source, Usage } from "../model/streamEvent.ts";
import type { CallProgress, RunPart } from "./runParts.ts";
import type { OtherPart, Turn, UserTurn } from "./userTurn.ts";

/** `error` also when a stream broke off; the parts received stay in every state. */
export type MessageState = "streaming" | "done" | "stopped" | "error";

/** A call the model made, and how far it has come; without `progress` nothing was done with it yet. */
export interface CallPart extends ToolCallPart {
  readonly progress?: CallProgress;
}

/**
 * What a reply is made of. A run is one reply, however many times the model was asked: each time but the last ends with
 * a `step`, and what follows it belongs to the next.
 */
export type ReplyPart = Exclude<AssistantPart, ToolCallPart> | CallPart | RunPart | OtherPart;

/** A turn. Immutable: a change makes a new one with the same id. Plain data; what is stored of it, stored/ says. */
export type Message = UserTurn | AssistantTurn;

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

/**
 * A `ModelError` as plain data; `interrupted` when VS Code ended before the reply did, `unclaimed` when nobody could say that no
 * other window acts in the conversation.
 */
export interface MessageError {
  readonly reason: ModelErrorReason | "interrupted" | "unclaimed";
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

/** Whether a reply that ended brought nothing: no word, and no call either. */
export function isEmptyReply(turn: AssistantTurn): boolean {
  const isSilent = ({ type }: ReplyPart) =>
    type === "text" || type === "reasoning" || type === "rules" || type === "step";
  return !/\S/.test(textOf(turn)) && turn.parts.every(isSilent);
}

/** Whether nothing of a reply ever came, and no figure of its cost: at most was something said to the model. */
export function isUnbegun({ parts, usage }: AssistantTurn): boolean {
  return usage === undefined && parts.every(({ type }) => type === "rules" || type === "step");
}

/** Whether a part is of the model: what it said, thought or called. */
export function isOfModel({ type }: ReplyPart): boolean {
  return type === "text" || type === "reasoning" || type === "tool-call";
}

/** Whether a reply is the whole answer, so that what was to be said after it can be said. */
export function isWhole(turn: AssistantTurn): boolean {
  const reason = turn.finish?.reason ?? "stop";
  return turn.state === "done" && (reason === "stop" || reason === "tool-calls") && !isEmptyReply(turn);
}

/** What the person said in a turn: the question itself, or what was said while a run went on. */
export function questionsOf(message: Message): readonly UserTurn[] {
  if (message.role === "user") return [message];
  return message.parts.flatMap((part) => (part.type === "said" ? [part.question] : []));
}

/** What the person wrote in `path`, as they wrote it: no attachment, nothing that goes along. */
export function typedTexts(path: readonly Message[]): readonly string[] {
  return path
    .flatMap(questionsOf)
    .flatMap(({ parts }) => parts.flatMap((part) => (part.type === "text" ? part.text : [])));
}
