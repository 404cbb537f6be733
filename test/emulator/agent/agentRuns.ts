// Scripted agents: each is a list of steps for the conversation with its question, one step for each request of it.
import { randomUUID } from "node:crypto";
import type { ChatRequest } from "../chatRequest.ts";
import { isObject } from "../json.ts";
import { textOf } from "../scenario/question.ts";
import { asksForSummary } from "../scenario/summary.ts";
import { type AgentStep, parseStep, replyOf, type StepReply } from "./agentStep.ts";

/** What a test lines up. */
export interface ScriptedAgent {
  /** A part of what the person says in the conversation that these steps are for. */
  question: string;
  steps: AgentStep[];
}

/** How far a scripted agent has come. */
export interface AgentState {
  id: string;
  question: string;
  /** Replies given and to come. */
  taken: number;
  left: number;
}

interface Run extends AgentState {
  replies: (() => StepReply)[];
  /** Ids of the calls that its latest reply made: the next request of that conversation has them. */
  calls: string[];
}

/** Checks an agent that came as JSON; throws an Error that says what is wrong. */
function parseAgent(value: unknown): ScriptedAgent {
  if (!isObject(value)) throw new Error("an agent is an object");
  const { question, steps, ...rest } = value;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new Error(`an agent has no field ${unknown}`);
  if (typeof question !== "string" || question === "") throw new Error("an agent needs a question");
  if (!Array.isArray(steps) || steps.length === 0) throw new Error("an agent needs steps");
  return { question, steps: steps.map(parseStep) };
}

/** The index of the last turn in which the person says `question`; -1 for none. A request for a summary is by itself. */
function askedAt({ turns }: ChatRequest, question: string): number {
  const last = turns.length - 1;
  const says = (index: number) => turns[index]?.role === "user" && textOf(turns[index]).includes(question);
  if (asksForSummary(turns[last])) return says(last) ? last : -1;
  return turns.findLastIndex((_, index) => says(index));
}

/** All agents that were lined up and are not at their end. */
export class AgentRuns {
  #runs: Run[] = [];

  /** Throws if it is malformed. */
  add(agent: unknown): void {
    const { question, steps } = parseAgent(agent);
    const replies = steps.flatMap((step) =>
      Array.from({ length: step.times ?? 1 }, (_, index) => () => replyOf(step, index + 1)),
    );
    this.#runs.push({ id: randomUUID(), question, taken: 0, left: replies.length, replies, calls: [] });
  }

  clear(): void {
    this.#runs = [];
  }

  get states(): readonly AgentState[] {
    return this.#runs.map(({ id, question, taken, left }) => ({ id, question, taken, left }));
  }

  /**
   * The next step for a request that offers tools. Among several with a fitting question it is the one whose question
   * was asked last, then the one that made the calls of this conversation, then one that has not begun.
   * `made` is told the ids of the calls that the step's reply makes.
   */
  take(request: ChatRequest): { reply: StepReply; made: (calls: string[]) => void } | undefined {
    if (request.toolNames.length === 0) return undefined;
    const known = new Set(request.turns.flatMap(({ toolCalls }) => toolCalls.map(({ id }) => id)));
    const rank = (run: Run) => (run.calls.some((id) => known.has(id)) ? 0 : run.taken === 0 ? 1 : 2);
    const [first] = this.#runs
      .map((run) => ({ run, at: askedAt(request, run.question) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => b.at - a.at || rank(a.run) - rank(b.run));
    const run = first?.run;
    const next = run?.replies.shift();
    if (!run || !next) return undefined;
    run.taken++;
    run.left--;
    if (run.left === 0) this.#runs = this.#runs.filter((each) => each !== run);
    return {
      reply: next(),
      made: (calls) => {
        run.calls = calls;
      },
    };
  }
}
