import type { LanguageModel, ModelRequest } from "./languageModel.ts";
import type { Usage } from "./streamEvent.ts";

/**
 * Wraps `model`: `onUsage` is told what each reply cost, whichever surface asked for it, before the event is passed
 * on. A reply that was stopped or broke off says nothing.
 */
export function observeUsage(
  model: LanguageModel,
  onUsage: (request: ModelRequest, usage: Usage) => void,
): LanguageModel {
  return {
    async *stream(request, signal) {
      for await (const event of model.stream(request, signal)) {
        if (event.type === "usage") onUsage(request, event.usage);
        yield event;
      }
    },
  };
}
