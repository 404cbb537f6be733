// The one way to the model: both SDKs, each loaded by the first request that needs it, behind stored media, retry and
// the count of what is used.

import { systemClock } from "../core/model/clock.ts";
import type { Connection } from "../core/model/connection.ts";
import { billingOf } from "../core/model/cost.ts";
import type { LanguageModel, Protocol } from "../core/model/languageModel.ts";
import { withLeakedCalls } from "../core/model/leakedCalls.ts";
import type { ModelCatalogue } from "../core/model/modelCatalogue.ts";
import { observeUsage } from "../core/model/observeUsage.ts";
import { withRetry } from "../core/model/retry.ts";
import { createRoutingModel } from "../core/model/routingModel.ts";
import { type ReadMedia, withStoredMedia } from "../core/model/storedMedia.ts";
import type { TokenEstimate } from "../core/model/tokenEstimate.ts";
import type { UsageLedger } from "../core/usage/usageLedger.ts";
import { recordOf, type UsageSurface } from "../core/usage/usageRecord.ts";
import type { ConnectionSource } from "../vscode/secrets/connectionSource.ts";

export interface ModelsDeps {
  readonly connections: ConnectionSource;
  /** Read at each request. */
  readonly protocol: () => Protocol;
  readonly catalogue: ModelCatalogue;
  readonly fetch: typeof globalThis.fetch;
  readonly readMedia: ReadMedia;
  readonly ledger: UsageLedger;
  readonly tokens: TokenEstimate;
}

/** The model, and what is known of its last request. */
export interface Models {
  /** The model as one surface uses it: whatever it is asked there is counted there. */
  countedAs(surface: UsageSurface): LanguageModel;
  /** What the last request used, for the words about it; undefined before the first. */
  lastConnection(): Connection | undefined;
}

/** Loads nothing yet. */
export function composeModels({
  connections,
  protocol,
  catalogue,
  fetch,
  readMedia,
  ledger,
  tokens,
}: ModelsDeps): Models {
  let last: Connection | undefined;
  const connect = async () => {
    last = await connections.connect();
    return last;
  };
  const deps = {
    connect,
    expectRequest: () => connections.expectRequest(),
    fetch,
    models: (id: string) => catalogue.find(id),
    clock: systemClock,
  };
  const routed = createRoutingModel({
    protocol,
    loaders: {
      openai: async () => (await import("../core/model/openai/createOpenAiModel.ts")).createOpenAiModel(deps),
      anthropic: async () =>
        (await import("../core/model/anthropic/createAnthropicModel.ts")).createAnthropicModel(deps),
    },
  });
  const withCalls = withLeakedCalls(withStoredMedia(routed, readMedia), () => `call_${crypto.randomUUID()}`);
  const retried = withRetry(withCalls, { clock: systemClock, random: Math.random });
  return {
    lastConnection: () => last,
    countedAs: (surface) =>
      observeUsage(retried, {
        now: Date.now,
        billing: () => last && billingOf(last),
        onUsage: (request, used, at) => {
          ledger.add(recordOf(used, request.model, request.audio === undefined ? surface : "speech", at));
          tokens.learn(request, used);
        },
      }),
  };
}
