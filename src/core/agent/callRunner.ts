// Runs the calls of one step: in order, reading ones side by side, each judged, asked about and ended. Whatever the model
// wrote, every call gets an end that says what happened to it.

import type { CallPart } from "../conversation/message.ts";
import { UnclaimedError } from "../conversation/messageError.ts";
import type { Steering } from "../conversation/reply.ts";
import { type CallEnd, noteFact } from "../conversation/runParts.ts";
import type { TurnWriter } from "../conversation/turnWriter.ts";
import type { Decision, Question, WaitingCall } from "../conversation/waitingCall.ts";
import type { ToolRunner } from "../tools/createToolRunner.ts";
import type { MalformedCall, PreparedCall } from "../tools/prepareCall.ts";
import { maxRunCalls, repeatsAsked } from "./limits.ts";
import { OtherWays } from "./otherWays.ts";
import { isDeniedStill, type Repeats, repeatFact, repeatsOf } from "./repeats.ts";
import { runCall } from "./runCall.ts";
import type { Approvals, Judgement } from "./runPorts.ts";
import { StepState } from "./stepState.ts";
import { type Interrupted, WaitingCalls } from "./waitingCalls.ts";
import { failure, notRun, sameAgain } from "./words.ts";

export interface CallRunnerDeps {
  readonly tools: ToolRunner;
  readonly approvals: Approvals;
  readonly steering: Steering;
  /** Names a question to the person, differently each time. */
  readonly newToken: () => string;
  /** Whether no other window can act in the conversation now. */
  readonly mayAct: () => boolean;
  /** Told whenever `waiting` changes. */
  readonly onWaiting: () => void;
  /** Told what a call puts out while it runs. */
  readonly onOutput: (id: string, text: string) => void;
}

type End = Omit<CallEnd, "state">;

/** Runs calls into one turn. */
export class CallRunner {
  readonly #deps: CallRunnerDeps;
  readonly #turn: TurnWriter;
  readonly #signal: AbortSignal;
  readonly #waiting: WaitingCalls;
  readonly #otherWays = new OtherWays();
  /** What the person decided about calls that repeat: it goes into their ends. */
  readonly #decided = new WeakMap<CallPart, "allowed" | "denied">();

  constructor(deps: CallRunnerDeps, turn: TurnWriter, signal: AbortSignal) {
    this.#deps = deps;
    this.#turn = turn;
    this.#signal = signal;
    this.#waiting = new WaitingCalls(deps, signal);
  }

  get waiting(): readonly WaitingCall[] {
    return this.#waiting.all;
  }

  decide(token: string, decision: Decision): boolean {
    return this.#waiting.decide(token, decision);
  }

  /**
   * Brings every one of `calls`, which are all of a reply, to its end, if it has none. False when the person wants no more of
   * them and the run is to end. Throws the signal's reason when it aborts, and an `UnclaimedError` before a call that acts
   * where it may not; what has no end then is the caller's.
   */
  async run(calls: readonly CallPart[]): Promise<boolean> {
    const step = new StepState(calls);
    try {
      for (const [index, part] of calls.entries()) {
        if (part.progress?.state === "ended") continue;
        this.#signal.throwIfAborted();
        await this.#one(part, index, step);
      }
    } finally {
      await step.settled();
    }
    this.#signal.throwIfAborted();
    return !step.isOver;
  }

  async #one(part: CallPart, index: number, step: StepState): Promise<void> {
    const { tools } = this.#deps;
    if (step.skips) return this.#end(part, skipped(step.skips));
    if (index >= maxRunCalls) return this.#end(part, skipped(notRun.tooMany(maxRunCalls)));
    const call = tools.prepare(part.name, part.arguments);
    const acts = call.type === "malformed" || call.kind !== "reads";
    // What acts comes after all that was asked for before it.
    if (acts) await step.settled();
    if (step.held && acts && call.type === "call") return this.#end(part, skipped(step.held));
    if (await this.#isAnswered(part, call, step)) return;
    if (call.type === "malformed") {
      step.fail();
      return this.#end(part, { outcome: "failed", content: [{ type: "text", text: call.text }] });
    }
    // Nobody is asked about what cannot be done; and while they were, things may have changed.
    this.#claim(call);
    if (!(await this.#mayRun(part, call, step))) return;
    this.#claim(call);
    const running = this.#perform(part, call, step);
    if (acts) await running;
    else step.add(running);
  }

  #claim({ kind }: PreparedCall): void {
    if (kind === "acts" && !this.#deps.mayAct()) throw new UnclaimedError();
  }

  /** Ends `part` without running it when the same was asked for too often, and the person does not want it again. */
  async #isAnswered(part: CallPart, call: PreparedCall | MalformedCall, step: StepState): Promise<boolean> {
    const repeats = await this.#repeats(part, call);
    const now = (repeats?.times ?? 0) + 1;
    if (!repeats || now < repeats.answered) return false;
    if (now >= repeatsAsked) return !(await this.#isWanted(part, call, now, step));
    const { outcome, content, facts } = repeats.end;
    // What the person said with a denial is said once.
    const { [noteFact]: _, ...others } = facts ?? {};
    if (outcome !== "done") step.fail();
    this.#end(part, {
      outcome,
      content: [...content, { type: "text", text: sameAgain(now) }],
      facts: { ...others, [repeatFact]: "again" },
    });
    return true;
  }

