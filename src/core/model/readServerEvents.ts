// From bytes to server-sent events, however the bytes are cut. What no parser of the format would accept (a body in
// plain JSON, a page in HTML) is handed on whole, for the decoder to judge.

import { createParser } from "eventsource-parser";

/** One event of the stream. */
export interface ServerEvent {
  /** The `event:` field. */
  readonly event?: string;
  /** The `data:` lines, joined. */
  readonly data: string;
  /**
   * `cut`: the stream ended before the empty line that closes an event, so `data` may be a fragment. `body`: this is the whole body, which was no
   * event stream.
   */
  readonly form?: "cut" | "body";
}

/**
 * Yields each event as soon as its last byte has come; comments, unknown fields and byte order marks are dropped. Takes LF, CRLF and CR, and
 * chunks that end anywhere, inside a character too. When `bytes` throws, what had come is yielded first. Work is proportional to the bytes, whatever
 * the size of chunks and events.
 */
export async function* readServerEvents(bytes: AsyncIterable<Uint8Array>): AsyncIterable<ServerEvent> {
  const decoder = new TextDecoder();
  const ready: ServerEvent[] = [];
  const parser = createParser({ onEvent: ({ event, data }) => ready.push({ event, data }) });
  let body: string[] | undefined;
  let begun = false;
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const chunk of bytes) {
      const text = decoder.decode(chunk, { stream: true });
      if (!begun) {
        const first = text.trimStart().charAt(0);
        if (first === "") continue;
        begun = true;
        // No field of an event stream begins so.
        if (first === "{" || first === "[" || first === "<") body = [];
      }
      if (body !== undefined) {
        body.push(text);
        continue;
      }
      parser.feed(text);
      for (const event of ready) yield event;
      ready.length = 0;
    }
  } catch (error) {
    failure = { error };
  }
  const rest = decoder.decode();
  if (body !== undefined) {
    yield { data: body.join("") + rest, form: failure === undefined ? "body" : "cut" };
  } else {
    parser.feed(`${rest}\n\n`);
    for (const event of ready) yield { ...event, form: "cut" };
  }
  if (failure !== undefined) throw failure.error;
}
