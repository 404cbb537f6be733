// A turn as the webview draws it.

import type { Conversation } from "../../core/conversation/conversation.ts";
import { type Message, textOf } from "../../core/conversation/message.ts";
import type { UserTurn } from "../../core/conversation/userTurn.ts";
import { replyCost } from "../../core/model/cost.ts";
import type { Currency } from "../../core/model/prices.ts";
import type { PartSnapshot, SaidHead } from "../../protocol/parts.ts";
import type { MessageHead, RetryWait } from "../../protocol/snapshot.ts";
import type { Description } from "../errors/describeError.ts";
import { canContinue } from "./notices.ts";
import { type CallSurroundings, noticeHead, rulesHead, stepsOf, toolHead } from "./runSnapshot.ts";

/** What a turn is shown with that is not in it. */
export interface HeadSurroundings {
  readonly description: Description | undefined;
  readonly retrying: RetryWait | undefined;
  readonly currency: () => Currency;
  /** It is a plan that can be carried out. */
  readonly isPlan: boolean;
  /** It is being written, in another window. */
  readonly goesOn: boolean;
  /** It waits for the person. */
  readonly waits: boolean;
  /** What was done for this question can be taken back. */
  readonly restorable: boolean;
}

/** Everything but the parts: what an `update` patch carries. */
export function messageHead(
  conversation: Conversation,
  message: Message,
  { description, goesOn, retrying, currency, isPlan, waits, restorable }: HeadSurroundings,
): MessageHead {
  const versions = conversation.versionsOf(message.id);
  const version = versions.length > 1 ? { index: versions.indexOf(message.id) + 1, count: versions.length } : undefined;
  const later = laterTurns(conversation, message.id, versions);
  if (message.role === "user") {
    const references = message.references?.map(({ label }) => label);
    return {
      id: message.id,
      role: "user",
      state: "done",
      sources: [],
      version,
      later,
      references,
      attachments: message.attachments,
      ...(restorable && { restorable }),
    };
  }
  return {
    id: message.id,
    role: "assistant",
    state: message.state,
    model: message.model,
    sources: message.sources,
    usage: message.usage,
    // Shown when it is over: a head that is sent at each step has no list that grows with them.
    steps: message.state === "streaming" || goesOn ? undefined : stepsOf(message),
    cost: message.usage && replyCost(message.usage, message.model, message.createdAt, currency()),
    notice: description && {
      severity: message.error && !goesOn ? "error" : "info",
      text: description.text,
      detail: [message.searchError, goesOn ? "" : message.error?.message].filter(Boolean).join("\n") || undefined,
      actions: description.actions.map(({ label }) => label),
      continueAction: indexOfContinue(description),
      ...(canContinue(message) && { continuesRun: true }),
    },
    ...(isPlan && { plan: true }),
    ...(waits && { waiting: true }),
    retrying,
    version,
    later,
  };
}

/** The questions that follow another version of a turn: they are out of sight while this one is shown. */
function laterTurns(conversation: Conversation, id: string, versions: readonly string[]): MessageHead["later"] {
  for (const [index, version] of [...versions.entries()].reverse()) {
    if (version === id) continue;
    const count = conversation.below(version).filter(({ role }) => role === "user").length;
    if (count > 0) return { count, delta: index - versions.indexOf(id) };
  }
  return undefined;
}

/** What is drawn of a turn, in order. */
export function partSnapshots(message: Message, around: CallSurroundings): PartSnapshot[] {
  return message.parts.flatMap((_, index) => partSnapshot(message, index, around) ?? []);
}

/** The part at `index` of a turn; undefined for one that is not drawn. A part's index is its key: none ever goes. */
export function partSnapshot(message: Message, index: number, around: CallSurroundings): PartSnapshot | undefined {
  const part = message.parts[index];
  const key = String(index);
  switch (part?.type) {
    case "text":
      return { key, head: { kind: "text" }, text: part.text };
    case "reasoning":
      return { key, head: { kind: "reasoning", milliseconds: reasoningTime(message, index) }, text: part.text };
    case "tool-call": {
      const isOver = message.role !== "assistant" || (message.state !== "streaming" && !around.goesOn);
      return { key, head: toolHead(part, isOver, around), text: "" };
    }
    case "said":
      return { key, head: saidHead(part.question, around), text: saidText(part.question) };
    case "notice":
      return { key, head: noticeHead(part.notice, around.t), text: "" };
    case "rules":
      return { key, head: rulesHead(part.rules, around.t), text: "" };
    default:
      return undefined;
  }
}

/** The time is that of the first piece of reasoning: what is thought between texts is not timed. */
function reasoningTime(message: Message, index: number): number | undefined {
  const isFirst = message.parts.findIndex(({ type }) => type === "reasoning") === index;
  return isFirst && message.role === "assistant" ? message.reasoningMs : undefined;
}

function indexOfContinue({ actions }: Description): number | undefined {
  const index = actions.findIndex(({ action }) => action.kind === "continue");
  return index === -1 ? undefined : index;
}

function saidHead({ id }: UserTurn, { canRestore }: CallSurroundings): SaidHead {
  return { kind: "said", ...(canRestore(id) && { restores: id }) };
}

/** A picture may come without words. */
function saidText(question: UserTurn): string {
  return textOf(question) || (question.attachments ?? []).map(({ name }) => name).join(", ");
}
