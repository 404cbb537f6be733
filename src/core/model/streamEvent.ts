// What a reply is made of while it arrives. Both protocols decode into this one union, so nothing above the model
// knows which wire was used.

import type { Billing } from "./prices.ts";

/** One thing that happened in a stream. Texts are additions, never repetitions. */
export type StreamEvent =
  /**
   * The request failed before the first byte and is tried again after `delayMs`. `attempt` is the number of the try to
   * come, 2 or 3; `reason` is the `ModelErrorReason` of the failure.
   */
  | { readonly type: "retry"; readonly attempt: number; readonly delayMs: number; readonly reason: string }
  | { readonly type: "reasoning-delta"; readonly text: string }
  /** Seals the reasoning received so far (Anthropic protocol); kept and sent back. */
  | { readonly type: "reasoning-signature"; readonly signature: string }
  | { readonly type: "text-delta"; readonly text: string }
  /** Opens a tool call; `id` is unique within the reply. */
  | { readonly type: "tool-call-start"; readonly id: string; readonly name: string }
  /** More of the arguments' JSON of call `id`, which was opened before. */
  | { readonly type: "tool-call-delta"; readonly id: string; readonly arguments: string }
  /** All sources of a web search so far, before the text that cites them; a later event has the earlier ones too. */
  | { readonly type: "sources"; readonly sources: readonly Source[] }
  /** The search failed; the reply goes on without it. */
  | { readonly type: "sources-error"; readonly message: string }
  /** Sound in the requested format, base64 as received; a chunk may end in the middle of a sample. */
  | { readonly type: "audio-delta"; readonly data: string }
  /** The text a voice design model really spoke. */
  | { readonly type: "audio-text"; readonly text: string }
  /** At most once, right before `finish`; alone when a stop came between the two. */
  | { readonly type: "usage"; readonly usage: Usage }
  /**
   * The service took the request, and its reply ends before its end: stopped, silent, broken off. At most once, in the place
   * of `usage` and `finish`, right before the stream throws. `usage`: what was counted by then; undefined when nothing was.
   * A request that was refused, or never reached the service, has none.
   */
  | { readonly type: "cut-off"; readonly usage?: Usage }
  /** Exactly once, last. */
  | { readonly type: "finish"; readonly reason: FinishReason; readonly rawReason: string };

/** Why a reply ended. `other` is a reason this version does not know; the event's `rawReason` has it. */
export type FinishReason = "stop" | "length" | "tool-calls" | "content-filter" | "repetition-truncation" | "other";

/** Tokens of one reply. A number the service did not send is undefined, never 0. */
export interface Usage {
  /** All input tokens, cached ones included. */
  readonly inputTokens: number;
  readonly cachedInputTokens?: number;
  /** Reasoning included. */
  readonly outputTokens: number;
  readonly reasoningTokens?: number;
  readonly webSearchCalls?: number;
  readonly webSearchPages?: number;
  /**
   * The reply was cut off before all was counted: what it said, `outputTokens`, is more than that, or all of it. Of a sum: the
   * last reply in it was.
   */
  readonly isPartial?: boolean;
  /** Who pays; not on the wire, added by `observeUsage`. Undefined in replies of older versions. */
  readonly billing?: Billing;
}

/** A page that a web search found. Everything in it comes from the network: untrusted. */
export interface Source {
  readonly url: string;
  readonly title: string;
  readonly summary?: string;
  readonly siteName?: string;
  readonly publishTime?: string;
}
