// What happens in a run, in order: what the model streams, and what is done about it. Each is one entry of the journal.

import type { StreamEvent, Usage } from "../model/streamEvent.ts";
import type { CallEnd, GivenRule, RunNotice, StepReason } from "./runParts.ts";
import type { UserTurn } from "./userTurn.ts";

/** A call is named by its id: within a step they are unique, and an earlier step's calls have all ended. */
export type RunEvent =
  | StreamEvent
  /** A step ended that another one follows; in the place of `usage` and `finish`. */
  | { readonly type: "step-ended"; readonly reason: StepReason; readonly usage?: Usage }
  | { readonly type: "call-waiting"; readonly id: string }
  | { readonly type: "call-started"; readonly id: string }
  | { readonly type: "call-ended"; readonly id: string; readonly end: Omit<CallEnd, "state"> }
  | { readonly type: "said"; readonly question: UserTurn }
  | { readonly type: "told"; readonly text: string }
  | { readonly type: "rules"; readonly rules: readonly GivenRule[] }
  | { readonly type: "notice"; readonly notice: RunNotice }
  | { readonly type: "summarized"; readonly text: string; readonly keeps: number }
  /** The run goes on after it ended: stopped, broken off or at its limit. */
  | { readonly type: "resumed" };
