// The models one can choose from: the table, merged with the ids the service names when somebody asks it.

import { Emitter } from "../util/emitter.ts";
import { type ModelInfo, modelTable, unlistedModel } from "./modelTable.ts";

/** A model to choose, with what the service said of it. */
export interface CatalogueModel extends ModelInfo {
  /** Whether the last refresh named the id; undefined before the first one. Speech models may be left out of the list. */
  readonly served?: boolean;
}

/**
 * Puts the table and the service's ids together: current models of the table, then what the service names and the
 * table does not know (sorted), then retired ones that are served, then the other retired ones. No entry of the table
 * is ever lost, because another host may serve it. `served` undefined means that the service was not asked.
 */
export function mergeModels(table: readonly ModelInfo[], served: readonly string[] | undefined): CatalogueModel[] {
  const ids = new Set(served);
  const known = new Set(table.map((model) => model.id));
  const merged: CatalogueModel[] = table.map((model) =>
    served === undefined ? model : { ...model, served: ids.has(model.id) },
  );
  for (const id of [...ids].filter((id) => !known.has(id)).sort()) merged.push({ ...unlistedModel(id), served: true });
  return merged
    .map((model, index) => ({ model, index }))
    .sort(byRank)
    .map(({ model }) => model);
}

type Ranked = { readonly model: CatalogueModel; readonly index: number };

function byRank(a: Ranked, b: Ranked): number {
  return rank(a.model) - rank(b.model) || a.index - b.index;
}

function rank(model: CatalogueModel): number {
  if (model.lifecycle.state === "current") return 0;
  if (model.lifecycle.state === "unlisted") return 1;
  return model.served ? 2 : 3;
}

/** Holds the merged list. Lives as long as the extension. */
export class ModelCatalogue {
  readonly #changed = new Emitter<void>();
  #models: readonly CatalogueModel[];

  constructor(served?: readonly string[]) {
    this.#models = mergeModels(modelTable, served);
  }

  /** Fires after `update`. */
  readonly onDidChange = this.#changed.event;

  /** Every model, best first. */
  get models(): readonly CatalogueModel[] {
    return this.#models;
  }

  /** The models a conversation can use; speech models left out. */
  get chatModels(): readonly CatalogueModel[] {
    return this.#models.filter((model) => model.kind === "chat");
  }

  /** The models that speak. */
  get speechModels(): readonly CatalogueModel[] {
    return this.#models.filter((model) => model.kind === "speech");
  }

  /** The entry for `id`, or undefined for an id nobody named; such an id may still be used. */
  find(id: string): CatalogueModel | undefined {
    return this.#models.find((model) => model.id === id);
  }

  /** Takes the ids of a refresh, or undefined to forget them (the endpoint changed). */
  update(served: readonly string[] | undefined): void {
    this.#models = mergeModels(modelTable, served);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
