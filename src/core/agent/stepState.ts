// What the calls of one reply have come to, also those that ended before the run was left and taken up.

import type { CallPart } from "../conversation/message.ts";
import { maxRunCalls } from "./limits.ts";
import { notRun } from "./words.ts";

/** The state of one step while its calls are brought to their ends. */
export class StepState {
  /** Why nothing that comes after acts: one failed, was denied, or nobody knows what it did. */
  held: string | undefined;
  /** Why none of the rest is run. */
  skips: string | undefined;
  /** The person wants the run to end. */
  isOver = false;
  readonly #running = new Set<Promise<void>>();

  /** `calls`: all of the reply, in order. */
  constructor(calls: readonly CallPart[]) {
    for (const { progress } of calls.slice(0, maxRunCalls)) {
      if (progress?.state !== "ended") continue;
      const { outcome } = progress;
      if (outcome === "failed" || outcome === "denied") this.fail();
      else if (outcome === "unknown") this.held ??= notRun.afterUnknown;
      // Skipped though none before it had failed: the person had said something instead.
      else if (outcome === "skipped" && this.held === undefined) this.skips = notRun.interrupted;
    }
  }

  /** A call failed, or was denied. */
  fail(): void {
    this.held ??= notRun.afterFailure;
  }

  /** `running` goes on beside what comes next. */
  add(running: Promise<void>): void {
    this.#running.add(running);
  }

  /** Resolves when nothing runs any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
    this.#running.clear();
  }
}
