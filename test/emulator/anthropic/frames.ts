// A reply in the Anthropic protocol's forms: one message, or a stream of named events. API document, "Anthropic protocol".
import type { JsonObject } from "../json.ts";
import type { Envelope } from "../openai/frames.ts";
import type { Piece, Reply } from "../reply.ts";
import type { FinishReason, WireOptions } from "../script.ts";
import type { Frame } from "../sse.ts";
import type { Usage } from "../usage.ts";

/** API document: `stop_reason` and `finish_reason` differ in three words. */
export function stopReason(finish: FinishReason): string {
  if (finish === "stop") return "end_turn";
  if (finish === "length") return "max_tokens";
  return finish === "tool_calls" ? "tool_use" : finish;
}

function usageObject(usage: Usage): JsonObject {
  return {
    input_tokens: usage.promptTokens,
    output_tokens: usage.completionTokens,
    cache_read_input_tokens: usage.cachedTokens > 0 ? usage.cachedTokens : null,
  };
}

/** Arguments as an object; those that are not valid JSON (or were cut) become an empty one. */
function parseInput(text: string): unknown {
  try {
    return JSON.parse(text || "{}");
  } catch {
    return {};
  }
}

/** The reply as one message. */
export function anthropicReply(reply: Reply, { id, request, usage }: Envelope): JsonObject {
  const content: JsonObject[] = [];
  if (reply.reasoning !== "")
    content.push({
      type: "thinking",
      thinking: reply.reasoning,
      ...(reply.signature !== undefined && { signature: reply.signature }),
    });
  if (reply.text !== "") content.push({ type: "text", text: reply.text });
  for (const call of reply.toolCalls)
    content.push({ type: "tool_use", id: call.id, name: call.name, input: parseInput(call.arguments) });
  return {
    id,
    type: "message",
    role: "assistant",
    model: request.model.id,
    content,
    stop_reason: stopReason(reply.finish),
    usage: usageObject(usage),
  };
}

const event = (part: Frame["part"], type: string, fields: JsonObject = {}): Frame => ({
  part,
  event: type,
  data: JSON.stringify({ type, ...fields }),
});

function startBlock(piece: Piece, reply: Reply): JsonObject {
  if (piece.kind === "reasoning") return { type: "thinking", thinking: "" };
  if (piece.kind === "tool") {
    const call = reply.toolCalls[piece.call];
    return { type: "tool_use", id: call?.id, name: call?.name, input: {} };
  }
  return { type: "text", text: "" };
}

function blockDelta(piece: Piece): JsonObject | undefined {
  if (piece.kind === "reasoning") return { type: "thinking_delta", thinking: piece.text };
  if (piece.kind === "text") return { type: "text_delta", text: piece.text };
  return piece.kind === "tool" && !piece.first ? { type: "input_json_delta", partial_json: piece.fragment } : undefined;
}

/** The reply as a stream. Web search does not exist here, so sources are left out. */
export function* anthropicFrames(
  reply: Reply,
  { id, request, usage }: Envelope,
  pieces: Iterable<Piece>,
  wire: WireOptions,
): Generator<Frame> {
  const message = { id, type: "message", role: "assistant", model: request.model.id, content: [], stop_reason: null };
  yield event("meta", "message_start", { message: { ...message, usage: { ...usageObject(usage), output_tokens: 0 } } });
  if (wire.unknownEvents) yield event("meta", "ping");
  let index = -1;
  let open: string | undefined;
  function* close(): Generator<Frame> {
    if (open === "reasoning" && reply.signature !== undefined)
      yield event("meta", "content_block_delta", {
        index,
        delta: { type: "signature_delta", signature: reply.signature },
      });
    if (open !== undefined) yield event("meta", "content_block_stop", { index });
  }
  for (const piece of pieces) {
    if (piece.kind === "search") continue;
    const block = piece.kind === "tool" ? `tool ${piece.call}` : piece.kind;
    if (block !== open) {
      yield* close();
      open = block;
      index++;
      yield event("meta", "content_block_start", { index, content_block: startBlock(piece, reply) });
    }
    const delta = blockDelta(piece);
    if (delta) yield event("content", "content_block_delta", { index, delta });
    if (wire.unknownEvents && index === 0) yield event("meta", "something_new", { detail: { index } });
  }
  yield* close();
  yield event("finish", "message_delta", {
    delta: { stop_reason: stopReason(reply.finish) },
    usage: usageObject(usage),
  });
  yield event("end", "message_stop");
}