  /** The same calls before `part`, unless their denial would not be repeated. */
  async #repeats(part: CallPart, call: PreparedCall | MalformedCall): Promise<Repeats | undefined> {
    const { tools } = this.#deps;
    const repeats = repeatsOf(this.#turn.turn?.parts ?? [], part, (name, json) => tools.prepare(name, json));
    if (repeats?.end.outcome !== "denied" || call.type === "malformed") return repeats;
    const now = call.kind === "asks" ? undefined : await this.#judge(call);
    this.#signal.throwIfAborted();
    return isDeniedStill(repeats.end, now) ? repeats : undefined;
  }

  /** Asks whether a call that repeats is wanted all the same. Otherwise it has ended. */
  async #isWanted(part: CallPart, call: PreparedCall | MalformedCall, times: number, step: StepState) {
    // Of what makes no sense its name can be told.
    const told = call.type === "call" ? call : { name: part.name, input: {} };
    const decision = await this.#ask(part, told, { type: "repeats", times });
    if (decision.type === "yes") {
      this.#decided.set(part, "allowed");
      return true;
    }
    if (decision.type === "no") this.#decided.set(part, "denied");
    this.#deny(part, decision, step);
    // Who says what to do instead wants it to go on.
    if (decision.type === "no" && decision.note === undefined) {
      step.skips = notRun.stopped;
      step.isOver = true;
      this.#turn.emit({ type: "notice", notice: { kind: "repeats", tool: part.name } });
    }
    return false;
  }

  async #mayRun(part: CallPart, call: PreparedCall, step: StepState): Promise<boolean> {
    if (call.kind === "asks") {
      const decision = await this.#ask(part, call, { type: "question" });
      if (decision.type === "answer") {
        this.#end(part, { outcome: "done", content: [{ type: "text", text: decision.text }] });
      } else this.#deny(part, decision, step);
      return false;
    }
    const { approvals } = this.#deps;
    const judgement = await this.#judge(call);
    this.#signal.throwIfAborted();
    if (judgement.type === "runs") return true;
    if (judgement.type === "refused") {
      step.fail();
      const { text, outcome = "denied" } = judgement;
      this.#end(part, { outcome, content: [{ type: "text", text }] });
      return false;
    }
    const decision = await this.#ask(part, call, { type: "approval", question: judgement.question });
    if (decision.type !== "yes") {
      this.#deny(part, decision, step);
      return false;
    }
    // Agreed to was what was shown: meanwhile a path may lead elsewhere, or a rule have come.
    const now = await this.#judge(call);
    this.#signal.throwIfAborted();
    if (now.type !== "runs" && JSON.stringify(now) !== JSON.stringify(judgement)) {
      step.fail();
      const text = now.type === "refused" ? now.text : notRun.changed;
      this.#end(part, { outcome: "denied", content: [{ type: "text", text }] });
      return false;
    }
    approvals.agreed(call, judgement.question, decision.remember);
    return true;
  }

  /** What cannot be judged does not run. */
  async #judge(call: PreparedCall): Promise<Judgement> {
    try {
      return await this.#deps.approvals.judge(call);
    } catch (error) {
      return { type: "refused", text: failure(error) };
    }
  }

  async #ask({ id }: CallPart, call: WaitingCall["call"], question: Question): Promise<Decision | Interrupted> {
    this.#turn.emit({ type: "call-waiting", id });
    return this.#waiting.add(id, call, question);
  }

  #deny(part: CallPart, decision: { readonly type: string; readonly note?: string }, step: StepState): void {
    step.fail();
    if (decision.type === "interrupted") {
      step.skips = notRun.interrupted;
      this.#end(part, skipped(notRun.interrupted));
      return;
    }
    const { note } = decision;
    this.#end(part, {
      outcome: "denied",
      content: [{ type: "text", text: notRun.denied(note) }],
      ...(note !== undefined && { facts: { [noteFact]: note } }),
    });
  }

  async #perform(part: CallPart, call: PreparedCall, step: StepState): Promise<void> {
    const { id } = part;
    this.#turn.emit({ type: "call-started", id });
    // Only what may not happen twice has to be known to have begun.
    if (call.kind === "acts") await this.#turn.durable();
    const end = await this.#result(part, call);
    if (end === undefined) return;
    if (end.outcome === "failed") step.fail();
    this.#end(part, end);
  }

  /** Undefined when the run was stopped first. */
  async #result({ id }: CallPart, call: PreparedCall): Promise<End | undefined> {
    const { tools, approvals, mayAct, onOutput } = this.#deps;
    const signal = this.#signal;
    const run = (each: PreparedCall) => runCall(tools, each, { signal, onOutput: (text) => onOutput(id, text) });
    // It has begun: nothing more is written until it ends, so that nobody begins it again.
    const ask = (each: PreparedCall, question: unknown) => this.#waiting.add(id, each, { type: "approval", question });
    const first = await run(call);
    if (!first) return undefined;
    const whole = await this.#otherWays.settle(call, first, { approvals, ask, run, mayAct, signal });
    if (!whole) return undefined;
    const { otherWay: _, ...end } = whole;
    return end;
  }

  #end(part: CallPart, end: End): void {
    const { id } = part;
    const decided = this.#decided.get(part);
    const whole = decided ? { ...end, facts: { ...end.facts, [repeatFact]: decided } } : end;
    this.#turn.emit({ type: "call-ended", id, end: whole });
  }
}

const skipped = (text: string): End => ({ outcome: "skipped", content: [{ type: "text", text }] });
