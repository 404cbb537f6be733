// Faults on demand: everything a service, a proxy or a network does to a client, one kind each.
import type { Match } from "./queue.ts";
import type { FinishReason, WireOptions } from "./script.ts";

/** The form of an error's body: the protocol's own, or what proxies and older gateways send instead. */
export type BodyStyle = "json" | "data-prefix" | "anthropic" | "html" | "empty";

/** One fault. `after` counts the content events sent before it strikes. */
export type Fault =
  /** An error status with its documented message, before anything else. `retryAfter` in seconds. */
  | {
      kind: "status";
      status: number;
      retryAfter?: number;
      bodyStyle?: BodyStyle;
      code?: string;
      message?: string;
      param?: string;
    }
  /** Waits `ms` before the first byte: before the headers, or with `afterHeaders` after them. */
  | { kind: "slow-first-byte"; ms: number; afterHeaders?: boolean }
  /** `ms` before each piece. */
  | { kind: "slow-stream"; ms: number }
  /** Sends a few pieces, then nothing; the socket stays open. With `ms` it goes on after that long. */
  | { kind: "stall"; after?: number; ms?: number }
  /** Destroys the socket inside a multi-byte character. */
  | { kind: "cut-mid-character"; after?: number }
  /** Ends cleanly, but with no finish reason and no end marker. */
  | { kind: "cut-before-finish"; after?: number }
  /** Resets the connection: before the finish reason, or after so many pieces. */
  | { kind: "reset"; after?: number }
  /** A line that is not JSON amid the stream, which then goes on. */
  | { kind: "garbage-line"; after?: number; line?: string }
  /** An error event amid the stream, which then ends. */
  | { kind: "error-in-stream"; after?: number; status?: number; message?: string }
  /** A reply of `bytes` (10 MB by default), as fast as the socket takes it. */
  | { kind: "huge"; bytes?: number }
  /** Ends with this finish reason. */
  | { kind: "finish"; reason: FinishReason }
  /** Destroys the socket before any byte. */
  | { kind: "refuse" }
  /** Sends the stream in an unusual but lawful form. */
  | { kind: "wire"; wire: WireOptions };

/** A fault with the requests it strikes: the next one, or `times`, of those that `match`. */
export type QueuedFault = Fault & { match?: Match; times?: number };

/** Every kind, for messages and checks. */
export const faultKinds: readonly Fault["kind"][] = [
  "status",
  "slow-first-byte",
  "slow-stream",
  "stall",
  "cut-mid-character",
  "cut-before-finish",
  "reset",
  "garbage-line",
  "error-in-stream",
  "huge",
  "finish",
  "refuse",
  "wire",
];

/** The first fault of a kind among those that strike a request. */
export function faultOf<K extends Fault["kind"]>(
  faults: readonly Fault[],
  kind: K,
): Extract<Fault, { kind: K }> | undefined {
  return faults.find((fault): fault is Extract<Fault, { kind: K }> => fault.kind === kind);
}
