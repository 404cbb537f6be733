// The calls that wait for the person. What they say instead ends all waiting at once.

import type { Steering } from "../conversation/reply.ts";
import type { Decision, Question, WaitingCall } from "../conversation/waitingCall.ts";

/** Something other than a decision came: the person said something. */
export interface Interrupted {
  readonly type: "interrupted";
}

export interface WaitingCallsDeps {
  readonly steering: Steering;
  /** Names a question to the person, differently each time: an answer to an earlier one is none to it. */
  readonly newToken: () => string;
  /** Told of each change. */
  readonly onWaiting: () => void;
}

/** Holds them in the order they were added. */
export class WaitingCalls {
  readonly #deps: WaitingCallsDeps;
  readonly #signal: AbortSignal;
  /** By their tokens. */
  readonly #open = new Map<string, { readonly waiting: WaitingCall; readonly decide: (decision: Decision) => void }>();

  constructor(deps: WaitingCallsDeps, signal: AbortSignal) {
    this.#deps = deps;
    this.#signal = signal;
  }

  get all(): readonly WaitingCall[] {
    return [...this.#open.values()].map(({ waiting }) => waiting);
  }

  /** False when nothing waits under `token`, or not for a decision of this kind. */
  decide(token: string, decision: Decision): boolean {
    const entry = this.#open.get(token);
    if (!entry || (entry.waiting.type === "question") !== (decision.type === "answer")) {
      // A question may also be left unanswered.
      if (!entry || decision.type !== "no") return false;
    }
    // One decision: a second press is too late.
    this.#open.delete(token);
    entry.decide(decision);
    return true;
  }

  /** Resolves with the decision, or that there is none because the person spoke. Throws the signal's reason when it aborts. */
  async add(id: string, call: WaitingCall["call"], question: Question): Promise<Decision | Interrupted> {
    this.#signal.throwIfAborted();
    const token = this.#deps.newToken();
    if (this.#deps.steering.isWaiting) return { type: "interrupted" };
    const { promise, resolve, reject } = Promise.withResolvers<Decision | Interrupted>();
    const onAbort = () => reject(this.#signal.reason);
    this.#signal.addEventListener("abort", onAbort, { once: true });
    const listening = this.#deps.steering.onDidAdd(() => resolve({ type: "interrupted" }));
    this.#open.set(token, { waiting: { ...question, token, id, call }, decide: resolve });
    this.#deps.onWaiting();
    try {
      return await promise;
    } finally {
      listening.dispose();
      this.#signal.removeEventListener("abort", onAbort);
      this.#open.delete(token);
      this.#deps.onWaiting();
    }
  }
}
