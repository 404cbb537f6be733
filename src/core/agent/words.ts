// What the model is told of calls that were not run. English: these are the model's, no person reads them. Each says what
// happened to this call; a model that is not told asks again.

export const notRun = {
  tooMany: (run: number) => `Not run: only the first ${run} calls of a reply are run. Ask for 1 to 3 at a time.`,
  flood: "Not run: the reply had too many calls and was stopped. Ask for 1 to 3 at a time.",
  broken: "Not run: the reply broke off before this call was complete.",
  unclaimed:
    "Not run: another window could do the same, and this one could not make sure. Ask again if it is still wanted.",
  afterFailure: "Not run: a call before it in the same reply failed or was denied.",
  afterUnknown: "Not run: nobody knows how a call before it in the same reply ended. Look first.",
  interrupted: "Not run: the person said something instead. Read it next.",
  changed: "Not run: what it would do changed while the person was asked. Ask again if it is still wanted.",
  stopped: "Stopped by the person before it began.",
  midway: "Stopped by the person while it ran: it may have done a part. Look before you do it again.",
  denied: (note: string | undefined) => (note ? `Denied by the person, who said: ${note}` : "Denied by the person."),
} as const;

/** Said of another way to carry out a call, which `what` names: "to run it outside of the sandbox, once". */
export const otherWay = {
  agreed: (what: string) => `(The person was asked ${what}, and said yes. What came of that:)`,
  denied: (what: string, note: string | undefined) =>
    note
      ? `(The person was asked ${what}, and said no: ${note})`
      : `(The person was asked ${what}, and said no. Do not try to do the same in another way.)`,
  declined: (what: string) => `(The person was asked before ${what}, and said no. It is not asked again.)`,
  interrupted: (what: string) => `(The person was asked ${what}, and said something instead. Read it next.)`,
  changed: (what: string) => `(The person was asked ${what}. What it would do changed meanwhile, so it was not run.)`,
} as const;

/** Said of a call that was begun when the window ended. */
export const unknownEnd =
  "Nobody knows how this ended: the editor closed while it ran. It may have done all, a part or nothing. Look before you do it again.";

/** Added to a result that is given again. */
export const sameAgain = (times: number) =>
  `(This call was made ${times} times and nothing has changed since: this is the earlier result. Do something else, or answer.)`;

/** For what a tool throws. */
export const failure = (error: unknown) => `Failed: ${error instanceof Error ? error.message : String(error)}`;
