import type { Disposable } from "./disposable.ts";

/** Subscribes to an event; dispose to unsubscribe. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/**
 * An event and the right to fire it. Listeners run in the order they subscribed, synchronously. What one of them throws
 * reaches neither the others nor whoever fires: `onError` is told, once for each listener.
 */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();
  readonly #failed = new WeakSet<(value: T) => void>();
  readonly #onError: (error: unknown) => void;

  /** Without an `onError`, what a listener throws is thrown where nobody waits for it: the editor logs it. */
  constructor(onError: (error: unknown) => void = throwLater) {
    this.#onError = onError;
  }

  readonly event: Event<T> = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        if (!this.#failed.has(listener)) this.#onError(error);
        this.#failed.add(listener);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
