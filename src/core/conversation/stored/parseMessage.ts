// Reads a stored turn. What a person's file holds was written by anybody, so nothing is taken for granted.

import type {
  StoredAttachment,
  StoredError,
  StoredMessage,
  StoredPart,
  StoredReference,
  StoredSource,
  StoredUsage,
} from "./journalEntry.ts";
import { parseNotice, parseProgress, parseRules } from "./parseRun.ts";
import { count, type Fields, isFields, isText, number, numbers, oneOf, other, texts, time } from "./parseValue.ts";

const kinds = ["image", "audio", "video"] as const;

/** The turn; undefined when the value is none. A part in a wrong shape is left out. */
export function parseMessage(value: unknown): StoredMessage | undefined {
  if (!isFields(value) || !isText(value.id) || value.id === "" || !Array.isArray(value.parts)) return undefined;
  const turn = {
    id: value.id,
    ...texts(value, ["parentId"]),
    createdAt: time(value.createdAt),
    parts: parseParts(value.parts),
  };
  if (value.role === "user") {
    const references = listOf(value.references, parseReference);
    const attachments = listOf(value.attachments, parseAttachment);
    return {
      ...turn,
      role: "user",
      ...(references.length > 0 && { references }),
      ...(attachments.length > 0 && { attachments }),
      ...texts(value, ["mode", "date"]),
    };
  }
  if (value.role !== "assistant") return undefined;
  const usage = parseUsage(value.usage);
  const error = parseError(value.error);
  const finish = isFields(value.finish) && isText(value.finish.reason) ? value.finish : undefined;
  return {
    ...turn,
    role: "assistant",
    // One that is not known has not ended: a later version had more to say.
    state: oneOf(["done", "stopped", "error"], value.state) ?? "streaming",
    model: isText(value.model) ? value.model : "",
    sources: listOf(value.sources, parseSource),
    ...texts(value, ["searchError"]),
    ...(usage && { usage }),
    ...(finish && { finish: { reason: String(finish.reason), rawReason: String(finish.rawReason ?? finish.reason) } }),
    ...(error && { error }),
    ...numbers(value, ["reasoningStartedAt", "reasoningMs"]),
  };
}

/** Undefined when it counts no tokens. */
export function parseUsage(value: unknown): StoredUsage | undefined {
  if (!isFields(value)) return undefined;
  const [inputTokens, outputTokens] = [number(value.inputTokens), number(value.outputTokens)];
  if (inputTokens === undefined || outputTokens === undefined) return undefined;
  return {
    inputTokens,
    outputTokens,
    ...numbers(value, ["cachedInputTokens", "reasoningTokens", "webSearchCalls", "webSearchPages"]),
    ...(value.isPartial === true && { isPartial: true }),
    ...texts(value, ["billing"]),
  };
}

/** Undefined when it says nothing. */
export function parseError(value: unknown): StoredError | undefined {
  if (!isFields(value) || !isText(value.reason)) return undefined;
  const { unsupported } = value;
  return {
    reason: value.reason,
    message: isText(value.message) ? value.message : "",
    ...numbers(value, ["status"]),
    ...texts(value, ["param"]),
    ...(isFields(unsupported) && isText(unsupported.what)
      ? {
          unsupported: {
            what: unsupported.what,
            models: Array.isArray(unsupported.models) ? unsupported.models.filter(isText) : [],
            ...texts(unsupported, ["protocol"]),
          },
        }
      : {}),
  };
}

/** Undefined without an address. */
export function parseSource(value: unknown): StoredSource | undefined {
  if (!isFields(value) || !isText(value.url)) return undefined;
  const title = isText(value.title) ? value.title : value.url;
  return { url: value.url, title, ...texts(value, ["summary", "siteName", "publishTime"]) };
}

/** Those that make sense. */
export function parseParts(parts: readonly unknown[]): readonly StoredPart[] {
  return parts.flatMap((part) => parsePart(part) ?? []);
}

