// What an implementation of LanguageModel is given; the same for both protocols.

import type { Clock } from "./clock.ts";
import type { Connection, Fetch } from "./connection.ts";
import type { ModelInfo } from "./modelTable.ts";

/** Passed to `createOpenAiModel` and `createAnthropicModel`. */
export interface ModelDeps {
  /**
   * Where to send the next request; called once for each. May throw, for instance a `missing-key` ModelError, which
   * the stream then throws.
   */
  readonly connect: () => Promise<Connection>;
  /** Told of each call of a reply, and when it ends with calls: the request with the results will `connect` soon. */
  readonly expectRequest?: () => void;
  /** Called, not stored: pass `(...args) => globalThis.fetch(...args)` where the host replaces its fetch. */
  readonly fetch: Fetch;
  /** What is known of an id; nothing is refused for an id it does not know. */
  readonly models: (id: string) => ModelInfo | undefined;
  readonly clock: Clock;
  /** Milliseconds without a byte after which a reply is given up as `timeout`; 120,000 unless told. */
  readonly idleTimeoutMs?: number;
}
