// A reply in the OpenAI protocol's forms: one object, or a stream of chunks. API document, "OpenAI protocol".
import type { ChatRequest } from "../chatRequest.ts";
import type { JsonObject } from "../json.ts";
import type { Piece, Reply } from "../reply.ts";
import type { WireOptions } from "../script.ts";
import type { Frame } from "../sse.ts";
import type { Usage } from "../usage.ts";

/** What a reply is written with besides its content. */
export interface Envelope {
  id: string;
  /** Epoch seconds. */
  created: number;
  request: ChatRequest;
  usage: Usage;
}

/** `usage` as the platform names it; `prompt_tokens_details` is null when there is nothing to tell, as in its example. */
export function usageObject(usage: Usage): JsonObject {
  const { promptTokens, completionTokens, reasoningTokens, cachedTokens, imageTokens, audioTokens, videoTokens } =
    usage;
  const details = cachedTokens + imageTokens + audioTokens + videoTokens > 0;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    completion_tokens_details: { reasoning_tokens: reasoningTokens },
    prompt_tokens_details: details
      ? {
          cached_tokens: cachedTokens,
          audio_tokens: audioTokens,
          image_tokens: imageTokens,
          video_tokens: videoTokens,
        }
      : null,
    ...(usage.search && { web_search_usage: { tool_usage: usage.search.calls, page_usage: usage.search.pages } }),
  };
}

/** The annotations of a reply, every field there. */
export function annotations(reply: Reply): JsonObject[] | undefined {
  return reply.sources?.map((source) => ({
    type: "url_citation",
    title: "",
    summary: "",
    site_name: "",
    publish_time: "",
    logo_url: "",
    ...source,
  }));
}

/** The reply as one object. */
export function openAIReply(reply: Reply, { id, created, request, usage }: Envelope): JsonObject {
  const calls = reply.toolCalls.map((call) => ({
    id: call.id,
    type: "function",
    function: { name: call.name, arguments: call.arguments },
  }));
  const message = {
    role: "assistant",
    content: reply.text,
    ...(reply.reasoning !== "" && { reasoning_content: reply.reasoning }),
    tool_calls: calls.length > 0 ? calls : null,
    ...(reply.sources && { annotations: annotations(reply) }),
    ...(reply.searchError !== undefined && { error_message: reply.searchError }),
  };
  return {
    id,
    object: "chat.completion",
    created,
    model: request.model.id,
    choices: [{ finish_reason: reply.finish, index: 0, message }],
    usage: usageObject(usage),
  };
}

const nulls = {
  role: null,
  content: null,
  reasoning_content: null,
  tool_calls: null,
  annotations: null,
  error_message: null,
  audio: null,
};

function delta(piece: Piece, reply: Reply): JsonObject {
  switch (piece.kind) {
    case "search":
      return {
        content: "",
        ...(reply.sources && { annotations: annotations(reply) }),
        ...(reply.searchError !== undefined && { error_message: reply.searchError }),
      };
    case "reasoning":
      return { reasoning_content: piece.text };
    case "text":
      return { content: piece.text };
    case "tool": {
      const call = reply.toolCalls[piece.call];
      const index = call?.index ?? piece.call;
      return piece.first
        ? { tool_calls: [{ index, id: call?.id, type: "function", function: { name: call?.name, arguments: "" } }] }
        : { tool_calls: [{ index, function: { arguments: piece.fragment } }] };
    }
  }
}

/** Builds chunks that share an envelope. */
export function chunkBuilder({ id, created, request }: Envelope, wire: WireOptions) {
  return (
    part: Frame["part"],
    fields: JsonObject | undefined,
    finish: string | null,
    usage: JsonObject | null,
  ): Frame => {
    const choice = fields && {
      index: 0,
      delta: wire.nullFields ? { ...nulls, ...fields } : fields,
      finish_reason: finish,
    };
    return {
      part,
      data: JSON.stringify({
        id,
        object: "chat.completion.chunk",
        created,
        model: request.model.id,
        choices: choice ? [choice] : [],
        ...((usage || wire.nullFields || request.includeUsage) && { usage }),
      }),
    };
  };
}

/** The reply as a stream. The first packet carries the role and, after a web search, every source. */
export function* openAIFrames(
  reply: Reply,
  envelope: Envelope,
  pieces: Iterable<Piece>,
  wire: WireOptions,
): Generator<Frame> {
  const chunk = chunkBuilder(envelope, wire);
  const usage = envelope.request.includeUsage ? usageObject(envelope.usage) : null;
  if (wire.emptyChoices) yield chunk("meta", undefined, null, null);
  let role: JsonObject = { role: "assistant", content: "" };
  let count = 0;
  for (const piece of pieces) {
    if (wire.unknownEvents && count++ === 1)
      yield { part: "meta", data: JSON.stringify({ object: "chat.completion.unknown", something: ["new"] }) };
    // Sources come with the role, "the first packet carries all sources"; any other reply opens with the role alone.
    if (piece.kind !== "search" && role.role) {
      yield chunk("meta", role, null, null);
      role = {};
    }
    yield chunk("content", { ...role, ...delta(piece, reply) }, null, null);
    role = {};
  }
  if (role.role) yield chunk("meta", role, null, null);
  yield chunk("finish", { content: "" }, reply.finish, wire.usageInFinish ? usage : null);
  if (usage && !wire.usageInFinish) yield chunk("end", undefined, null, usage);
  yield { part: "end", data: "[DONE]" };
}
