// A part of the view that is a bundle of its own: not read when the view opens, but there before anyone asks for it.

import { type ReadonlySignal, signal } from "@preact/signals";

/** Loads one bundle, once. A failed load is tried again. */
export class LazyPart<T> {
  readonly #import: () => Promise<T>;
  readonly #value = signal<T | undefined>(undefined);
  readonly #failed = signal(false);
  #loading: Promise<T> | undefined;

  /** `load` imports it. */
  constructor(load: () => Promise<T>) {
    this.#import = load;
  }

  /** What was loaded; undefined until then. */
  readonly value: ReadonlySignal<T | undefined> = this.#value;

  /** Whether it could not be had when it was asked for last. */
  readonly failed: ReadonlySignal<boolean> = this.#failed;

  /** Loads it, if it is not there already. */
  load(): Promise<T> {
    this.#loading ??= this.#import().then(
      (loaded) => {
        this.#value.value = loaded;
        return loaded;
      },
      (error: unknown) => {
        this.#loading = undefined;
        this.#failed.value = true;
        throw error;
      },
    );
    return this.#loading;
  }
}
