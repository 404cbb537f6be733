// Small fakes and helpers of the model tests.
import type { Clock } from "../../../../src/core/model/clock.ts";
import type { ModelRequest } from "../../../../src/core/model/languageModel.ts";
import type { StreamEvent } from "../../../../src/core/model/streamEvent.ts";

/** A clock that moves only when told. */
export class FakeClock implements Clock {
  #now = 1_000_000;
  #timers = new Set<{ at: number; run: () => void }>();

  now(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { at: this.#now + delayMs, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Timers that have not fired. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Fires what is due, in order, and lets what it causes settle. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const next = [...this.#timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#now = next.at;
      next.run();
      await settle();
    }
    this.#now = end;
    await settle();
  }
}

/** Lets promises and streams that are ready run. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

export function request(overrides: Partial<ModelRequest> = {}): ModelRequest {
  return {
    model: "mimo-v2.6-pro",
    messages: [{ role: "user", content: [{ type: "text", text: "Hi" }] }],
    ...overrides,
  };
}

/** What a stream yielded, and what it threw if it did. */
export async function collect(stream: AsyncIterable<StreamEvent>): Promise<{ events: StreamEvent[]; error: unknown }> {
  const events: StreamEvent[] = [];
  try {
    for await (const event of stream) events.push(event);
  } catch (error) {
    return { events, error };
  }
  return { events, error: undefined };
}

/** The bytes of a text, in pieces of the given sizes (repeated as needed). */
export async function* pieces(bytes: Uint8Array, sizes: readonly number[]): AsyncIterable<Uint8Array> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? bytes.length);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** The bytes of a text in one piece. */
export function whole(text: string | Uint8Array): AsyncIterable<Uint8Array> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return pieces(bytes, [bytes.length || 1]);
}

/** Neighbouring additions of one kind joined, so that two chunkings of one answer compare equal. */
export function joined(events: readonly StreamEvent[]): StreamEvent[] {
  const out: StreamEvent[] = [];
  for (const event of events) {
    const last = out.at(-1);
    if (event.type === "text-delta" && last?.type === "text-delta") {
      out[out.length - 1] = { ...last, text: last.text + event.text };
    } else if (event.type === "reasoning-delta" && last?.type === "reasoning-delta") {
      out[out.length - 1] = { ...last, text: last.text + event.text };
    } else if (event.type === "tool-call-delta" && last?.type === "tool-call-delta" && last.id === event.id) {
      out[out.length - 1] = { ...last, arguments: last.arguments + event.arguments };
    } else out.push(event);
  }
  return out;
}

/** Events without what one wire cannot say: the raw reason, and how many of the tokens were reasoning. */
export function comparable(events: readonly StreamEvent[]): unknown[] {
  return events.map((event) => {
    if (event.type === "finish") return { ...event, rawReason: undefined };
    if (event.type === "usage") return { ...event, usage: { ...event.usage, reasoningTokens: undefined } };
    return event;
  });
}
