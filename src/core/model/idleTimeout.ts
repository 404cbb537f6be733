// Ends a reply that has gone silent. Counts only while somebody waits for bytes: a consumer that takes its time
// between two reads is not a silent service.

import type { Clock } from "./clock.ts";

/** One timer for a whole reply; a byte costs it two assignments. Dispose it when the reply ends. */
export class IdleTimeout {
  readonly #clock: Clock;
  readonly #limitMs: number;
  readonly #onExpire: () => void;
  #waitingSince: number | undefined;
  #cancel: (() => void) | undefined;
  #expired = false;

  /** Calls `onExpire` once after `limitMs` of uninterrupted waiting. */
  constructor(clock: Clock, limitMs: number, onExpire: () => void) {
    this.#clock = clock;
    this.#limitMs = limitMs;
    this.#onExpire = onExpire;
  }

  get expired(): boolean {
    return this.#expired;
  }

  get limitMs(): number {
    return this.#limitMs;
  }

  /** Starts counting from zero. */
  wait(): void {
    this.#waitingSince = this.#clock.now();
    if (this.#cancel === undefined) this.#arm(this.#limitMs);
  }

  /** Stops counting: something came. */
  pause(): void {
    this.#waitingSince = undefined;
  }

  dispose(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#waitingSince = undefined;
  }

  #arm(delayMs: number): void {
    this.#cancel = this.#clock.after(delayMs, () => {
      this.#cancel = undefined;
      if (this.#waitingSince === undefined) return;
      const restMs = this.#waitingSince + this.#limitMs - this.#clock.now();
      if (restMs > 0) return this.#arm(restMs);
      this.#expired = true;
      this.#onExpire();
    });
  }
}
