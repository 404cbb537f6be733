// Between a turn as it is used and as it is stored. Field by field: neither side changes with the other unnoticed.

import { referenceKinds } from "../../context/codeReference.ts";
import type { UnsupportedInput } from "../../model/modelError.ts";
import type { Usage } from "../../model/streamEvent.ts";
import { assertNever } from "../../util/assertNever.ts";
import type { Message, MessageError, ReplyPart } from "../message.ts";
import { agentModes, type UserMessagePart, type UserTurn } from "../userTurn.ts";
import type { StoredError, StoredMessage, StoredPart, StoredQuestion, StoredUsage } from "./journalEntry.ts";
import { oneOf } from "./parseValue.ts";
import { fromStoredReason } from "./storedReason.ts";
import { fromStoredNotice, fromStoredProgress, fromStoredStepReason } from "./storedRun.ts";

const errorReasons = [
  "unclaimed",
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

/** A question as it is stored, asked or waiting. */
export function toStoredQuestion(question: UserTurn): StoredQuestion {
  const { id, parentId, createdAt, references, attachments, mode, date } = question;
  return {
    id,
    ...(parentId !== undefined && { parentId }),
    createdAt,
    parts: question.parts.map(toStoredPart),
    role: "user",
    ...(references && { references }),
    ...(attachments && { attachments }),
    ...(mode && { mode }),
    ...(date !== undefined && { date }),
  };
}

/** The turn as it is stored. */
export function toStoredMessage(message: Message): StoredMessage {
  if (message.role === "user") return toStoredQuestion(message);
  const { id, parentId, createdAt } = message;
  const turn = { id, ...(parentId !== undefined && { parentId }), createdAt, parts: message.parts.map(toStoredPart) };
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
  if (stored.role === "user") return fromStoredQuestion(stored);
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

/** A stored question, asked or waiting. */
export function fromStoredQuestion(stored: StoredQuestion): UserTurn {
  const { id, parentId, createdAt, references, attachments, date } = stored;
  const mode = oneOf(agentModes, stored.mode);
  return {
    id,
    ...(parentId !== undefined && { parentId }),
    createdAt,
    role: "user",
    parts: fromUserParts(stored.parts),
    ...(references && {
      references: references.map(({ kind, ...rest }) => {
        const known = oneOf(referenceKinds, kind);
        return { ...(known && { kind: known }), ...rest };
      }),
    }),
    ...(attachments && { attachments }),
    ...(mode && { mode }),
    ...(date !== undefined && /^\d{4}-\d\d-\d\d$/.test(date) && { date }),
  };
}

/** What a person wrote. */
export function fromUserParts(parts: readonly StoredPart[]): readonly UserMessagePart[] {
  return parts.map(fromUserPart);
}

/** The tokens; who pays is left out when it is nobody known. */
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
    case "tool-call": {
      const { id: call, name, arguments: json, progress } = { progress: undefined, ...part };
      return { type: "call", call, name, arguments: json, ...(progress && { progress }) };
    }
    case "said":
      return { type: "said", question: toStoredQuestion(part.question) };
    case "step":
    case "told":
    case "rules":
    case "notice":
    case "summary":
      return part;
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
    case "call": {
      const { call: id, name, arguments: json, progress } = part;
      return {
        type: "tool-call",
        id,
        name,
        arguments: json,
        ...(progress && { progress: fromStoredProgress(progress) }),
      };
    }
    case "step": {
      const { reason, usage } = part;
      return {
        type: "step",
        reason: fromStoredStepReason(reason),
        ...(usage && { usage: fromStoredUsage(usage) }),
      };
    }
    case "said":
      return { type: "said", question: fromStoredQuestion(part.question) };
    case "told":
    case "rules":
    case "summary":
      return part;
    case "notice": {
      const notice = fromStoredNotice(part.notice);
      return notice ? { type: "notice", notice } : { type: "other", stored: { ...part } };
    }
    default:
      return { type: "other", stored: part };
  }
}
