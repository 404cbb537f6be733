// What is shown of a run besides what the model says: its calls, words about it, its steps and its list of what is to do.

import { cutNote } from "../../core/context/rules/ruleSource.ts";
import { type AssistantTurn, type CallPart, isOfModel, type Message } from "../../core/conversation/message.ts";
import { type GivenRule, noteOf, type RunNotice } from "../../core/conversation/runParts.ts";
import { stepUsages } from "../../core/conversation/stepUsage.ts";
import type { WaitingCall } from "../../core/conversation/waitingCall.ts";
import type { Usage } from "../../core/model/streamEvent.ts";
import type { TodoSnapshot, ToolHead } from "../../protocol/agent.ts";
import type { NoticeHead } from "../../protocol/parts.ts";
import { callArguments } from "../agent/callArguments.ts";
import { asWaiting, callLine } from "../agent/callLine.ts";
import type { Translate } from "../errors/describeError.ts";
import { ruleName } from "../rules/ruleWords.ts";
import type { ChatAgent } from "./chatAgent.ts";
import { waitingSnapshot } from "./waitingSnapshot.ts";

/** What the calls of a turn are shown with. */
export interface CallSurroundings {
  readonly t: Translate;
  /** What waits in this turn. */
  readonly waiting: readonly WaitingCall[];
  readonly agent: ChatAgent | undefined;
  /** Whether what was done since the person said that can be taken back. */
  readonly canRestore: (question: string) => boolean;
  /** The turn is written in another window. */
  readonly goesOn?: boolean;
}

/** The head of `call`. `isOver` when its turn has ended. */
export function toolHead(call: CallPart, isOver: boolean, { t, waiting, agent }: CallSurroundings): ToolHead {
  // An earlier step may have had a call of the same id, which has ended.
  const canWait = !isOver && call.progress !== undefined && call.progress.state !== "ended";
  const own = canWait ? waiting.find(({ id }) => id === call.id) : undefined;
  const line = callLine(own ? asWaiting(call) : call, isOver, t, agent?.foreignLabel(call.name));
  const note = noteOf(call.progress);
  return {
    ...{ kind: "tool", ...line },
    ...(note !== undefined && { note }),
    ...(own && waitingSnapshot(own, line.line, agent, t)),
  };
}

/** The words of a notice. */
export function noticeHead(notice: RunNotice, t: Translate): NoticeHead {
  return { kind: "notice", notice: notice.kind, line: noticeLine(notice, t) };
}

/** What the model was told of the project's rules, in a line. */
export function rulesHead(rules: readonly GivenRule[], t: Translate): NoticeHead {
  const follows = rules.filter(({ text }) => text !== undefined);
  const left = rules.filter(({ text }) => text === undefined);
  const names = (given: readonly GivenRule[]) => given.map(({ name }) => ruleName(name, t)).join(", ");
  const isCut = follows.some(({ text }) => text?.endsWith(cutNote));
  const lines = [
    follows.length > 0 && t("Following the project: {0}", names(follows)),
    isCut && t("Not whole: the rules of a project have 24 KB together."),
    left.length > 0 && t("No longer following: {0}", names(left)),
  ];
  return { kind: "notice", notice: "rules", line: lines.filter((line) => line !== false).join(" · ") };
}

function noticeLine(notice: RunNotice, t: Translate): string {
  switch (notice.kind) {
    case "limit":
      return t("MiMo took {0} steps, as many as it may at once.", notice.steps);
    case "flood":
      return t("MiMo asked for more than {0} things at once. It was told to go slower.", notice.calls);
    case "repeats":
      return t("MiMo went round in circles, so this was ended.");
    case "summarized":
      return notice.byModel
        ? t("What was said so far was summed up to make room.")
        : t("What was said so far was cut short to make room.");
  }
}

/** Whether a reply is a run: it called something, or may be gone on with after a step that brought something. */
export function isRun({ parts }: AssistantTurn): boolean {
  return parts.some(({ type }) => type === "tool-call" || type === "step") && parts.some(isOfModel);
}

/** What the steps of a run that is over used, in order, null where the service did not say; undefined for a reply of one step. */
export function stepsOf(turn: AssistantTurn): readonly (Usage | null)[] | undefined {
  if (!turn.parts.some(({ type }) => type === "step")) return undefined;
  return stepUsages(turn).map((usage) => usage ?? null);
}

/**
 * The list that was made last in what is shown; undefined when there is none, or when all of it is done and the run that
 * made it is over.
 */
export function todosOf(path: readonly Message[]): readonly TodoSnapshot[] | undefined {
  const turn = path.at(-1);
  if (turn?.role !== "assistant") return undefined;
  const call = turn.parts.findLast(isTodos);
  const { items } = call ? callArguments(call).input : {};
  if (!Array.isArray(items) || items.length === 0) return undefined;
  const todos = items as readonly TodoSnapshot[];
  return turn.state === "done" && todos.every(({ state }) => state === "done") ? undefined : todos;
}

/** Whether `part` is a list that was made. */
export function isTodos(part: Message["parts"][number] | undefined): part is CallPart {
  if (part?.type !== "tool-call" || part.name !== "update_todos") return false;
  return part.progress?.state === "ended" && part.progress.outcome === "done";
}
