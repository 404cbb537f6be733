// A reply before it is written in a protocol's form, and the pieces it is streamed in.
import type { ChatRequest } from "./chatRequest.ts";
import type { FinishReason, Script, Source } from "./script.ts";
import { chunkText, estimateTokens, takeTokens } from "./tokens.ts";

/** A tool call as it is written. */
export interface ToolCall {
  id: string;
  name?: string;
  arguments: string;
  /** The index to stream under on the OpenAI protocol. */
  index: number;
  fragments?: string[];
}

/** What a reply says. */
export interface Reply {
  reasoning: string;
  text: string;
  toolCalls: ToolCall[];
  interleave: boolean;
  sources?: Source[];
  searchError?: string;
  finish: FinishReason;
  signature?: string;
}

/** The next thing that a stream says. `call` counts tool calls from 0; `first` carries its id and name. */
export type Piece =
  | { kind: "search" }
  | { kind: "reasoning" | "text"; text: string }
  | { kind: "tool"; call: number; fragment: string; first: boolean };

const callId = (seed: string, index: number) => `call_${seed.slice(0, 20)}${index.toString(16).padStart(4, "0")}`;

/** What a script says, in full, and nothing more; `seed` makes the ids of its tool calls. */
export function replyFromScript(script: Script, seed: string): Reply {
  const toolCalls = (script.toolCalls ?? []).map((call, index) => ({
    id: call.id ?? callId(seed, index),
    name: call.name,
    arguments:
      call.fragments?.join("") ??
      (typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments ?? {})),
    index: call.index ?? index,
    fragments: call.fragments,
  }));
  return {
    reasoning: script.reasoning ?? "",
    text: script.text ?? "",
    toolCalls,
    interleave: script.interleaveToolCalls ?? false,
    sources: script.sources,
    searchError: script.searchError,
    finish: script.finish ?? (toolCalls.length > 0 ? "tool_calls" : "stop"),
    signature: script.signature,
  };
}

/** Cuts a reply at the first stop string and at the token limit, as the request asks. Reasoning counts too. */
export function limitReply(reply: Reply, request: ChatRequest): Reply {
  const cuts = request.stop.map((stop) => reply.text.indexOf(stop)).filter((at) => at >= 0);
  const stopped = cuts.length > 0 ? { ...reply, text: reply.text.slice(0, Math.min(...cuts)), toolCalls: [] } : reply;
  const finish = cuts.length > 0 && reply.finish === "tool_calls" ? "stop" : reply.finish;
  if (request.maxTokens === undefined) return { ...stopped, finish };
  let left = request.maxTokens;
  let cut = false;
  const take = (text: string) => {
    const taken = takeTokens(text, left);
    if (taken.length < text.length) cut = true;
    left -= estimateTokens(taken);
    return taken;
  };
  const reasoning = take(stopped.reasoning);
  const text = cut ? "" : take(stopped.text);
  const toolCalls: ToolCall[] = [];
  for (const call of stopped.toolCalls)
    if (!cut && left > 0) {
      const taken = take(call.arguments);
      toolCalls.push(cut ? { ...call, arguments: taken, fragments: undefined } : call);
    } else cut = true;
  return { ...stopped, reasoning, text, toolCalls, finish: cut ? "length" : finish };
}

function* toolPieces(reply: Reply, size: number): Generator<Piece> {
  const lists = reply.toolCalls.map((call, number) => {
    const fragments = call.fragments ?? [...chunkText(call.arguments, size)];
    const pieces: Piece[] = [{ kind: "tool", call: number, fragment: "", first: true }];
    for (const fragment of fragments) pieces.push({ kind: "tool", call: number, fragment, first: false });
    return pieces;
  });
  if (!reply.interleave) yield* lists.flat();
  else
    for (let i = 0; lists.some((list) => i < list.length); i++)
      for (const list of lists) {
        const piece = list[i];
        if (piece) yield piece;
      }
}

/** The pieces of a reply in the order of the wire: sources, reasoning, text, tool calls. */
export function* piecesOf(reply: Reply, size: number, textSize = size): Generator<Piece> {
  if (reply.sources || reply.searchError !== undefined) yield { kind: "search" };
  for (const text of chunkText(reply.reasoning, size)) yield { kind: "reasoning", text };
  for (const text of chunkText(reply.text, textSize)) yield { kind: "text", text };
  yield* toolPieces(reply, size);
}
