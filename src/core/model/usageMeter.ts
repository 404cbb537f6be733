// Counts tokens by model. Fed from one place (observeUsage), so every surface is counted, and counted once.

import { Emitter } from "../util/emitter.ts";
import type { Usage } from "./streamEvent.ts";

/** What one model has used. */
export interface ModelUsage {
  readonly model: string;
  readonly replies: number;
  readonly inputTokens: number;
  /** Part of `inputTokens`. */
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  readonly webSearchCalls: number;
}

/** Totals since the extension started. */
export class UsageMeter {
  readonly #totals = new Map<string, ModelUsage>();
  readonly #changed = new Emitter<ModelUsage>();
  /** Fires after each reply with the model's new total. */
  readonly onDidChange = this.#changed.event;

  /** Adds one reply. What the service did not count is added as nothing. */
  add(model: string, usage: Usage): void {
    const before = this.#totals.get(model);
    const total: ModelUsage = {
      model,
      replies: (before?.replies ?? 0) + 1,
      inputTokens: (before?.inputTokens ?? 0) + usage.inputTokens,
      cachedInputTokens: (before?.cachedInputTokens ?? 0) + (usage.cachedInputTokens ?? 0),
      outputTokens: (before?.outputTokens ?? 0) + usage.outputTokens,
      webSearchCalls: (before?.webSearchCalls ?? 0) + (usage.webSearchCalls ?? 0),
    };
    this.#totals.set(model, total);
    this.#changed.fire(total);
  }

  /** All models used, in the order of their first reply. */
  get totals(): readonly ModelUsage[] {
    return [...this.#totals.values()];
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
