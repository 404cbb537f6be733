import type { LanguageModel, ModelRequest } from "./languageModel.ts";
import type { Billing } from "./prices.ts";
import type { StreamEvent, Usage } from "./streamEvent.ts";

/** What `observeUsage` needs and tells. */
export interface UsageObserver {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Who pays for the request that is under way. */
  billing(): Billing | undefined;
  /** Told once for each reply of which something was counted; `at` is when it was asked for. */
  onUsage(request: ModelRequest, usage: Usage, at: number): void;
}

/**
 * Wraps `model`: the observer is told what each reply used, before the event is passed on with who pays for it. A reply
 * that was stopped or broke off is told with what the service had counted by then.
 */
export function observeUsage(model: LanguageModel, observer: UsageObserver): LanguageModel {
  return {
    async *stream(request, signal) {
      const at = observer.now();
      for await (const event of model.stream(request, signal)) {
        const counted = event.type === "usage" || event.type === "cut-off" ? event.usage : undefined;
        if (!counted) {
          yield event;
          continue;
        }
        const billing = observer.billing();
        const usage = billing === undefined ? counted : { ...counted, billing };
        observer.onUsage(request, usage, at);
        yield { ...event, usage } as StreamEvent;
      }
    },
  };
}
