// What an emulator holds between requests.
import { AgentRuns } from "./agent/agentRuns.ts";
import type { Fault } from "./fault.ts";
import { parseFault } from "./faultWords.ts";
import type { ResolvedOptions } from "./options.ts";
import { MatchQueue } from "./queue.ts";
import { RequestLog } from "./requestLog.ts";
import { parseScript, type Script } from "./script.ts";
import { SentReasoning } from "./sentReasoning.ts";
import { UsageMeter } from "./usage.ts";

/** Options, what tests lined up, and what happened. */
export class EmulatorState {
  readonly options: ResolvedOptions;
  /** Faults that strike one request together, per entry. */
  readonly faults = new MatchQueue<Fault[]>();
  readonly scripts = new MatchQueue<Script>();
  readonly agents = new AgentRuns();
  readonly log = new RequestLog();
  readonly meter = new UsageMeter();
  readonly thoughts = new SentReasoning();
  readonly #initial: ResolvedOptions;
  /** Times of the requests of each key within the last minute. */
  readonly #recent = new Map<string, number[]>();

  constructor(options: ResolvedOptions) {
    this.#initial = { ...options };
    this.options = { ...options };
  }

  /** Lines up faults that strike the same request; throws if one is malformed. */
  addFaults(list: readonly unknown[], sticky: boolean): void {
    const faults = list.map(parseFault);
    const [first] = faults;
    if (!first) return;
    const times = sticky ? Number.POSITIVE_INFINITY : (first.times ?? 1);
    this.faults.push({ item: faults, match: first.match, times });
  }

  /** Lines up scripts, each for one request unless it says otherwise; throws if one is malformed. */
  addScripts(scripts: readonly unknown[], sticky: boolean): void {
    const parsed = scripts.map(parseScript);
    for (const script of parsed) {
      const times = sticky ? Number.POSITIVE_INFINITY : (script.times ?? 1);
      this.scripts.push({ item: script, match: script.match, times });
    }
  }

  /** Counts a request of a key; false if it is one too many within a minute. */
  admit(key: string): boolean {
    const now = this.options.now();
    const recent = (this.#recent.get(key) ?? []).filter((at) => at > now - 60_000);
    const admitted = recent.length < this.options.requestsPerMinute;
    if (admitted) recent.push(now);
    this.#recent.set(key, recent);
    return admitted;
  }

  /** Back to how it started: no faults, scripts, agents, records or memory of prompts and thoughts, and the first options. */
  reset(): void {
    this.faults.clear();
    this.scripts.clear();
    this.agents.clear();
    this.log.clear();
    this.meter.clear();
    this.thoughts.clear();
    this.#recent.clear();
    Object.assign(this.options, this.#initial);
  }
}
