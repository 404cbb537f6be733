// The half of decoding that both protocols share: bytes to JSON events, the end of a reply, and what a broken one is
// called. What the events mean is the protocol's own affair.

import { parseJson } from "../util/parseJson.ts";
import { ModelError } from "./modelError.ts";
import { readServerEvents } from "./readServerEvents.ts";
import type { StreamEvent, Usage } from "./streamEvent.ts";

/** One protocol's reading of one reply. Holds the state of the reply, so it serves once. */
export interface ReplyDecoder {
  /** What one event of the wire says, in order. `name` is its `event:` field. Throws a ModelError for an error inside the stream. */
  decode(event: unknown, name: string | undefined): readonly StreamEvent[];
  /** True once the wire's closing event has come: nothing after it is read. */
  readonly closed: boolean;
  /** True once a finish reason has come: a reply that breaks off after it is whole. */
  readonly finished: boolean;
  /** What was counted so far; undefined while nothing was. */
  readonly usage: Usage | undefined;
  /** What is left to say at the end: open calls, usage and finish. Called once, when `finished`. */
  end(): readonly StreamEvent[];
}

/** Makes a ModelError of an error object that arrived inside a stream. */
export type DecodeError = (payload: unknown) => ModelError;

/** OpenAI's closing event; the other protocol closes with an event of its own. */
const done = "[DONE]";

/**
 * Decodes `bytes`. Ends after `finish`; throws `incomplete-response` when the reply ends without a finish reason,
 * `malformed-response` when nothing in it could be read, and what `bytes` throws when that breaks off. All complete events are yielded before,
 * and `cut-off` last if anything of the reply had come.
 */
export async function* decodeReply(
  bytes: AsyncIterable<Uint8Array>,
  decoder: ReplyDecoder,
): AsyncIterable<StreamEvent> {
  let read = 0;
  let decodedSome = false;
  let unreadable = 0;
  let refused = false;
  try {
    for await (const { event: name, data, form } of readServerEvents(bytes)) {
      if (data === done) break;
      const event = parseJson(data);
      if (typeof event !== "object" || event === null) {
        if (form !== "cut" && !(form === "body" && data.trimStart().startsWith("{"))) unreadable++;
        continue;
      }
      read++;
      let events: readonly StreamEvent[];
      try {
        events = decoder.decode(event, name);
      } catch (error) {
        refused = true;
        throw error;
      }
      decodedSome = true;
      for (const decoded of events) yield decoded;
      if (decoder.closed) break;
    }
  } catch (error) {
    if (refused || !decoder.finished) {
      if (decodedSome) yield cutOff(decoder);
      throw error;
    }
  }
  if (!decoder.finished) {
    if (decodedSome || read + unreadable === 0) yield cutOff(decoder);
    throw read === 0 && unreadable > 0
      ? new ModelError("malformed-response", {
          message:
            "The answer is not what this service sends. Is the base URL right, or does a proxy answer in its place?",
          replyStarted: true,
        })
      : new ModelError("incomplete-response", {
          message: "The reply ended before it was finished.",
          replyStarted: true,
        });
  }
  for (const event of decoder.end()) yield event;
}

function cutOff({ usage }: ReplyDecoder): StreamEvent {
  // Some servers open with zeros and count later.
  const counts = usage !== undefined && (usage.inputTokens > 0 || usage.outputTokens > 0);
  return { type: "cut-off", ...(counts && { usage: { ...usage, isPartial: true } }) };
}
