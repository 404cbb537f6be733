// How models' edits hit, counted on this machine alone: by kind of repair, `exact` for none.

import type { RepairKind } from "../../../core/edit/oldText/oldTextReading.ts";

const key = "mimo.agent.repairs";

/** What is needed of a `Memento`. */
export interface CountsStore {
  get<T>(key: string, otherwise: T): T;
  update(key: string, value: unknown): Thenable<void>;
}

/** Counts made edits. */
export class RepairCounts {
  readonly #store: CountsStore;

  constructor(store: CountsStore) {
    this.#store = store;
  }

  get all(): Readonly<Record<string, number>> {
    return this.#store.get<Readonly<Record<string, number>>>(key, {});
  }

  /** An edit was made with `repairs`. A count that cannot be kept is lost. */
  add(repairs: readonly RepairKind[]): void {
    const counts = { ...this.all };
    for (const kind of repairs.length > 0 ? repairs : ["exact"]) counts[kind] = (counts[kind] ?? 0) + 1;
    void this.#store.update(key, counts).then(undefined, () => {});
  }
}
