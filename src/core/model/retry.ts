// Tries a request again while nothing of its reply has arrived. After the first byte a second try would repeat, and
// bill, what was already shown.

import { type Clock, delay } from "./clock.ts";
import type { LanguageModel, ModelRequest } from "./languageModel.ts";
import { ModelError } from "./modelError.ts";
import type { StreamEvent } from "./streamEvent.ts";

/** All tries of one request, the first included. */
export const maxAttempts = 3;

const baseDelayMs = 1000;
const maxDelayMs = 30_000;
/** A service that asks for more than this is not waited for: the error says how long, and the person decides. */
const maxRetryAfterMs = 60_000;
const retriedStatus = new Set([408, 429, 500, 503]);

/**
 * Wraps `model`: network failures and the statuses 408, 429, 500 and 503 (API document: Errors) are tried again after
 * an exponential delay with jitter, or after what `Retry-After` says. Each wait is announced by a `retry` event before
 * it starts and ends at once, with the signal's reason, when `signal` aborts. `random` yields [0, 1).
 */
export function withRetry(
  model: LanguageModel,
  deps: { readonly clock: Clock; readonly random: () => number },
): LanguageModel {
  return {
    async *stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<StreamEvent> {
      for (let attempt = 1; ; attempt++) {
        let started = false;
        try {
          for await (const event of model.stream(request, signal)) {
            started = true;
            yield event;
          }
          return;
        } catch (error) {
          if (started || signal.aborted || attempt === maxAttempts || !isRetryable(error)) throw error;
          const delayMs = error.retryAfterMs ?? backoff(attempt, deps.random());
          if (delayMs > maxRetryAfterMs) throw error;
          yield { type: "retry", attempt: attempt + 1, delayMs, reason: error.reason };
          await delay(deps.clock, delayMs, signal);
        }
      }
    },
  };
}

/** Half of the exponential delay is certain, half is chance, so that clients do not come back all at once. */
function backoff(attempt: number, random: number): number {
  const full = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
  return Math.round(full / 2 + (full / 2) * random);
}

function isRetryable(error: unknown): error is ModelError {
  if (!ModelError.is(error) || error.replyStarted) return false;
  return error.status === undefined ? error.reason === "network" : retriedStatus.has(error.status);
}
