// One reply of the model within a run, cut off when it asks for more than anybody would run.

import type { StepReason } from "../conversation/runParts.ts";
import type { LanguageModel, ModelRequest } from "../model/languageModel.ts";
import { ModelError } from "../model/modelError.ts";
import type { StreamEvent, Usage } from "../model/streamEvent.ts";
import { maxCalls } from "./limits.ts";

/** How a step's reply ended. */
export interface StepEnd {
  readonly reason: Exclude<StepReason, "interrupted">;
  readonly rawReason: string;
  /** Undefined when the service did not say, or was not let finish. */
  readonly usage: Usage | undefined;
  readonly calls: number;
}

/**
 * Streams the reply to `request`; `onEvent` hears all but its usage and its end, which are the result. Throws what the model throws,
 * and the reason of `signal` when it aborts; `onEvent` hears a `cut-off` before, with what is known, if the service had taken the
 * request.
 */
export async function streamStep(
  model: LanguageModel,
  request: ModelRequest,
  signal: AbortSignal,
  onEvent: (event: StreamEvent) => void,
): Promise<StepEnd> {
  const flood = new AbortController();
  let usage: Usage | undefined;
  let isTaken = false;
  let calls = 0;
  try {
    for await (const event of model.stream(request, AbortSignal.any([signal, flood.signal]))) {
      if (event.type === "usage" || event.type === "cut-off") {
        usage = event.usage;
        isTaken = true;
        continue;
      }
      signal.throwIfAborted();
      if (flood.signal.aborted) continue;
      if (event.type === "finish") {
        const { reason, rawReason } = event;
        return { reason, rawReason, usage, calls };
      }
      // The model stops by itself then, and says what was counted.
      if (event.type === "tool-call-start" && ++calls > maxCalls) flood.abort();
      else onEvent(event);
    }
    signal.throwIfAborted();
    if (!flood.signal.aborted) {
      throw new ModelError("incomplete-response", { message: "The stream ended without a finish event" });
    }
  } catch (error) {
    if (signal.aborted || !flood.signal.aborted) {
      if (isTaken) onEvent({ type: "cut-off", ...(usage && { usage }) });
      throw error;
    }
  }
  return { reason: "flood", rawReason: "", usage, calls: maxCalls };
}
