// A call of a run that waits for the person, and what the person can say to it.

/** What the person decided about a call that waits. */
export type Decision =
  /** `remember`: which of the question's offers is to hold from now on. */
  | { readonly type: "yes"; readonly remember?: string }
  | { readonly type: "no"; readonly note?: string }
  | { readonly type: "answer"; readonly text: string };

/** Why a call waits for the person. */
export type Question =
  /** `question` says what is asked, to whoever shows it. */
  | { readonly type: "approval"; readonly question: unknown }
  /** The same was asked for `times` times with the same result. */
  | { readonly type: "repeats"; readonly times: number }
  | { readonly type: "question" };

/** A call that waits for the person. */
export type WaitingCall = Question & {
  /** Names this question, once in the life of the window: an answer to an earlier one is none to it. */
  readonly token: string;
  /** The call's id, within its step. */
  readonly id: string;
  readonly call: { readonly name: string; readonly input: unknown };
};
