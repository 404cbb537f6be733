// The Anthropic protocol: the entry of its own bundle, because the SDK costs more to load than everything else does.

import { BaseAnthropic, type ClientOptions } from "@anthropic-ai/sdk/client";
import { Messages } from "@anthropic-ai/sdk/resources/messages";
import type { Connection, Fetch } from "../connection.ts";
import { streamExchange } from "../exchange.ts";
import type { LanguageModel } from "../languageModel.ts";
import type { ModelDeps } from "../modelDeps.ts";
import { longestDelayMs } from "../sdkOptions.ts";
import { decodeAnthropicStream } from "./decodeStream.ts";
import { encodeAnthropicRequest } from "./encodeRequest.ts";

/** The model over `{root}/anthropic/v1/messages`. Holds nothing between requests. */
export function createAnthropicModel(deps: ModelDeps): LanguageModel {
  return {
    async *stream(request, signal) {
      // Encoded first: what cannot be sent is refused before a key is even looked for.
      const body = encodeAnthropicRequest(request, deps.models(request.model));
      const exchange = {
        send: (connection: Connection, fetch: Fetch) =>
          createClient(connection, fetch).messages.create(body).asResponse(),
        decode: decodeAnthropicStream,
      };
      yield* streamExchange(deps, request, exchange, signal);
    },
  };
}

/**
 * The SDK's client with the one resource this needs, put together as the SDK's own packages for other platforms do it. The complete class brings
 * three times the code, and twice the time to load it.
 */
class MessagesClient extends BaseAnthropic {
  readonly messages: Messages;

  constructor(options: ClientOptions) {
    super(options);
    this.messages = new Messages(this as unknown as ConstructorParameters<typeof Messages>[0]);
  }
}

/** The version whose messages the service imitates (API document); the SDK's own is newer, and names other forms. */
const apiVersion = "2023-06-01";

/**
 * Every option that would otherwise be read from the environment (ANTHROPIC_*) is given. The key goes in as a bearer
 * token: as `apiKey` the SDK may choose another header.
 */
function createClient(connection: Connection, fetch: Fetch): MessagesClient {
  return new MessagesClient({
    baseURL: `${connection.root}/anthropic`,
    apiKey: null,
    authToken: connection.apiKey,
    webhookKey: null,
    defaultHeaders: { "anthropic-version": apiVersion },
    openTelemetry: false,
    logLevel: "off",
    maxRetries: 0,
    timeout: longestDelayMs,
    // An extension host in a web worker looks like a browser to the SDK.
    dangerouslyAllowBrowser: true,
    fetch,
  });
}
