// What a run needs of the world beside its tools: somebody who is asked, and what the person says meanwhile.

import type { ModelRequest } from "../model/languageModel.ts";
import type { PreparedCall } from "../tools/prepareCall.ts";

/** What is to be done about a call before it runs. */
export type Judgement =
  | { readonly type: "runs" }
  /** The person is asked; `question` says what is asked, to whoever shows it. */
  | { readonly type: "asks"; readonly question: unknown }
  /** It does not run; `text` tells the model why. `failed`: nobody denied it, it could not be carried out. */
  | { readonly type: "refused"; readonly text: string; readonly outcome?: "failed" };

/** Decides what asks first. Nothing a tool returned is known to it. */
export interface Approvals {
  /** Asked again after every wait: the same question is the same value, as JSON has it. */
  judge(call: PreparedCall): Promise<Judgement>;
  /**
   * The same for a call that has run already, in a lesser way, and met `why`: never without a question, whatever is
   * allowed, for it would be run twice. Where there is none, nothing is offered.
   */
  offer?(call: PreparedCall, why: string): Promise<Exclude<Judgement, { readonly type: "runs" }>>;
  /**
   * The person agreed to `call` as `question`, the last that `judge` or `offer` asked about it, shows it; the call runs next. `choice`
   * of its offers is to hold from now on.
   */
  agreed(call: PreparedCall, question: unknown, choice?: string): void;
}

/** Makes room when a conversation fills the model's window. */
export interface Summaries {
  /** Whether `request` leaves too little room. */
  isDue(request: ModelRequest): boolean;
  /** Sums up what `request` says. Throws when it is stopped, and never otherwise. */
  make(request: ModelRequest, signal: AbortSignal): Promise<Summary>;
}

export interface Summary {
  readonly text: string;
  /** How many of the last messages stay as they are. */
  readonly keeps: number;
  /** False when the model could not, and it was only cut. */
  readonly byModel: boolean;
}
