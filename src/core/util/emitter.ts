import type { Disposable } from "./disposable.ts";

/** Subscribes to an event; dispose to unsubscribe. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** An event and the right to fire it. Listeners run in the order they subscribed, synchronously. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
