// The one line of a call: "Read src/a.ts 1–80", "Ran npm test · exit 1 · 4 s". Pure.

import type { CallPart } from "../../core/conversation/message.ts";
import type { CallFacts, CallOutcome } from "../../core/conversation/runParts.ts";
import { plainName } from "../../core/util/plainText.ts";
import type { ToolHead, ToolState } from "../../protocol/agent.ts";
import type { ForeignLabel } from "../chat/chatAgent.ts";
import type { Translate } from "../errors/describeError.ts";
import { callArguments } from "./callArguments.ts";
import { type CallWords, callWords, foreignWords } from "./callWords.ts";

/** What the line of a call says, and how it is drawn. */
export type CallLine = Pick<ToolHead, "tool" | "state" | "line" | "icon" | "folds" | "opens" | "shows">;

/** Calls that fold into one line with their like. */
const reads: ReadonlySet<string> = new Set(["read_file", "list_files", "search_text", "find_symbol", "diagnostics"]);

/**
 * The line of `call`; `isOver` when the turn has ended, so that what has no end will get none. `foreign` names the tool of
 * others that it is to, before its result does.
 */
export function callLine(call: CallPart, isOver: boolean, t: Translate, foreign?: ForeignLabel): CallLine {
  const { name, input } = callArguments(call);
  const words = Object.hasOwn(callWords, name) ? callWords[name] : undefined;
  const state = stateOf(call, isOver);
  return {
    tool: words ? name : plainName(call.name),
    state,
    line: lineOf(words ?? foreignWords(plainName(call.name), foreign), input, call, state, t),
    icon: words?.icon ?? "tool",
    folds: reads.has(name),
    ...(words?.opens && state === "done" && { opens: true }),
    ...(name === "run_command" && (state === "running" || call.progress?.state === "ended") && { shows: true }),
  };
}

/** `call` as it is shown while it waits for the person: also one that ran and may run once more. */
export function asWaiting(call: CallPart): CallPart {
  return { ...call, progress: { state: "waiting" } };
}

/** How far a call has come, for the view. */
export function stateOf({ progress }: CallPart, isOver: boolean): ToolState {
  if (progress?.state === "ended") return ends[progress.outcome];
  if (isOver) return "stopped";
  if (!progress) return "streaming";
  return progress.state === "waiting" ? "approval" : "running";
}

const ends: Readonly<Record<CallOutcome, ToolState>> = {
  done: "done",
  failed: "failed",
  denied: "denied",
  stopped: "stopped",
  skipped: "stopped",
  unknown: "failed",
};

function lineOf(
  words: CallWords,
  input: Readonly<Record<string, unknown>>,
  { progress }: CallPart,
  state: ToolState,
  t: Translate,
): string {
  const end = progress?.state === "ended" ? progress : undefined;
  const facts: CallFacts = end?.facts ?? {};
  const given = { input, facts };
  const about = plainName(words.about(given, t)).trim() || "…";
  if (state === "streaming" || state === "running") return words.doing(about, t);
  if (state === "approval") return words.asked(about, t);
  const came = (words.came?.(given, t) ?? []).map(plainName);
  if (state === "done") return [words.done(about, t, given), ...came].join(" · ");
  // A command that failed has run: its exit code says more than that it failed.
  const hasRun = state === "failed" && came.length > 0;
  return [
    hasRun ? words.done(about, t, given) : words.asked(about, t),
    ...came,
    ...endWords(state, end?.outcome, hasRun, t),
  ].join(" · ");
}

function endWords(
  state: ToolState,
  outcome: CallOutcome | undefined,
  hasRun: boolean,
  t: Translate,
): readonly string[] {
  if (outcome === "unknown") return [t("nobody knows how it ended")];
  if (outcome === "skipped") return [t("not run")];
  if (state === "denied") return [t("denied")];
  if (state === "stopped") return [t("stopped")];
  return hasRun ? [] : [t("failed")];
}
