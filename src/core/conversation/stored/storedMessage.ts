// Between a turn as it is used and as it is stored. Field by field: neither side changes with the other unnoticed.

import { mentionKinds } from "../../context/mention.ts";
import type { UnsupportedInput } from "../../model/modelError.ts";
import type { FinishReason, Usage } from "../../model/streamEvent.ts";
import { assertNever } from "../../util/assertNever.ts";
import type { Message, MessageError, ReplyPart, UserMessagePart } from "../message.ts";
import type { StoredError, StoredMessage, StoredPart, StoredUsage } from "./journalEntry.ts";
import { oneOf } from "./parseValue.ts";

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

/** The turn as it is stored. */
export function toStoredMessage(message: Message): StoredMessage {
  const { id, parentId, createdAt } = message;
  const turn = { id, ...(parentId !== undefined && { parentId }), createdAt, parts: message.parts.map(toStoredPart) };
  if (message.role === "user") {
    const { references, attachments } = message;
    return { ...turn, role: "user", ...(references && { references }), ...(attachments && { attachments }) };
  }
  const { state, model, sources, searchError, usage, finish, error, reasoningStartedAt, reasoningMs } = message;
  return {
    ...turn,
    role: "assistant",
    state,
    model,
    sources,
    ...(searchError !== undefined && { searchError }),
    ...(usage && { usage }),
    ...(finish && { finish }),
    ...(error && { error }),
    ...(reasoningStartedAt !== undefined && { reasoningStartedAt }),
    ...(reasoningMs !== undefined && { reasoningMs }),
  };
}

/** The stored turn in the terms of this version: a reason it does not know is the general one. */
export function fromStoredMessage(stored: StoredMessage): Message {
  const { id, parentId, createdAt } = stored;
  const turn = { id, ...(parentId !== undefined && { parentId }), createdAt };
  if (stored.role === "user") {
    const { references, attachments } = stored;
    return {
      ...turn,
      role: "user",
      parts: stored.parts.map(fromUserPart),
      ...(references && {
        references: references.map(({ kind, ...rest }) => {
          const known = oneOf(mentionKinds, kind);
          return { ...(known && { kind: known }), ...rest };
        }),
      }),
      ...(attachments && { attachments }),
    };
  }
  const { state, model, sources, searchError, usage, finish, error, reasoningStartedAt, reasoningMs } = stored;
  return {
    ...turn,
    role: "assistant",
    parts: stored.parts.map(fromReplyPart),
    state,
    model,
    sources,
    ...(searchError !== undefined && { searchError }),
    ...(usage && { usage: fromStoredUsage(usage) }),
    ...(finish && { finish: { reason: fromStoredReason(finish.reason), rawReason: finish.rawReason } }),
    ...(error && { error: fromStoredError(error) }),
    ...(reasoningStartedAt !== undefined && { reasoningStartedAt }),
    ...(reasoningMs !== undefined && { reasoningMs }),
  };
}

/** Why a reply ended. */
export function fromStoredReason(reason: string): FinishReason {
  return oneOf(finishReasons, reason) ?? "other";
}

export function fromStoredUsage({ billing, ...usage }: StoredUsage): Usage {
  const known = oneOf(["money", "credits"], billing);
  return { ...usage, ...(known && { billing: known }) };
}

export function fromStoredError({ reason, unsupported, ...error }: StoredError): MessageError {
  const protocol = oneOf(["openai", "anthropic"], unsupported?.protocol);
  return {
    reason: oneOf(errorReasons, reason) ?? "malformed-response",
    ...error,
    ...(unsupported && {
      unsupported: {
        what: oneOf(unsupportedInputs, unsupported.what) ?? "parameter",
        models: unsupported.models,
        ...(protocol && { protocol }),
      },
    }),
  };
}

function toStoredPart(part: ReplyPart | UserMessagePart): StoredPart {
  switch (part.type) {
    case "text":
    case "reasoning":
    case "other":
      return part;
    case "tool-call":
      return { type: "call", call: part.id, name: part.name, arguments: part.arguments };
    case "image":
    case "audio":
    case "video": {
      const { type: kind, source, ...rest } = part;
      // A turn refers to stored files by its attachments, never by its parts.
      if (source.type === "stored") return { type: "text", text: "" };
      return { type: "media", kind, source, ...rest };
    }
    default:
      return assertNever(part);
  }
}

/** A part that no person's turn can have is kept, and neither shown nor sent. */
function fromUserPart(part: StoredPart): UserMessagePart {
  switch (part.type) {
    case "text":
    case "other":
      return part;
    case "media": {
      const { kind, source, fps, mediaResolution } = part;
      if (kind !== "video") return { type: kind, source };
      return { type: kind, source, ...(fps !== undefined && { fps }), ...(mediaResolution && { mediaResolution }) };
    }
    default:
      return { type: "other", stored: part };
  }
}

function fromReplyPart(part: StoredPart): ReplyPart {
  switch (part.type) {
    case "text":
    case "reasoning":
    case "other":
      return part;
    case "call":
      return { type: "tool-call", id: part.call, name: part.name, arguments: part.arguments };
    default:
      return { type: "other", stored: part };
  }
}
