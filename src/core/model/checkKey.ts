// Tries a key where trying is free: the list of models.

import type { Connection, Fetch } from "./connection.ts";
import { fetchModelIds } from "./fetchModelIds.ts";
import { ModelError } from "./modelError.ts";

/** What the service said of a key. */
export type KeyCheck =
  /** `modelIds` is what the same answer named; it may feed the catalogue. */
  | { readonly state: "valid"; readonly modelIds: readonly string[] }
  /** The service knows the key and refuses it: 401, 402 or 403. */
  | { readonly state: "rejected"; readonly error: ModelError }
  /** No answer: offline, a wrong address, a proxy or certificate in the way. The key may be good. */
  | { readonly state: "unreachable"; readonly error: ModelError }
  /** Answered, but not about the key: the host has no list of models, is overloaded, or is not this service. */
  | { readonly state: "unchecked"; readonly error: ModelError };

const rejections: ReadonlySet<string> = new Set(["unauthorized", "forbidden", "insufficient-balance"]);
const silences: ReadonlySet<string> = new Set(["network", "timeout"]);

/** Checks `connection.apiKey` against the service. Throws only the signal's reason, when it aborts. */
export async function checkKey(connection: Connection, fetch: Fetch, signal: AbortSignal): Promise<KeyCheck> {
  try {
    return { state: "valid", modelIds: await fetchModelIds(connection, fetch, signal) };
  } catch (error) {
    if (signal.aborted || !ModelError.is(error)) throw error;
    if (rejections.has(error.reason)) return { state: "rejected", error };
    return { state: silences.has(error.reason) ? "unreachable" : "unchecked", error };
  }
}