function parsePart(part: unknown): StoredPart | undefined {
  if (!isFields(part) || !isText(part.type)) return undefined;
  const { type } = part;
  switch (type) {
    case "text":
      return isText(part.text) ? { type, text: part.text } : undefined;
    case "reasoning":
      return isText(part.text) ? { type, text: part.text, ...texts(part, ["signature"]) } : undefined;
    case "call": {
      const { call, name, arguments: json } = part;
      if (!isText(call) || !isText(name) || !isText(json)) return undefined;
      const progress = parseProgress(part.progress);
      return { type, call, name, arguments: json, ...(progress && { progress }) };
    }
    case "step": {
      const usage = parseUsage(part.usage);
      return isText(part.reason) ? { type, reason: part.reason, ...(usage && { usage }) } : undefined;
    }
    case "said": {
      const question = parseMessage(part.question);
      return question?.role === "user" ? { type, question } : undefined;
    }
    case "told":
      return isText(part.text) ? { type, text: part.text } : undefined;
    case "rules":
      return Array.isArray(part.rules) ? { type, rules: parseRules(part.rules) } : undefined;
    case "summary":
      return isText(part.text) ? { type, text: part.text, keeps: count(part.keeps) } : undefined;
    case "notice": {
      const notice = parseNotice(part.notice);
      return notice && { type, notice };
    }
    case "media":
      return parseMedia(part);
    default:
      return other(part);
  }
}

function parseMedia(part: Fields): StoredPart | undefined {
  const kind = oneOf(kinds, part.kind);
  const source = isFields(part.source) ? part.source : {};
  const mediaResolution = oneOf(["default", "max"], part.mediaResolution);
  const rest = { ...numbers(part, ["fps"]), ...(mediaResolution && { mediaResolution }) };
  if (!kind) return undefined;
  if (source.type === "url" && isText(source.url)) {
    return { type: "media", kind, source: { type: "url", url: source.url }, ...rest };
  }
  const { mimeType, data } = source;
  if (source.type !== "base64" || !isText(mimeType) || !isText(data)) return undefined;
  return { type: "media", kind, source: { type: "base64", mimeType, data }, ...rest };
}

function parseReference(value: unknown): StoredReference | undefined {
  if (!isFields(value) || !isText(value.label) || !isText(value.text)) return undefined;
  const { lines, label, text } = value;
  const [start, end] = isFields(lines) ? [number(lines.start), number(lines.end)] : [];
  const told = parseTold(value.told);
  return {
    ...texts(value, ["kind"]),
    label,
    languageId: isText(value.languageId) ? value.languageId : "plaintext",
    text,
    ...texts(value, ["uri"]),
    ...(start !== undefined && end !== undefined && { lines: { start, end } }),
    ...(told && { told }),
  };
}

/** Undefined for a form that is not known: the text is there whole. */
function parseTold(value: unknown): StoredReference["told"] {
  if (!isFields(value)) return undefined;
  if (value.form === "unchanged") return { form: "unchanged" };
  return value.form === "changes" && isText(value.diff) ? { form: "changes", diff: value.diff } : undefined;
}

function parseAttachment(value: unknown): StoredAttachment | undefined {
  if (!isFields(value)) return undefined;
  const { hash, mimeType, name } = value;
  const kind = oneOf(kinds, value.kind);
  if (!isText(hash) || !/^[0-9a-f]{64}$/.test(hash) || !kind || !isText(mimeType) || !isText(name)) return undefined;
  return {
    hash,
    kind,
    mimeType,
    name,
    size: number(value.size) ?? 0,
    ...numbers(value, ["width", "height", "durationMs"]),
  };
}

function listOf<T>(value: unknown, parse: (item: unknown) => T | undefined): readonly T[] {
  return Array.isArray(value) ? value.flatMap((item) => parse(item) ?? []) : [];
}
