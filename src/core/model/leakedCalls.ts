// Makes tool calls of what a model wrote as text where it should have called, for every surface alike.

import type { LanguageModel, ModelRequest } from "./languageModel.ts";
import { namesIn, parseLeakedCalls } from "./leakedMarkup.ts";
import { type HeldText, LeakScanner } from "./leakScanner.ts";
import type { StreamEvent } from "./streamEvent.ts";

/**
 * Wraps `model`. Where tools are offered, call markup that ends the text, outside code, becomes calls if it names offered tools and can be read; it
 * is dropped if the reply made calls of those names properly as well (it then repeats them). Everything else stays text. `newId` yields ids
 * for calls, unique in a conversation.
 */
export function withLeakedCalls(model: LanguageModel, newId: () => string): LanguageModel {
  return {
    stream(request, signal) {
      const events = model.stream(request, signal);
      return request.tools?.length ? recover(events, request, newId) : events;
    },
  };
}

async function* recover(
  events: AsyncIterable<StreamEvent>,
  request: ModelRequest,
  newId: () => string,
): AsyncIterable<StreamEvent> {
  const scanner = new LeakScanner();
  const called = new Set<string>();
  let recovered = false;
  let usage: StreamEvent | undefined;
  let ended = false;
  try {
    for await (const event of events) {
      if (event.type === "text-delta") {
        const text = scanner.push(event.text);
        if (text !== "") yield { type: "text-delta", text };
        continue;
      }
      if (event.type === "tool-call-start") called.add(event.name);
      if (event.type === "usage" || event.type === "cut-off") {
        // Calls, and text that was held back, come before it.
        usage = event;
        continue;
      }
      if (event.type !== "finish") {
        yield event;
        continue;
      }
      ended = true;
      for (const last of settle(scanner.end(), called, request, newId)) {
        recovered ||= last.type === "tool-call-start";
        yield last;
      }
      if (usage) yield usage;
      yield recovered && event.reason === "stop" ? { ...event, reason: "tool-calls" } : event;
    }
  } catch (error) {
    // A reply that breaks off shows all that came of it.
    const rest = ended ? "" : textOf(scanner.end());
    if (rest !== "" && !isAbort(error)) yield { type: "text-delta", text: rest };
    if (usage && !ended) yield usage;
    throw error;
  }
}

function settle(
  held: readonly HeldText[],
  called: ReadonlySet<string>,
  request: ModelRequest,
  newId: () => string,
): readonly StreamEvent[] {
  const markup = textOf(held.filter((piece) => piece.kind !== "blank"));
  if (markup === "") return asText(held);
  if (called.size > 0) {
    const repeats = namesIn(markup).every((name) => called.has(name));
    return repeats ? [] : asText(held);
  }
  const calls = held
    .filter((piece) => piece.kind === "call")
    .map((piece) => parseLeakedCalls(piece.text, request.tools ?? []));
  if (calls.length === 0 || calls.some((found) => found.length === 0)) return asText(held);
  return calls.flat().flatMap((call): StreamEvent[] => {
    const id = newId();
    return [
      { type: "tool-call-start", id, name: call.name },
      { type: "tool-call-delta", id, arguments: call.arguments },
    ];
  });
}

function asText(held: readonly HeldText[]): readonly StreamEvent[] {
  const text = textOf(held);
  return text === "" ? [] : [{ type: "text-delta", text }];
}

function textOf(held: readonly HeldText[]): string {
  return held.map((piece) => piece.text).join("");
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
