// Asks one model, and another where the first cannot be had.

import type { LanguageModel, ModelRequest } from "./languageModel.ts";
import { ModelError, type ModelErrorReason } from "./modelError.ts";
import type { StreamEvent } from "./streamEvent.ts";

/**
 * What another model may take where one does not: its id is retired or unknown (400 or 404), the key is restricted to others
 * (403), its window is smaller, or it sees no pictures. Everything else would come back from the other one too.
 */
export const refusedByModel: ReadonlySet<ModelErrorReason> = new Set([
  "unsupported-model",
  "forbidden",
  "context-too-long",
  "unsupported-input",
]);

/**
 * `model`, whose refusals for one of `reasons` are followed by the request that `instead` makes of the refused one;
 * undefined: there is none, and the refusal is thrown. Nothing is remembered: with the next request the key or the address may be another.
 */
export function withFallback(
  model: LanguageModel,
  reasons: ReadonlySet<ModelErrorReason>,
  instead: (refused: ModelRequest) => ModelRequest | undefined,
): LanguageModel {
  const isRefusal = (error: unknown) => ModelError.is(error) && !error.replyStarted && reasons.has(error.reason);
  return {
    async *stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<StreamEvent> {
      let started = false;
      try {
        for await (const event of model.stream(request, signal)) {
          started ||= event.type !== "retry";
          yield event;
        }
        return;
      } catch (error) {
        const other = started || signal.aborted || !isRefusal(error) ? undefined : instead(request);
        if (other === undefined) throw error;
        yield* model.stream(other, signal);
      }
    },
  };
}
