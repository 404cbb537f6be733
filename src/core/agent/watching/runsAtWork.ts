// What the agents of a window are at, in sum: for one place that says so while the person does something else.

import type { ReplyPart } from "../../conversation/message.ts";
import { type Cost, sumCosts } from "../../model/cost.ts";

/** A run that goes on. */
export interface RunAtWork {
  /** Requests that the service took; the last one once something has come of it. */
  readonly steps: number;
  /** Of the steps that are over; undefined where nobody knows the price. */
  readonly cost?: Cost;
  /** It waits for the person. */
  readonly waits: boolean;
}

export interface WorkInSum {
  readonly chats: number;
  readonly waiting: number;
  readonly steps: number;
  readonly costs: readonly Cost[];
}

/** All runs of a window; undefined when none goes on. */
export function sumOfWork(runs: readonly RunAtWork[]): WorkInSum | undefined {
  if (runs.length === 0) return undefined;
  return {
    chats: runs.length,
    waiting: runs.filter(({ waits }) => waits).length,
    steps: runs.reduce((sum, { steps }) => sum + steps, 0),
    costs: sumCosts(runs.flatMap(({ cost }) => cost ?? [])),
  };
}

/** Counts the steps of one turn while it grows: each part is looked at once. */
export class StepCount {
  #looked = 0;
  #ended = 0;
  #isOpen = false;
  #hasCall = false;

  /** Whether it is a run: an answer that calls nothing is over before anybody would watch it. */
  get isRun(): boolean {
    return this.#hasCall;
  }

  /** Steps that have ended, and the one of which something has come. */
  get steps(): number {
    return this.#ended + (this.#isOpen ? 1 : 0);
  }

  /** Looks at what is new in `parts`, which only grow. */
  look(parts: readonly ReplyPart[]): void {
    for (; this.#looked < parts.length; this.#looked++) {
      const type = parts[this.#looked]?.type;
      if (type === "step") this.#ended++;
      if (type === "tool-call") this.#hasCall = true;
      this.#isOpen = type === "text" || type === "reasoning" || type === "tool-call";
    }
  }
}
