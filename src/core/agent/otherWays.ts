// A call that went wrong for want of a right may be carried out once more with it, if the person says so: a command that the
// sandbox stopped. To the journal it is one call that has begun and has no end: after a reload nobody knows how it went, and
// nothing of it is begun again.

import { abandoned } from "../conversation/reply.ts";
import { noteFact } from "../conversation/runParts.ts";
import type { Decision } from "../conversation/waitingCall.ts";
import type { PreparedCall } from "../tools/prepareCall.ts";
import type { CallResult, OtherWay } from "../tools/toolRun.ts";
import type { Approvals, Judgement } from "./runPorts.ts";
import type { Interrupted } from "./waitingCalls.ts";
import { failure, notRun, otherWay } from "./words.ts";

export interface OtherWaysDeps {
  readonly approvals: Pick<Approvals, "offer" | "agreed">;
  /** Asks the person. Throws the signal's reason when it aborts. */
  readonly ask: (call: PreparedCall, question: unknown) => Promise<Decision | Interrupted>;
  /** Carries it out; undefined when the run was stopped first. */
  readonly run: (call: PreparedCall) => Promise<CallResult | undefined>;
  /** Whether no other window can act in the conversation now. */
  readonly mayAct: () => boolean;
  readonly signal: AbortSignal;
}

/** Ways that one call is offered: a command may meet one wall after the other. */
const mostWays = 4;

/** Of one run: what the person said no to is not asked again. */
export class OtherWays {
  readonly #declined = new Set<string>();

  /** What came of `call`, whose first result is `first`, with every way the person agreed to. Undefined when it was stopped. */
  async settle(call: PreparedCall, first: CallResult, deps: OtherWaysDeps): Promise<CallResult | undefined> {
    let result = first;
    for (let ways = 0; deps.approvals.offer && result.otherWay && ways < mostWays; ways++) {
      const { otherWay: way } = result;
      const next: PreparedCall = { ...call, input: way.input, key: JSON.stringify([call.name, way.input]) };
      const decision = await this.#decided(next, way, deps);
      if (decision.type === "stopped") return decision.isLeft ? undefined : result;
      if (decision.type === "no") return withText(result, decision.text, decision.note);
      const more = await deps.run(next);
      if (!more) return undefined;
      result = together(result, more, way);
    }
    return result;
  }

  async #decided(next: PreparedCall, way: OtherWay, deps: OtherWaysDeps): Promise<Decided> {
    const { approvals, ask, mayAct, signal } = deps;
    if (this.#declined.has(next.key)) return { type: "no", text: otherWay.declined(way.what) };
    const judgement = await offered(approvals, next, way.why);
    if (signal.aborted) return stopped(signal);
    if (judgement.type !== "asks") return { type: "no", text: judgement.text };
    let decision: Decision | Interrupted;
    try {
      decision = await ask(next, judgement.question);
    } catch (error) {
      if (signal.aborted) return stopped(signal);
      throw error;
    }
    if (decision.type === "interrupted") return { type: "no", text: otherWay.interrupted(way.what) };
    if (decision.type !== "yes") {
      this.#declined.add(next.key);
      const note = decision.type === "no" ? decision.note : undefined;
      return { type: "no", text: otherWay.denied(way.what, note), ...(note !== undefined && { note }) };
    }
    // Agreed to was what was shown: meanwhile a rule may have come, or the mode be another.
    const now = await offered(approvals, next, way.why);
    if (signal.aborted) return stopped(signal);
    if (now.type !== "asks") return { type: "no", text: now.text };
    if (JSON.stringify(now) !== JSON.stringify(judgement)) return { type: "no", text: otherWay.changed(way.what) };
    if (!mayAct()) return { type: "no", text: notRun.unclaimed };
    approvals.agreed(next, judgement.question, decision.remember);
    return { type: "yes" };
  }
}

type Decided =
  | { readonly type: "yes" }
  | { readonly type: "no"; readonly text: string; readonly note?: string }
  /** The run ends. `isLeft`: with the window, and nobody writes what came of it. */
  | { readonly type: "stopped"; readonly isLeft: boolean };

const stopped = (signal: AbortSignal): Decided => ({ type: "stopped", isLeft: signal.reason === abandoned });

/** What cannot be judged is not offered. */
async function offered(
  approvals: OtherWaysDeps["approvals"],
  next: PreparedCall,
  why: string,
): Promise<Exclude<Judgement, { type: "runs" }>> {
  const none = { type: "refused", text: "" } as const;
  try {
    return (await approvals.offer?.(next, why)) ?? none;
  } catch (error) {
    return { type: "refused", text: failure(error) };
  }
}

function withText({ otherWay: _, ...result }: CallResult, text: string, note: string | undefined): CallResult {
  return {
    ...result,
    content: [...result.content, { type: "text", text }],
    ...(note !== undefined && { facts: { ...result.facts, [noteFact]: note } }),
  };
}

/** Both results, in order; the line tells of the second. */
function together(first: CallResult, second: CallResult, { what, facts }: OtherWay): CallResult {
  return {
    ...second,
    content: [...first.content, { type: "text", text: otherWay.agreed(what) }, ...second.content],
    facts: { ...facts, ...second.facts },
  };
}
