// Reads a list of parts aloud to one player: speechModel and cache → here → samples, a few parts ahead of what is
// being heard. It knows what the player has, so nothing is sent twice and nothing is skipped.

import { ModelError } from "../model/modelError.ts";
import type { Disposable } from "../util/disposable.ts";
import { Emitter } from "../util/emitter.ts";
import { isSilent, joinSamples } from "./pcm.ts";
import type { SpeechCache } from "./speechCache.ts";
import { SpeechError } from "./speechError.ts";
import { type SpeechModel, type SpeechRequest, speechKey } from "./speechModel.ts";
import type { SpeechPart } from "./text/speakable.ts";

/** What the player is told, in the order it must be done. Parts are numbered from 0. */
export type NarrationEvent =
  /** More parts at the end of the list; `closed` when no more will come. */
  | { readonly type: "parts"; readonly parts: readonly SpeechPart[]; readonly closed: boolean }
  /** The next samples of a part. Parts may take turns. */
  | { readonly type: "samples"; readonly part: number; readonly samples: Int16Array }
  /** The part is complete. */
  | { readonly type: "end"; readonly part: number }
  /** What came of the part so far is void; it will come again from its start. */
  | { readonly type: "drop"; readonly part: number }
  /** The part broke off; what came of it stays. Nothing more comes until `retry`. */
  | { readonly type: "error"; readonly part: number; readonly error: unknown };

export interface NarrationDeps {
  readonly speech: SpeechModel;
  readonly cache: SpeechCache;
  /** How to speak a part; asked when its turn comes, so a changed voice holds from the next part on. Throws a SpeechError. */
  readonly requestFor: (part: SpeechPart) => SpeechRequest;
}

/** Parts fetched ahead of the one that is heard, each from the moment when the one before it begins to come. */
const lookahead = 2;

type PartState =
  | { readonly type: "waiting" }
  | { readonly type: "running"; readonly controller: AbortController; begun: boolean }
  | { readonly type: "delivered" }
  | { readonly type: "failed" };

interface Entry {
  readonly part: SpeechPart;
  state: PartState;
  /** Samples the player has of it. */
  delivered: number;
}

/** One reading, from its first part to its end or its stop. */
export class Narration implements Disposable {
  readonly #deps: NarrationDeps;

  readonly #events = new Emitter<NarrationEvent>();
  readonly onEvent = this.#events.event;
  readonly #entries: Entry[] = [];
  #position = 0;
  #closed = false;
  #stopped = false;

  constructor(deps: NarrationDeps) {
    this.#deps = deps;
  }

  get parts(): readonly SpeechPart[] {
    return this.#entries.map((entry) => entry.part);
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** The part that is being heard. */
  get current(): number {
    return this.#position;
  }

  /** Appends parts and starts fetching those whose turn it is. `closed` says that they are the last. */
  add(parts: readonly SpeechPart[], closed: boolean): void {
    if (this.#stopped || this.#closed || (parts.length === 0 && !closed)) return;
    this.#entries.push(...parts.map((part) => ({ part, state: { type: "waiting" } as const, delivered: 0 })));
    this.#closed = closed;
    this.#events.fire({ type: "parts", parts, closed });
    this.#pump();
  }

  /**
   * The player is at `part` now. Requests for parts that are no longer near are cancelled. With `reset` the player has nothing left of
   * any part.
   */
  moveTo(part: number, reset = false): void {
    if (this.#stopped) return;
    this.#position = Math.max(0, Math.min(part, this.#entries.length));
    this.#entries.forEach((entry, index) => {
      const isNear = index >= this.#position && index <= this.#position + lookahead;
      if (entry.state.type === "running" && (reset || !isNear)) this.#cancel(entry, index, reset);
      if (reset) {
        entry.state = { type: "waiting" };
        entry.delivered = 0;
      }
    });
    this.#pump();
  }

  /** Asks again for what failed. What the player has of it is not sent a second time. */
  retry(): void {
    for (const entry of this.#entries) if (entry.state.type === "failed") entry.state = { type: "waiting" };
    this.#pump();
  }

  /** Cancels every request; nothing is fired any more. */
  dispose(): void {
    this.#stopped = true;
    for (const { state } of this.#entries) if (state.type === "running") state.controller.abort();
    this.#events.dispose();
  }

  #cancel(entry: Entry, index: number, silent: boolean): void {
    if (entry.state.type === "running") entry.state.controller.abort();
    entry.state = { type: "waiting" };
    if (entry.delivered > 0 && !silent) this.#events.fire({ type: "drop", part: index });
    entry.delivered = 0;
  }

  #pump(): void {
    for (let index = this.#position; index <= this.#position + lookahead; index++) {
      const entry = this.#entries[index];
      if (this.#stopped || !entry || entry.state.type === "failed") return;
      if (entry.state.type === "waiting") void this.#fetch(entry, index);
      if (entry.state.type === "running" && !entry.state.begun) return;
    }
  }

  async #fetch(entry: Entry, index: number): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    const running = { type: "running" as const, controller, begun: false };
    entry.state = running;
    const onBegin = () => {
      if (running.begun || signal.aborted) return;
      running.begun = true;
      this.#pump();
    };
    try {
      await this.#deliver(entry, index, signal, onBegin);
      if (signal.aborted) return;
      entry.state = { type: "delivered" };
      this.#events.fire({ type: "end", part: index });
    } catch (error) {
      if (signal.aborted) return;
      entry.state = { type: "failed" };
      this.#events.fire({ type: "error", part: index, error });
    }
    this.#pump();
  }

  async #deliver(entry: Entry, index: number, signal: AbortSignal, onBegin: () => void): Promise<void> {
    const request = this.#deps.requestFor(entry.part);
    const key = speechKey(request);
    const cached = await this.#deps.cache.read(key);
    if (signal.aborted) return;
    const sent = new Delivery(entry.delivered, (samples) => {
      entry.delivered += samples.length;
      this.#events.fire({ type: "samples", part: index, samples });
    });
    // Silence that was kept by mistake is asked for again.
    if (cached && !isSilent(cached)) return sent.add(cached);
    for await (const event of this.#deps.speech.speak(request, signal)) {
      if (signal.aborted) return;
      if (event.type === "samples") {
        sent.add(event.samples);
        onBegin();
      }
    }
    const samples = sent.all();
    if (isSilent(samples)) {
      if (entry.delivered > 0) this.#events.fire({ type: "drop", part: index });
      entry.delivered = 0;
      throw new SpeechError("silence", `No sound came for: ${entry.part.text}`);
    }
    await this.#deps.cache.write(key, samples);
  }
}

/** Passes on what the player does not have yet: after an error the part is asked for again, and begins with what was heard. */
class Delivery {
  #skip: number;
  readonly #pass: (samples: Int16Array) => void;

  readonly #pieces: Int16Array[] = [];

  constructor(skip: number, pass: (samples: Int16Array) => void) {
    this.#skip = skip;
    this.#pass = pass;
  }

  add(samples: Int16Array): void {
    this.#pieces.push(samples);
    const skipped = Math.min(this.#skip, samples.length);
    this.#skip -= skipped;
    if (skipped < samples.length) this.#pass(skipped === 0 ? samples : samples.slice(skipped));
  }

  all(): Int16Array {
    return joinSamples(this.#pieces);
  }
}

/** Whether an error of a reading is worth asking again for; the others need a change first. */
export function canRetry(error: unknown): boolean {
  if (!ModelError.is(error)) return true;
  return !["missing-key", "unauthorized", "forbidden", "insufficient-balance", "content-filtered"].includes(
    error.reason,
  );
}
