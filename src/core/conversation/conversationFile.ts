// A conversation as one JSON file, complete: every version, every choice. What is read back was picked by a person but
// written by anybody, so it is parsed, gets ids of its own, and points at no file of this machine.

import * as v from "valibot";
import { mentionKinds } from "../context/mention.ts";
import type { UnsupportedInput } from "../model/modelError.ts";
import type { FinishReason } from "../model/streamEvent.ts";
import { Conversation } from "./conversation.ts";
import type { Message, MessageError } from "./message.ts";

/** The version of the form. Raise it when an older reader would misread a file. */
const fileVersion = 1;

const finishReasons = [
  "stop",
  "length",
  "tool-calls",
  "content-filter",
  "repetition-truncation",
  "other",
] as const satisfies readonly FinishReason[];
const errorReasons = [
  "missing-key",
  "host-not-allowed",
  "unauthorized",
  "insufficient-balance",
  "forbidden",
  "rate-limited",
  "content-filtered",
  "context-too-long",
  "unsupported-model",
  "unsupported-input",
  "web-search-inactive",
  "web-search-quota",
  "invalid-request",
  "network",
  "timeout",
  "incomplete-response",
  "malformed-response",
  "server",
  "interrupted",
] as const satisfies readonly MessageError["reason"][];
const unsupportedInputs = [
  "image",
  "audio",
  "video",
  "tools",
  "web-search",
  "json-object",
  "thinking",
  "speech",
  "parameter",
] as const satisfies readonly UnsupportedInput["what"][];

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const count = v.pipe(v.number(), v.finite());
const media = v.variant("type", [
  v.object({ type: v.literal("url"), url: v.string() }),
  v.object({ type: v.literal("base64"), mimeType: v.string(), data: v.string() }),
]);
const textPart = v.object({ type: v.literal("text"), text: v.string() });
const userPart = v.variant("type", [
  textPart,
  v.object({ type: v.literal("image"), source: media }),
  v.object({ type: v.literal("audio"), source: media }),
  v.object({
    type: v.literal("video"),
    source: media,
    fps: v.optional(count),
    mediaResolution: v.optional(v.picklist(["default", "max"])),
  }),
]);
const assistantPart = v.variant("type", [
  textPart,
  v.object({ type: v.literal("reasoning"), text: v.string(), signature: v.optional(v.string()) }),
  v.object({ type: v.literal("tool-call"), id: v.string(), name: v.string(), arguments: v.string() }),
]);
const turn = { id, parentId: v.optional(id), createdAt: count };
const message = v.variant("role", [
  v.object({
    ...turn,
    role: v.literal("user"),
    parts: v.array(userPart),
    // Without the place it came from, which is on another machine or was never there.
    references: v.optional(
      v.array(
        v.object({
          kind: v.optional(v.picklist(mentionKinds)),
          label: v.string(),
          languageId: v.string(),
          text: v.string(),
        }),
      ),
    ),
  }),
  v.object({
    ...turn,
    role: v.literal("assistant"),
    parts: v.array(assistantPart),
    state: v.picklist(["streaming", "done", "stopped", "error"]),
    model: v.string(),
    sources: v.array(
      v.object({
        url: v.string(),
        title: v.string(),
        summary: v.optional(v.string()),
        siteName: v.optional(v.string()),
        publishTime: v.optional(v.string()),
      }),
    ),
    searchError: v.optional(v.string()),
    usage: v.optional(
      v.object({
        inputTokens: count,
        cachedInputTokens: v.optional(count),
        outputTokens: count,
        reasoningTokens: v.optional(count),
        webSearchCalls: v.optional(count),
        webSearchPages: v.optional(count),
      }),
    ),
    finish: v.optional(v.object({ reason: v.fallback(v.picklist(finishReasons), "other"), rawReason: v.string() })),
    error: v.optional(
      v.object({
        // A reason of another version reads as "not understood".
        reason: v.fallback(v.picklist(errorReasons), "malformed-response"),
        message: v.string(),
        status: v.optional(count),
        param: v.optional(v.string()),
        unsupported: v.optional(
          v.object({
            what: v.fallback(v.picklist(unsupportedInputs), "parameter"),
            models: v.array(v.string()),
            protocol: v.optional(v.picklist(["openai", "anthropic"])),
          }),
        ),
      }),
    ),
    reasoningStartedAt: v.optional(count),
    reasoningMs: v.optional(count),
  }),
]);
const file = v.object({
  format: v.literal("mimo-conversation"),
  version: v.pipe(v.number(), v.maxValue(fileVersion)),
  title: v.pipe(v.string(), v.maxLength(1000)),
  titleBy: v.picklist(["model", "person"]),
  createdAt: count,
  messages: v.pipe(v.array(message), v.minLength(1)),
  chosen: v.array(id),
});

/** The file's text. */
export function exportJson(conversation: Conversation): string {
  const { title, titleBy, createdAt } = conversation;
  const messages = conversation.all();
  const chosen = conversation.choices();
  return `${JSON.stringify({ format: "mimo-conversation", version: fileVersion, title, titleBy, createdAt, messages, chosen }, null, 2)}\n`;
}

/**
 * The conversation in `text`, as `exportJson` wrote it, under new ids; undefined when it is none. A turn whose parent
 * does not stand before it makes it none: nothing would hold it.
 */
export function importJson(text: string, newId: () => string): Conversation | undefined {
  const result = v.safeParse(file, parse(text));
  if (!result.success) return undefined;
  const { title, titleBy, createdAt, messages, chosen } = result.output;
  const conversation = new Conversation(newId(), createdAt);
  conversation.title = title;
  conversation.titleBy = titleBy;
  const ids = new Map<string, string>();
  for (const message of messages) {
    const parentId = message.parentId === undefined ? undefined : ids.get(message.parentId);
    if (ids.has(message.id) || (message.parentId !== undefined && parentId === undefined)) return undefined;
    ids.set(message.id, newId());
    conversation.put(settled({ ...message, id: ids.get(message.id), parentId } as Message));
  }
  for (const old of chosen) conversation.choose(ids.get(old) ?? "");
  return conversation;
}

/** Exported while it was being written: nothing more will come. */
function settled(message: Message): Message {
  if (message.role !== "assistant" || message.state !== "streaming") return message;
  return { ...message, state: "error", error: { reason: "interrupted", message: "exported before the reply ended" } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused by the caller's schema
  }
}
