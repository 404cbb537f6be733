// The OpenAI protocol: the entry of its own bundle, because the SDK costs more to load than everything else does.

import OpenAI from "openai";
import type { Connection, Fetch } from "../connection.ts";
import { streamExchange } from "../exchange.ts";
import type { LanguageModel } from "../languageModel.ts";
import type { ModelDeps } from "../modelDeps.ts";
import { ModelError } from "../modelError.ts";
import { requestJson } from "../requestJson.ts";
import { longestDelayMs } from "../sdkOptions.ts";
import { decodeOpenAiStream } from "./decodeStream.ts";
import { encodeOpenAiRequest } from "./encodeRequest.ts";

/**
 * The model over `{root}/v1/chat/completions`. Holds nothing between requests but which hosts refuse `stream_options`: some were reported to
 * (API document: Read in November 2026). They are asked without, and then tell no usage.
 */
export function createOpenAiModel(deps: ModelDeps): LanguageModel {
  const plainRoots = new Set<string>();
  return {
    async *stream(request, signal) {
      // Encoded first: what cannot be sent is refused before a key is even looked for.
      const body = encodeOpenAiRequest(request, deps.models(request.model));
      const { stream_options: _options, ...plainBody } = body;
      let asked: { readonly root: string; readonly isPlain: boolean } | undefined;
      const exchange = {
        send: (connection: Connection, fetch: Fetch) => {
          asked = { root: connection.root, isPlain: plainRoots.has(connection.root) };
          const client = createClient(connection, fetch);
          return post(client, requestJson(asked.isPlain ? plainBody : body));
        },
        decode: decodeOpenAiStream,
      };
      try {
        yield* streamExchange(deps, request, exchange, signal);
      } catch (error) {
        if (!asked || asked.isPlain || !refusesStreamOptions(error)) throw error;
        plainRoots.add(asked.root);
        yield* streamExchange(deps, request, exchange, signal);
      }
    },
  };
}

/** As `client.chat.completions.create`, which would write the JSON itself, all of it each time. */
function post(client: OpenAI, json: string): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return client.post("/chat/completions", { body: json, headers, stream: true }).asResponse();
}

function refusesStreamOptions(error: unknown): boolean {
  if (!ModelError.is(error) || error.replyStarted || (error.status !== 400 && error.status !== 422)) return false;
  return /stream_options|include_usage/.test(`${error.message} ${error.param ?? ""}`);
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
