// Remembers the reasoning that led to a tool call, by the call's id. The service refuses a tool turn whose reasoning is
// missing (API document: Replaying reasoning), and a host that runs the tools need not hand reasoning back.

import { parseJson } from "../util/parseJson.ts";

/** What is known of one reply that called tools. */
export interface RememberedReasoning {
  /** The ids of the reply's calls. */
  readonly calls: readonly string[];
  readonly text: string;
  /** The Anthropic protocol's seal. */
  readonly signature?: string;
  /** Blocks after the first, where a reply thought in several: each goes back under its own seal. */
  readonly further?: readonly ReasoningBlock[];
}

/** Reasoning under one seal. */
export interface ReasoningBlock {
  readonly text: string;
  readonly signature?: string;
}

/** Where the memory outlives the process: lines of text in the order they were added. */
export interface ReasoningLog {
  /** All lines, oldest first; none when nothing was ever stored. Throws when they are there and cannot be read. */
  read(): Promise<readonly string[]>;
  /** Adds one line; resolves when it is on disk. */
  append(line: string): Promise<void>;
  /** Puts `lines` in the place of all that is stored, at once or not at all. */
  replace(lines: readonly string[]): Promise<void>;
}

/** How much is kept. */
export interface ReasoningLimits {
  /** Replies. */
  readonly replies: number;
  /** UTF-16 units of the stored lines together. */
  readonly size: number;
}

/** Enough for some hundred agent turns of twenty steps. */
export const defaultLimits: ReasoningLimits = { replies: 4000, size: 8_000_000 };

interface Entry {
  readonly reasoning: RememberedReasoning;
  readonly line: string;
}

/** The memory. Reads the log when it is first asked, never before; the oldest replies are forgotten first. */
export class ReasoningMemory {
  readonly #log: ReasoningLog;
  readonly #limits: ReasoningLimits;
  readonly #onError: (error: unknown) => void;
  /** By the first call's id, oldest first. */
  readonly #entries = new Map<string, Entry>();
  /** Every call's id, and the first id of its reply. */
  readonly #calls = new Map<string, string>();
  #size = 0;
  /** Lines on disk that the memory no longer holds. */
  #stale = 0;
  #loading: Promise<void> | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** `onError` is told of a log that cannot be read or written; the memory then works without it. */
  constructor(log: ReasoningLog, onError: (error: unknown) => void, limits: ReasoningLimits = defaultLimits) {
    this.#log = log;
    this.#onError = onError;
    this.#limits = limits;
  }

  /** Resolves when what earlier processes stored can be asked for. */
  ready(): Promise<void> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** Whether a call of that id is known: then another reply may not use it. Call after `ready`. */
  has(callId: string): boolean {
    return this.#calls.has(callId);
  }

  /** The reasoning of the reply that made one of these calls; undefined when none is known. Call after `ready`. */
  find(callIds: readonly string[]): RememberedReasoning | undefined {
    for (const id of callIds) {
      const first = this.#calls.get(id);
      const entry = first === undefined ? undefined : this.#entries.get(first);
      if (entry) return entry.reasoning;
    }
    return undefined;
  }

  /** Keeps the reasoning of a reply that made calls; resolves when it is on disk, or cannot be. Never throws. */
  async remember(reasoning: RememberedReasoning): Promise<void> {
    await this.ready();
    const line = JSON.stringify(reasoning);
    if (reasoning.calls.length === 0 || line.length > this.#limits.size) return;
    this.#keep(reasoning, line);
    this.#stale += this.#forget();
    this.#writing = this.#writing.then(() => this.#write(line)).catch(this.#onError);
    await this.#writing;
  }

  async #load(): Promise<void> {
    try {
      for (const line of await this.#log.read()) {
        const reasoning = parseLine(line);
        if (reasoning) this.#keep(reasoning, line);
        else this.#stale++;
      }
      this.#stale += this.#forget();
    } catch (error) {
      this.#onError(error);
    }
  }

  #keep(reasoning: RememberedReasoning, line: string): void {
    const [first] = reasoning.calls;
    if (first === undefined) return;
    if (this.#entries.has(first)) this.#stale++;
    this.#drop(first);
    this.#entries.set(first, { reasoning, line });
    for (const id of reasoning.calls) this.#calls.set(id, first);
    this.#size += line.length;
  }

  #drop(first: string): void {
    const entry = this.#entries.get(first);
    if (!entry) return;
    this.#entries.delete(first);
    for (const id of entry.reasoning.calls) if (this.#calls.get(id) === first) this.#calls.delete(id);
    this.#size -= entry.line.length;
  }

  /** Forgets the oldest until the limits hold; returns how many. */
  #forget(): number {
    let forgotten = 0;
    for (const first of this.#entries.keys()) {
      if (this.#entries.size <= this.#limits.replies && this.#size <= this.#limits.size) break;
      this.#drop(first);
      forgotten++;
    }
    return forgotten;
  }

  /** Appends, and rewrites the log once it holds as much that is forgotten as may be kept. */
  async #write(line: string): Promise<void> {
    if (this.#stale <= Math.max(this.#entries.size, 16)) {
      await this.#log.append(line);
      return;
    }
    await this.#log.replace([...this.#entries.values()].map((entry) => entry.line));
    this.#stale = 0;
  }
}

/** A line that was cut short by a crash, or written by another version, says nothing. */
function parseLine(line: string): RememberedReasoning | undefined {
  const value = parseJson(line);
  if (typeof value !== "object" || value === null) return undefined;
  const { calls, text, signature, further } = value as Partial<Record<keyof RememberedReasoning, unknown>>;
  if (!Array.isArray(calls) || calls.length === 0 || !calls.every((id) => typeof id === "string")) return undefined;
  if (typeof text !== "string") return undefined;
  const blocks = (Array.isArray(further) ? further : []).flatMap(parseBlock);
  return {
    calls,
    text,
    ...(typeof signature === "string" && { signature }),
    ...(blocks.length > 0 && { further: blocks }),
  };
}

function parseBlock(value: unknown): ReasoningBlock[] {
  if (typeof value !== "object" || value === null) return [];
  const { text, signature } = value as Partial<Record<keyof ReasoningBlock, unknown>>;
  return typeof text === "string" ? [{ text, ...(typeof signature === "string" && { signature }) }] : [];
}
