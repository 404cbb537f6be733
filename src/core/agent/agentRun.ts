// One question, one run: reply, calls, results, reply, until a reply calls nothing. What comes next is told by the turn
// alone (planNext); this drives it and is thrown away with the window.

import type { ReplyPart } from "../conversation/message.ts";
import { toMessageError, UnclaimedError } from "../conversation/messageError.ts";
import { abandoned, type Reply, type Steering } from "../conversation/reply.ts";
import type { GivenRule, StepReason } from "../conversation/runParts.ts";
import type { TurnWriter } from "../conversation/turnWriter.ts";
import type { UserTurn } from "../conversation/userTurn.ts";
import type { Decision, WaitingCall } from "../conversation/waitingCall.ts";
import type { LanguageModel, ModelRequest } from "../model/languageModel.ts";
import { ModelError } from "../model/modelError.ts";
import type { StreamEvent, Usage } from "../model/streamEvent.ts";
import { CallRunner, type CallRunnerDeps } from "./callRunner.ts";
import { maxCalls, stepsBetweenSummaries } from "./limits.ts";
import { callsOf, planNext } from "./planNext.ts";
import type { Summaries } from "./runPorts.ts";
import { type StepEnd, streamStep } from "./streamStep.ts";
import { notRun, unknownEnd } from "./words.ts";

export interface AgentRunDeps extends CallRunnerDeps {
  readonly model: LanguageModel;
  readonly summaries: Summaries;
  /** Takes what the model has to know that happened meanwhile: commands in the background that ended. */
  readonly news: () => readonly string[];
  /** What the model has to be told of the project's rules before it is asked next. Never rejects. */
  readonly rules?: () => Promise<readonly GivenRule[]>;
  /** Steps until the person is asked to go on; at least 1. */
  readonly maxSteps: number;
  /** Told of every error that ends a run, for the log. */
  readonly onError: (error: unknown) => void;
}

/** Runs a turn to its end, or goes on with one that ended before its time. */
export class AgentRun implements Reply {
  readonly #deps: AgentRunDeps;
  readonly #turn: TurnWriter;
  readonly #controller = new AbortController();
  readonly #calls: CallRunner;
  #retry: Extract<StreamEvent, { type: "retry" }> | undefined;
  #request: () => ModelRequest = () => ({ model: "", messages: [] });
  #done: Promise<void> = Promise.resolve();

  constructor(deps: AgentRunDeps, turn: TurnWriter) {
    this.#deps = deps;
    this.#turn = turn;
    this.#calls = new CallRunner(deps, turn, this.#controller.signal);
  }

  get retryWait(): Extract<StreamEvent, { type: "retry" }> | undefined {
    return this.#retry;
  }

  /** The calls that wait for the person, in the order they were made. */
  get waiting(): readonly WaitingCall[] {
    return this.#calls.waiting;
  }

  /** What the person decided about what waits under `token`. False when nothing does. */
  decide(token: string, decision: Decision): boolean {
    return this.#calls.decide(token, decision);
  }

  start(request: () => ModelRequest, onEnd: () => void): void {
    const { definitions } = this.#deps.tools;
    this.#request = () => (definitions.length === 0 ? request() : { ...request(), tools: definitions });
    this.#done = this.#run().finally(onEnd);
  }

  async stop(): Promise<void> {
    this.#controller.abort();
    await this.#done;
  }

  abandon(): void {
    this.#controller.abort(abandoned);
  }

  flush(): void {
    this.#turn.flush();
  }

