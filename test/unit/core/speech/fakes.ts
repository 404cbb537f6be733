import type { LanguageModel, ModelRequest } from "../../../../src/core/model/languageModel.ts";
import type { StreamEvent } from "../../../../src/core/model/streamEvent.ts";
import type { SpeechCache } from "../../../../src/core/speech/speechCache.ts";
import type { SpeechEvent, SpeechModel, SpeechRequest } from "../../../../src/core/speech/speechModel.ts";

/** A model that answers with what it is given and remembers what it was asked. */
export class FakeModel implements LanguageModel {
  readonly requests: ModelRequest[] = [];
  readonly #events: readonly StreamEvent[];

  constructor(events: readonly StreamEvent[]) {
    this.#events = events;
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<StreamEvent> {
    this.requests.push(request);
    for (const event of this.#events) {
      signal.throwIfAborted();
      yield event;
    }
  }
}

/** Speaks when it is told to: each request waits for `say`, `finish` or `fail`. */
export class FakeSpeech implements SpeechModel {
  readonly calls: FakeCall[] = [];

  async *speak(request: SpeechRequest, signal: AbortSignal): AsyncIterable<SpeechEvent> {
    const call = new FakeCall(request, signal);
    this.calls.push(call);
    for (;;) {
      const event = await call.next();
      if (event === undefined) return;
      if (event instanceof Error) throw event;
      yield event;
    }
  }

  async speakMp3(): Promise<Uint8Array> {
    return new Uint8Array(0);
  }

  call(text: string): FakeCall {
    const call = this.calls.findLast(({ request }) => request.text === text);
    if (!call) throw new Error(`Nobody asked for ${text}.`);
    return call;
  }
}

type Said = SpeechEvent | Error | undefined;

export class FakeCall {
  readonly request: SpeechRequest;
  readonly signal: AbortSignal;
  readonly #said: Said[] = [];
  #wake: (() => void) | undefined;

  constructor(request: SpeechRequest, signal: AbortSignal) {
    this.request = request;
    this.signal = signal;
    signal.addEventListener("abort", () => this.#push(new Error("aborted")));
  }

  say(...samples: number[]): void {
    this.#push({ type: "samples", samples: Int16Array.from(samples) });
  }

  finish(): void {
    this.#push(undefined);
  }

  fail(error: Error): void {
    this.#push(error);
  }

  async next(): Promise<Said> {
    while (this.#said.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#said.shift();
  }

  #push(said: Said): void {
    this.#said.push(said);
    this.#wake?.();
  }
}

export class MemoryCache implements SpeechCache {
  readonly kept = new Map<string, Int16Array>();
  readonly keptMp3 = new Map<string, Uint8Array>();

  async read(key: string): Promise<Int16Array | undefined> {
    return this.kept.get(key);
  }

  async write(key: string, samples: Int16Array): Promise<void> {
    this.kept.set(key, samples);
  }

  async hasMp3(key: string): Promise<boolean> {
    return this.keptMp3.has(key);
  }

  async readMp3(key: string): Promise<Uint8Array | undefined> {
    return this.keptMp3.get(key);
  }

  async writeMp3(key: string, file: Uint8Array): Promise<void> {
    this.keptMp3.set(key, file);
  }
}
