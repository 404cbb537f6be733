// The OpenAI protocol: the entry of its own bundle, because the SDK costs more to load than everything else does.

import OpenAI from "openai";
import type { Connection, Fetch } from "../connection.ts";
import { streamExchange } from "../exchange.ts";
import type { LanguageModel } from "../languageModel.ts";
import type { ModelDeps } from "../modelDeps.ts";
import { longestDelayMs } from "../sdkOptions.ts";
import { decodeOpenAiStream } from "./decodeStream.ts";
import { encodeOpenAiRequest } from "./encodeRequest.ts";

/** The model over `{root}/v1/chat/completions`. Holds nothing between requests. */
export function createOpenAiModel(deps: ModelDeps): LanguageModel {
  return {
    async *stream(request, signal) {
      // Encoded first: what cannot be sent is refused before a key is even looked for.
      const body = encodeOpenAiRequest(request, deps.models(request.model));
      const exchange = {
        send: (connection: Connection, fetch: Fetch) =>
          createClient(connection, fetch).chat.completions.create(body).asResponse(),
        decode: decodeOpenAiStream,
      };
      yield* streamExchange(deps, request, exchange, signal);
    },
  };
}

/** Every option that would otherwise be read from the environment (OPENAI_*) is given. */
function createClient(connection: Connection, fetch: Fetch): OpenAI {
  return new OpenAI({
    baseURL: `${connection.root}/v1`,
    apiKey: connection.apiKey,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 0,
    timeout: longestDelayMs,
    // An extension host in a web worker looks like a browser to the SDK.
    dangerouslyAllowBrowser: true,
    fetch,
  });
}
