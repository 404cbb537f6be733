// Asks the service which models it serves. Answers with ids alone, so the table stays the source of everything else.

import { parseJson } from "../util/parseJson.ts";
import { authHeaders, type Connection, type Fetch } from "./connection.ts";
import { decodeErrorResponse } from "./decodeError.ts";
import { ModelError } from "./modelError.ts";
import { decodeNetworkError } from "./networkError.ts";
import { keyRedactor } from "./redact.ts";
import { fields } from "./wireValue.ts";

const timeoutMs = 15_000;

/**
 * The ids of `GET {root}/v1/models`, in the service's order (API document: Models). May leave out speech models.
 * Throws a `ModelError` when the service refuses, is not reached within 15 s or answers something else; the signal's
 * reason when it aborts.
 */
export async function fetchModelIds(connection: Connection, fetch: Fetch, signal: AbortSignal): Promise<string[]> {
  const redact = keyRedactor(connection.apiKey);
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`${connection.root}/v1/models`, {
      headers: { ...authHeaders(connection.apiKey), accept: "application/json" },
      // The service never redirects, and a redirect would carry the api-key header to another origin.
      redirect: "manual",
      signal: AbortSignal.any([signal, timeout]),
    });
    const body = redact(await response.text());
    if (!response.ok) throw decodeErrorResponse({ status: response.status, headers: response.headers, body });
    return parseIds(body);
  } catch (error) {
    signal.throwIfAborted();
    if (ModelError.is(error)) throw error;
    if (timeout.aborted) throw new ModelError("timeout", { message: `No answer within ${timeoutMs / 1000} s.` });
    throw decodeNetworkError(error, redact);
  }
}

function parseIds(body: string): string[] {
  const { data } = fields(parseJson(body));
  if (!Array.isArray(data)) {
    throw new ModelError("malformed-response", { message: "The list of models is not a list.", status: 200 });
  }
  return data
    .map((entry: { id?: unknown } | null) => entry?.id)
    .filter((id) => typeof id === "string" && id !== "") as string[];
}
