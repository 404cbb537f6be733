// A sentence that is said beside the readings: one at a time, whole or not at all, and never over a reading.

import type { SpeechToHost } from "../../../src/protocol/speech.ts";
import type { AudioEngine } from "./audioEngine.ts";

export interface SentenceSoundOptions {
  readonly engine: Pick<AudioEngine, "playOnce" | "rest">;
  readonly post: (message: SpeechToHost) => void;
  /** Something is read now, or is to be. */
  readonly isReading: () => boolean;
  /** The person has turned the sound off. */
  readonly isMuted: () => boolean;
}

/** The sentences of one view. */
export class SentenceSound {
  readonly #options: SentenceSoundOptions;
  /** The sentence that is said, or is about to be. */
  #session: string | undefined;
  #silence: (() => void) | undefined;

  constructor(options: SentenceSoundOptions) {
    this.#options = options;
  }

  /** Says it, if that can be heard now; the host hears how it fares. */
  async say(session: string, samples: Int16Array): Promise<void> {
    const { engine, post, isReading, isMuted } = this.#options;
    if (this.#session !== undefined || isReading() || isMuted()) return post({ type: "said", session, how: "refused" });
    this.#session = session;
    let silence: (() => void) | undefined;
    try {
      silence = await engine.playOnce(samples, () => this.#end(session));
    } finally {
      const isWanted = this.#session === session && !isReading();
      if (silence && isWanted) {
        this.#silence = silence;
        post({ type: "said", session, how: "begun" });
      } else {
        silence?.();
        if (this.#session === session) this.#session = undefined;
        post({ type: "said", session, how: "refused" });
        if (!isReading()) engine.rest();
      }
    }
  }

  /** Silent at once; `session` undefined for whatever is said. */
  stop(session?: string): void {
    if (this.#session === undefined || (session !== undefined && session !== this.#session)) return;
    const silence = this.#silence;
    if (silence) silence();
    else this.#session = undefined;
  }

  #end(session: string): void {
    if (session !== this.#session || !this.#silence) return;
    this.#session = undefined;
    this.#silence = undefined;
    this.#options.post({ type: "said", session, how: "ended" });
    if (!this.#options.isReading()) this.#options.engine.rest();
  }
}
