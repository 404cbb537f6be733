import { performance } from "node:perf_hooks";

/** How an emulator is set up; everything has a default. */
export interface EmulatorOptions {
  /** 0, the default, takes a free one. The host is always 127.0.0.1. */
  port?: number;
  /** Which keys the host takes: `sk-`, `tp-` and `ttp-`, or both. `any` by default. */
  keyKind?: "payAsYouGo" | "tokenPlan" | "any";
  /** The only keys to accept. Without it, any well-formed key of the right kind that does not contain "invalid". */
  keys?: string[];
  /** Epoch milliseconds; decides which models are retired. */
  now?: () => number;
  /** Serve ids that the API document calls retired, as another host may. */
  allowRetired?: boolean;
  /** Whether the web search plugin is activated in the console. True by default. */
  webSearchActive?: boolean;
  /** UTF-16 units per streamed piece, 8 by default. */
  pieceSize?: number;
  /** Pause before each piece, milliseconds; 0 by default. */
  pieceDelayMs?: number;
  /** A lower context limit than the models', to test overflow with little text. */
  contextTokens?: number;
  /** Largest request body, bytes; 64 MB by default. */
  bodyLimit?: number;
  /** Requests a key may make in a minute before 429; the service allows 100. No limit by default. */
  requestsPerMinute?: number;
}

/** The options with their defaults. */
export type ResolvedOptions = Required<EmulatorOptions>;

/** Fills in the defaults. */
export function resolveOptions(options: EmulatorOptions): ResolvedOptions {
  return {
    port: options.port ?? 0,
    keyKind: options.keyKind ?? "any",
    keys: options.keys ?? [],
    now: options.now ?? Date.now,
    allowRetired: options.allowRetired ?? false,
    webSearchActive: options.webSearchActive ?? true,
    pieceSize: options.pieceSize ?? 8,
    pieceDelayMs: options.pieceDelayMs ?? 0,
    contextTokens: options.contextTokens ?? Number.POSITIVE_INFINITY,
    bodyLimit: options.bodyLimit ?? 64 * 1024 * 1024,
    requestsPerMinute: options.requestsPerMinute ?? Number.POSITIVE_INFINITY,
  };
}

/** Milliseconds since the epoch with sub-millisecond precision, comparable between processes of one machine. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}
