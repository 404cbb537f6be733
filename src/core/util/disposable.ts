/** Something to release once; releasing twice is harmless. */
export interface Disposable {
  dispose(): void;
}

/** Owns what was created for it. Adding to a disposed store disposes at once, so that nothing outlives its owner. */
export class DisposableStore implements Disposable {
  readonly #items = new Set<Disposable>();
  #disposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.add(item);
    return item;
  }

  dispose(): void {
    this.#disposed = true;
    const items = [...this.#items].reverse();
    this.#items.clear();
    for (const item of items) item.dispose();
  }
}
