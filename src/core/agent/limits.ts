// How much of what a model asks for is done. MiMo was seen to ask for 120 calls in one reply, and for the same ones in turn
// without end; its own client stops at 16.

/** Calls of one reply that are run. */
export const maxRunCalls = 8;
/** Calls after which no more of a reply is read. */
export const maxCalls = 16;
/** Calls that are looked back over for repeats. */
export const repeatWindow = 60;
/** The call from which on the earlier result is given instead of running it. */
export const repeatsAnswered = 3;
/** The call at which the person is asked. */
export const repeatsAsked = 5;
/** Steps after a summary until there is another, whatever the window says. */
export const stepsBetweenSummaries = 5;
