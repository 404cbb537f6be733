// Messages of VS Code's chat as messages of ours.

import type {
  AssistantPart,
  ImagePart,
  ModelMessage,
  TextPart,
  ToolResultPart,
  UserPart,
} from "../../core/model/languageModel.ts";
import type { ReasoningBlock, RememberedReasoning } from "../../core/tools/reasoningMemory.ts";
import type { HostMessage, HostPart } from "./hostMessage.ts";

/** A conversation as the port takes it. */
export interface ModelConversation {
  /** All system messages, joined; undefined without any. */
  readonly system: string | undefined;
  readonly messages: readonly ModelMessage[];
}

/** Looks up the reasoning of the reply that made these calls. */
export type FindReasoning = (callIds: readonly string[]) => RememberedReasoning | undefined;

/**
 * Translates a conversation. What VS Code adds for other models' use (data of unknown types) is left out, and so is a
 * message that holds nothing then. The reasoning of an assistant message that calls tools comes from `find`, else from
 * the host; without either the encoders put in what the API document asks for. A tool result whose call is not in the
 * message before it, because the host shortened the history, is told as text: the service refuses it otherwise.
 */
export function toModelMessages(host: readonly HostMessage[], find: FindReasoning): ModelConversation {
  const system: string[] = [];
  const messages: ModelMessage[] = [];
  let open = new Set<string>();
  for (const { role, parts } of host) {
    if (role === "system") {
      system.push(joinTexts(parts));
    } else if (role === "assistant") {
      const content = assistantContent(parts, find);
      if (content.length > 0) messages.push({ role, content });
      open = new Set(parts.flatMap((part) => (part.type === "tool-call" ? [part.id] : [])));
    } else {
      const results = parts.filter((part) => part.type === "tool-result");
      const known = results.filter((result) => open.has(result.callId));
      if (known.length > 0) messages.push({ role: "tool", content: known.map(toolResult) });
      for (const { callId } of known) open.delete(callId);
      const lost = results.filter((result) => !known.includes(result)).flatMap(lostResult);
      const content = [...lost, ...userContent(parts)];
      if (content.length > 0) messages.push({ role, content });
    }
  }
  const prompt = system.filter((text) => text !== "").join("\n\n");
  return { system: prompt === "" ? undefined : prompt, messages };
}

function assistantContent(parts: readonly HostPart[], find: FindReasoning): AssistantPart[] {
  const text = joinTexts(parts);
  const calls = parts.flatMap((part) =>
    part.type === "tool-call"
      ? [{ type: "tool-call" as const, id: part.id, name: part.name, arguments: JSON.stringify(part.input ?? {}) }]
      : [],
  );
  const remembered = calls.length > 0 ? find(calls.map((call) => call.id)) : undefined;
  const thought = parts.map((part) => (part.type === "thinking" ? part.text : "")).join("");
  if (text === "" && calls.length === 0) return [];
  return [
    ...[remembered ?? { text: thought }, ...(remembered?.further ?? [])].flatMap(reasoningPart),
    ...(text === "" ? [] : [{ type: "text" as const, text }]),
    ...calls,
  ];
}

function reasoningPart({ text, signature }: ReasoningBlock): AssistantPart[] {
  return text === "" ? [] : [{ type: "reasoning", text, ...(signature !== undefined && { signature }) }];
}

function userContent(parts: readonly HostPart[]): UserPart[] {
  return parts.flatMap((part): UserPart[] => {
    if (part.type === "text") return part.text === "" ? [] : [{ type: "text", text: part.text }];
    if (part.type !== "data") return [];
    const [kind] = part.mimeType.split("/");
    if (kind === "image" || kind === "audio" || kind === "video") {
      return [{ type: kind, source: { type: "base64", mimeType: part.mimeType, data: toBase64(part.data) } }];
    }
    return textOfData(part);
  });
}

function toolResult({ callId, content }: Extract<HostPart, { type: "tool-result" }>): ToolResultPart {
  return { type: "tool-result", toolCallId: callId, content: content.flatMap(resultContent) };
}

function resultContent(part: HostPart): (TextPart | ImagePart)[] {
  if (part.type === "text") return [{ type: "text", text: part.text }];
  if (part.type !== "data") return [];
  if (part.mimeType.startsWith("image/")) {
    return [{ type: "image", source: { type: "base64", mimeType: part.mimeType, data: toBase64(part.data) } }];
  }
  return textOfData(part);
}

function lostResult(result: Extract<HostPart, { type: "tool-result" }>): UserPart[] {
  return [{ type: "text", text: "Result of an earlier tool call:" }, ...result.content.flatMap(resultContent)];
}

/** Text and JSON can be read; every other type is meant for somebody else (`cache_control`, `stateful_marker`, `usage` …). */
function textOfData({ mimeType, data }: Extract<HostPart, { type: "data" }>): TextPart[] {
  if (!/^text\/|^application\/(?:[\w.+-]+\+)?json\b/.test(mimeType)) return [];
  return [{ type: "text", text: new TextDecoder().decode(data) }];
}

function joinTexts(parts: readonly HostPart[]): string {
  return parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}

function toBase64(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64");
}
