// Makes room because the person asked: what was said so far is summed up at the end of the last reply, and nothing else is
// asked. The turn looks as it did, with a word about it.

import { abandoned, type Reply, type ReplyPlace } from "../conversation/reply.ts";
import type { TurnWriter } from "../conversation/turnWriter.ts";
import type { FunctionTool, ModelRequest } from "../model/languageModel.ts";
import type { Summaries } from "./runPorts.ts";

export interface CompactionDeps {
  readonly summaries: (path: ReplyPlace["path"]) => Summaries;
  /** Those that go with every request: the summary is asked for behind the same beginning. */
  readonly tools: readonly FunctionTool[];
  readonly onError: (error: unknown) => void;
}

/** Sums up a conversation whose last turn is a reply that has ended. */
export class Compaction implements Reply {
  readonly retryWait = undefined;
  readonly waiting = [];
  readonly #deps: CompactionDeps;
  readonly #turn: TurnWriter;
  readonly #path: ReplyPlace["path"];
  readonly #controller = new AbortController();
  #done: Promise<void> = Promise.resolve();

  constructor(deps: CompactionDeps, turn: TurnWriter, { path }: ReplyPlace) {
    this.#deps = deps;
    this.#turn = turn;
    this.#path = path;
  }

  decide(): boolean {
    return false;
  }

  start(request: () => ModelRequest, onEnd: () => void): void {
    this.#done = this.#run(request).finally(onEnd);
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

  async #run(request: () => ModelRequest): Promise<void> {
    const { signal } = this.#controller;
    const { turn } = this.#turn;
    const { tools, summaries, onError } = this.#deps;
    const { finish, state, error } = turn ?? {};
    try {
      this.#turn.emit({ type: "resumed" });
      const whole = tools.length === 0 ? request() : { ...request(), tools };
      const { text, keeps, byModel } = await summaries(this.#path).make(whole, signal);
      this.#turn.emit({ type: "summarized", text, keeps });
      this.#turn.emit({ type: "notice", notice: { kind: "summarized", byModel } });
    } catch (failure) {
      if (!signal.aborted) onError(failure);
    } finally {
      // The reply ended before, and ends as it did.
      if (signal.reason !== abandoned) {
        if (state === "done" && finish) this.#turn.emit({ type: "finish", ...finish });
        else this.#turn.end(error);
      }
      this.#turn.dispose();
    }
  }
}
