// Chooses the wire for each request and loads its implementation, SDK included, on first use.

import type { LanguageModel, ModelRequest, Protocol } from "./languageModel.ts";
import type { StreamEvent } from "./streamEvent.ts";

/** Load one protocol's implementation; called until the first success and never after it. */
export type ModelLoaders = Readonly<Record<Protocol, () => Promise<LanguageModel>>>;

/**
 * A LanguageModel that asks `protocol` at each request, so that a changed setting applies to the next one. Speech always goes through
 * the OpenAI protocol, the only one that carries it. A failed load is thrown as it is, and tried again next time.
 */
export function createRoutingModel(deps: {
  readonly protocol: () => Protocol;
  readonly loaders: ModelLoaders;
}): LanguageModel {
  const loaded = new Map<Protocol, Promise<LanguageModel>>();
  const load = (protocol: Protocol): Promise<LanguageModel> => {
    const running = loaded.get(protocol);
    if (running) return running;
    const loading = deps.loaders[protocol]();
    loaded.set(protocol, loading);
    loading.catch(() => loaded.delete(protocol));
    return loading;
  };
  return {
    async *stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<StreamEvent> {
      signal.throwIfAborted();
      const model = await load(request.audio === undefined ? deps.protocol() : "openai");
      signal.throwIfAborted();
      yield* model.stream(request, signal);
    },
  };
}