  async #run(): Promise<void> {
    const { signal } = this.#controller;
    try {
      this.#takeUp();
      await this.#loop();
    } catch (error) {
      this.#turn.flush();
      if (signal.reason === abandoned) return;
      this.#settle(signal.aborted ? undefined : error instanceof UnclaimedError ? notRun.unclaimed : notRun.broken);
      this.#turn.end(signal.aborted ? undefined : toMessageError(error));
      if (!signal.aborted) this.#deps.onError(error);
    } finally {
      this.#turn.dispose();
    }
  }

  get #parts(): readonly ReplyPart[] {
    return this.#turn.turn?.parts ?? [];
  }

  async #loop(): Promise<void> {
    const { signal } = this.#controller;
    for (let steps = 0; ; ) {
      signal.throwIfAborted();
      // What was said before a call asks is said instead of an answer: it waits until the calls have heard of it.
      if (planNext(this.#parts).type !== "calls") this.#hear();
      const next = planNext(this.#parts);
      if (next.type === "end") return this.#turn.emit({ type: "finish", reason: "stop", rawReason: "" });
      if (next.type === "close") {
        this.#closeStep("interrupted");
        continue;
      }
      if (next.type === "calls") {
        if (await this.#calls.run(next.calls)) continue;
        return this.#turn.end();
      }
      if (steps++ === this.#deps.maxSteps) {
        this.#turn.emit({ type: "notice", notice: { kind: "limit", steps: this.#deps.maxSteps } });
        return this.#turn.end();
      }
      if (await this.#step()) return;
    }
  }

  /** Asks the model once. True when nothing follows: the turn is closed. */
  async #step(): Promise<boolean> {
    if (this.#deps.rules) await this.#follow(this.#deps.rules);
    const end = await this.#streamWithRoom();
    const { reason, usage } = end;
    // What the person said meanwhile is a question of its own once this one is answered.
    if (end.calls === 0 && reason !== "flood") {
      if (usage) this.#turn.emit({ type: "usage", usage });
      this.#turn.emit({ type: "finish", reason, rawReason: end.rawReason });
      return true;
    }
    if (reason === "flood") this.#turn.emit({ type: "notice", notice: { kind: "flood", calls: maxCalls } });
    this.#turn.emit({ type: "step-ended", reason, ...(usage && { usage }) });
    return false;
  }

  async #follow(due: NonNullable<AgentRunDeps["rules"]>): Promise<void> {
    const rules = await due();
    this.#controller.signal.throwIfAborted();
    if (rules.length > 0) this.#turn.emit({ type: "rules", rules });
  }

  /** The step's stream; what the model had no room for is summed up and sent once more. */
  async #streamWithRoom(): Promise<StepEnd> {
    const { summaries } = this.#deps;
    let request = this.#request();
    if (this.#mayHelp() && summaries.isDue(request)) {
      await this.#summarize(request);
      request = this.#request();
    }
    try {
      return await this.#stream(request);
    } catch (error) {
      // Nothing of the reply came: a request that is refused has none.
      const isTooLong = ModelError.is(error) && error.reason === "context-too-long";
      if (!isTooLong || planNext(this.#parts).type === "close") throw error;
      await this.#summarize(this.#request());
      return this.#stream(this.#request());
    }
  }

  /** What was summed up a moment ago, and is too long still, would be summed up at each step. */
  #mayHelp(): boolean {
    const parts = this.#parts;
    const last = parts.findLastIndex(({ type }) => type === "summary");
    return last === -1 || parts.slice(last).filter(({ type }) => type === "step").length >= stepsBetweenSummaries;
  }

  async #summarize(request: ModelRequest): Promise<void> {
    const { text, keeps, byModel } = await this.#deps.summaries.make(request, this.#controller.signal);
    this.#turn.emit({ type: "summarized", text, keeps });
    this.#turn.emit({ type: "notice", notice: { kind: "summarized", byModel } });
  }

  #stream(request: ModelRequest): Promise<StepEnd> {
    return streamStep(this.#deps.model, request, this.#controller.signal, (event) => {
      if (event.type === "cut-off") return this.#cutOff(event.usage);
      const waited = this.#retry !== undefined;
      this.#retry = event.type === "retry" ? event : undefined;
      this.#turn.emit(event);
      // It waits no more, whatever came.
      if (waited && !this.#retry) this.#turn.update();
    });
  }

  /**
   * Keeps what was counted of a reply that was cut off; its step is ended by whoever goes on. One of which nothing came is a
   * step all the same, since the service had the request: it is ended here.
   */
  #cutOff(usage: Usage | undefined): void {
    if (this.#controller.signal.reason === abandoned) return;
    if (planNext(this.#parts).type !== "close") {
      this.#turn.emit({ type: "step-ended", reason: "interrupted", ...(usage && { usage }) });
    } else if (usage) this.#turn.emit({ type: "usage", usage });
  }

  /** Takes up what the person said since the last boundary. */
  #hear(): void {
    const { steering, news } = this.#deps;
    // What waits before the first step is a question of its own, asked when this one is answered.
    const hasBegun = this.#parts.some(({ type }) => type === "step");
    const said = (hasBegun ? [...takenFrom(steering)] : []).map((question) => ({ type: "said", question }) as const);
    const told = news().map((text) => ({ type: "told", text }) as const);
    for (const event of [...told, ...said]) {
      // What broke off is closed first: the person speaks after it.
      if (planNext(this.#parts).type === "close") this.#closeStep("interrupted");
      this.#turn.emit(event);
    }
  }

  /** Goes on with a turn that was left: what was begun then is never begun again. */
  #takeUp(): void {
    const { turn } = this.#turn;
    if (!turn) return;
    if (turn.state !== "streaming") this.#turn.emit({ type: "resumed" });
    if (planNext(this.#parts).type === "close") this.#closeStep("interrupted");
    for (const { id, progress } of this.#unended()) {
      if (progress?.state !== "running") continue;
      this.#turn.emit({ type: "call-ended", id, end: { outcome: "unknown", content: [text(unknownEnd)] } });
    }
  }

  /** Ends a step that broke off. What it called is not run: it may not be all there. */
  #closeStep(reason: StepReason): void {
    this.#turn.emit({ type: "step-ended", reason });
    for (const { id } of this.#unended()) {
      this.#turn.emit({ type: "call-ended", id, end: { outcome: "skipped", content: [text(notRun.broken)] } });
    }
  }

  /** Leaves a history in which every call has an end; `why` it was not run, unless the person stopped it. */
  #settle(why: string | undefined): void {
    const next = planNext(this.#parts);
    if (next.type === "close" && next.hasCalls) this.#closeStep("interrupted");
    for (const { id, progress } of this.#unended()) {
      const stopped = progress?.state === "running" ? notRun.midway : notRun.stopped;
      const end =
        why === undefined
          ? ({ outcome: "stopped", content: [text(stopped)] } as const)
          : ({ outcome: "skipped", content: [text(why)] } as const);
      this.#turn.emit({ type: "call-ended", id, end });
    }
  }

  /** The calls of the last step that have no end. */
  #unended() {
    const parts = this.#parts;
    const step = parts.findLastIndex(({ type }) => type === "step");
    return callsOf(parts, step).filter(({ progress }) => progress?.state !== "ended");
  }
}

function* takenFrom(steering: Steering): Iterable<UserTurn> {
  for (let said = steering.take(); said; said = steering.take()) yield said;
}

const text = (text: string) => ({ type: "text", text }) as const;
