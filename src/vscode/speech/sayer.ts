// Says one sentence beside the readings: when nothing is read, in a page that is open already, and whole or not at all. It
// shows nothing and moves nothing.

import { setTimeout as sleep } from "node:timers/promises";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import type { Event } from "../../core/util/emitter.ts";
import type { SpeechToHost } from "../../protocol/speech.ts";
import type { SpeechChannel } from "./speechChannel.ts";

/** Where a sentence can be heard. */
export type SayingPlace = Pick<SpeechChannel, "postSpeech">;

export interface SayerDeps {
  /** Those whose page is there, the first one to be tried first. */
  readonly places: () => readonly SayingPlace[];
  readonly onDidReceiveSpeech: Event<SpeechToHost>;
  /** The sound of a sentence, 24 kHz mono. Rejects when there is none. */
  readonly sound: (text: string, signal: AbortSignal) => Promise<Int16Array>;
  readonly reading: { readonly isSounding: boolean; readonly onDidChange: Event<void> };
  /** Milliseconds after which a sentence that has not begun is not said any more. */
  readonly patienceMs?: number;
  /** Milliseconds in which a page that lives says whether it can. */
  readonly answerMs?: number;
}

type How = Extract<SpeechToHost, { type: "said" }>["how"];

/** Sentences of a window, one after the other. */
export class Sayer {
  readonly #deps: SayerDeps;
  /** Resolves when the sentence before is over. */
  #before: Promise<unknown> = Promise.resolve();

  constructor(deps: SayerDeps) {
    this.#deps = deps;
  }

  /**
   * Says `text` unless `signal` aborts before it begins. Resolves to whether it could be heard, as soon as that is known.
   * Rejects when there is no sound of it.
   */
  async say(text: string, signal: AbortSignal): Promise<boolean> {
    const until = AbortSignal.any([signal, AbortSignal.timeout(this.#deps.patienceMs ?? 10_000)]);
    const saying = this.#say(text, until, this.#before);
    this.#before = Promise.allSettled([this.#before, saying.then((begun) => begun?.over)]);
    try {
      return (await saying) !== undefined;
    } catch (error) {
      if (until.aborted) return false;
      throw error;
    }
  }

  /** Resolves when it has begun, to what waits for its end; to undefined when it was not heard. */
  async #say(text: string, until: AbortSignal, before: Promise<unknown>): Promise<Saying | undefined> {
    const { places, sound } = this.#deps;
    // What can be heard nowhere is not paid for.
    if (places().length === 0) return undefined;
    await unless(until, before);
    await this.#quiet(until);
    const samples = await sound(text, until);
    await this.#quiet(until);
    for (const place of places()) {
      until.throwIfAborted();
      const saying = await this.#play(place, samples, until);
      if (saying) return saying;
    }
    return undefined;
  }

  /** Until nothing is read. */
  async #quiet(until: AbortSignal): Promise<void> {
    const { reading } = this.#deps;
    until.throwIfAborted();
    if (!reading.isSounding) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const listening = reading.onDidChange(() => {
      if (!reading.isSounding) resolve();
    });
    try {
      await unless(until, promise);
    } finally {
      listening.dispose();
    }
  }

  async #play(place: SayingPlace, samples: Int16Array, until: AbortSignal): Promise<Saying | undefined> {
    const session = crypto.randomUUID();
    const heard = new Answers(session, this.#deps.onDidReceiveSpeech);
    const stop = () => place.postSpeech({ type: "sayStop", session });
    until.addEventListener("abort", stop);
    try {
      place.postSpeech({ type: "say", session, samples });
      const how = await Promise.race([heard.first, sleep(this.#deps.answerMs ?? 2000)]);
      if (how !== "begun") {
        stop();
        heard.dispose();
        return undefined;
      }
    } finally {
      until.removeEventListener("abort", stop);
    }
    // A page that goes away does not say that it is silent now.
    const over = Promise.race([heard.ended, sleep((samples.length / 24_000) * 1000 + 1000)]);
    return { over: over.finally(() => heard.dispose()) };
  }
}

/** A sentence that has begun. */
interface Saying {
  readonly over: Promise<unknown>;
}

/** What a page says of one sentence. */
class Answers implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly first: Promise<How>;
  readonly ended: Promise<void>;

  constructor(session: string, onDidReceiveSpeech: Event<SpeechToHost>) {
    const first = Promise.withResolvers<How>();
    const ended = Promise.withResolvers<void>();
    this.first = first.promise;
    this.ended = ended.promise;
    this.#disposables.add(
      onDidReceiveSpeech((message) => {
        if (message.type !== "said" || message.session !== session) return;
        first.resolve(message.how);
        if (message.how !== "begun") ended.resolve();
      }),
    );
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

/** `promise`, or a rejection as soon as `signal` aborts. */
async function unless<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
