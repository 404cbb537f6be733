// What stands in the turn of a run beside what the model says: how its calls went, where its steps end, and what was said
// to it meanwhile. All of it is made by events that are in the journal, so a turn read back is the turn that was left.

import type { FinishReason, Usage } from "../model/streamEvent.ts";
import type { UserTurn } from "./userTurn.ts";

/** How far a call has come. Only what `ended` has goes to the model. */
export type CallProgress =
  /** The person is asked. */
  | { readonly state: "waiting" }
  /** It began, and may have done anything: it is never begun again. */
  | { readonly state: "running" }
  | CallEnd;

/** How a call ended, and what the model is told of it. */
export interface CallEnd {
  readonly state: "ended";
  readonly outcome: CallOutcome;
  readonly content: readonly ResultPart[];
  /** For the line that a person reads: numbers and words the tool knows. */
  readonly facts?: CallFacts;
}

/** The fact that holds what the person said when they denied a call: their own words. */
export const noteFact = "note";

/** What the person said when they denied a call that went so; undefined where they said nothing. */
export function noteOf(progress: CallProgress | undefined): string | undefined {
  if (progress?.state !== "ended" || progress.outcome !== "denied") return undefined;
  const note = progress.facts?.[noteFact];
  return typeof note === "string" ? note : undefined;
}

export type CallOutcome =
  | "done"
  /** It ran, or could not, and the result says why. */
  | "failed"
  /** The person, or a rule, said no. */
  | "denied"
  /** The run was stopped while it ran or waited. */
  | "stopped"
  /** It was never begun: too many at once, or one before it failed. */
  | "skipped"
  /** It was begun, and the window ended before it did. */
  | "unknown";

/** What a tool says of itself besides its result: "lines", "exitCode", "path". */
export type CallFacts = Readonly<Record<string, string | number | boolean>>;

/** A piece of a result: text, or a picture that is kept beside the conversations under the SHA-256 of its bytes. */
export type ResultPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image"; readonly hash: string; readonly mimeType: string; readonly name: string };

/** Why a step ended: as the model said, or the reply broke off, or it had more calls than are taken. */
export type StepReason = FinishReason | "interrupted" | "flood";

/** A part of a turn that the model did not write. */
export type RunPart = StepPart | SaidPart | ToldPart | RulesPart | NoticePart | SummaryPart;

/** The end of a step that another one follows. */
export interface StepPart {
  readonly type: "step";
  readonly reason: StepReason;
  /** Of this step alone; undefined when the service did not say. */
  readonly usage?: Usage;
}

/** What the person said while the run went on, with all that went with it. */
export interface SaidPart {
  readonly type: "said";
  readonly question: UserTurn;
}

/** What the model is told that nobody said: a command in the background has ended. */
export interface ToldPart {
  readonly type: "told";
  readonly text: string;
}

/**
 * What the model is told of the project's rules, in the bytes in which it was told. At the beginning of a reply it stands
 * before the question that is answered.
 */
export interface RulesPart {
  readonly type: "rules";
  readonly rules: readonly GivenRule[];
}

/** One of them; the last of a name holds. */
export interface GivenRule {
  /** What it goes by: a path, mostly. */
  readonly name: string;
  /** SHA-256 of the whole text, in hex. */
  readonly hash: string;
  /** What of it was told; undefined when it holds no longer. */
  readonly text?: string;
}

/** A word about the run to the person; not sent. */
export interface NoticePart {
  readonly type: "notice";
  readonly notice: RunNotice;
}

export type RunNotice =
  /** As many steps as the setting allows; the run waits to be continued. */
  | { readonly kind: "limit"; readonly steps: number }
  /** The model asked for more calls at once than are taken. */
  | { readonly kind: "flood"; readonly calls: number }
  /** The model asked for the same again and again, and the person ended it. */
  | { readonly kind: "repeats"; readonly tool: string }
  /** What was said before was summarised; `byModel` false when the model could not, and it was only cut. */
  | { readonly kind: "summarized"; readonly byModel: boolean };

/** Stands for what was said before it, in this turn and the earlier ones: that is not sent any more. */
export interface SummaryPart {
  readonly type: "summary";
  /** With every word of the person in it. */
  readonly text: string;
  /** How many of the messages right before it are sent after it; what they say of files is given whole again. */
  readonly keeps: number;
}
