// A first look at what arrives by `message`: other scripts post to windows too, so shapes are checked before use.

import type { HistoryToWebview } from "../../src/protocol/history.ts";
import type { Attachment } from "../../src/protocol/snapshot.ts";
import type { SpeechToWebview } from "../../src/protocol/speech.ts";
import type { ToWebview } from "../../src/protocol/toWebview.ts";

/** The value if it looks like a message of the host, else undefined. */
export function parseToWebview(value: unknown): ToWebview | undefined {
  if (!isRecord(value)) return undefined;
  return looksRight(value) ? (value as unknown as ToWebview) : undefined;
}

/** The value if it looks like a message for the player, else undefined. */
export function parseSpeechToWebview(value: unknown): SpeechToWebview | undefined {
  if (!isRecord(value) || typeof value.session !== "string") return undefined;
  return speechLooksRight(value) ? (value as unknown as SpeechToWebview) : undefined;
}

/** The value if it looks like a message for the history, else undefined. */
export function parseHistoryToWebview(value: unknown): HistoryToWebview | undefined {
  if (!isRecord(value)) return undefined;
  if (value.type === "historyShow" || value.type === "historyChanged") return { type: value.type };
  if (value.type === "historyRefused" && typeof value.id === "string") return { type: value.type, id: value.id };
  if (value.type === "historyRunning") {
    const { type, running, waiting } = value;
    return typeof running === "number" && typeof waiting === "number" ? { type, running, waiting } : undefined;
  }
  if (value.type === "historyHit") return looksLikeHit(value) ? (value as unknown as HistoryToWebview) : undefined;
  const looksLikeItems =
    value.type === "historyItems" &&
    typeof value.queryId === "number" &&
    Array.isArray(value.items) &&
    value.items.every((item) => isRecord(item) && typeof item.id === "string" && typeof item.title === "string") &&
    Array.isArray(value.notes) &&
    value.notes.every(isRecord);
  return looksLikeItems ? (value as unknown as HistoryToWebview) : undefined;
}

function looksLikeHit({ id, hit }: Record<string, unknown>): boolean {
  if (typeof id !== "string" || !isRecord(hit) || typeof hit.query !== "string" || !isRecord(hit.snippet)) return false;
  const { before, match, after } = hit.snippet;
  return [before, match, after].every((text) => typeof text === "string");
}

function speechLooksRight(message: Record<string, unknown>): boolean {
  switch (message.type) {
    case "speechOpen":
      return typeof message.title === "string" && ["string", "undefined"].includes(typeof message.messageId);
    case "speechParts":
      return Array.isArray(message.texts) && message.texts.every((text) => typeof text === "string");
    case "speechSamples":
      return typeof message.part === "number" && message.samples instanceof Int16Array;
    case "speechEnd":
    case "speechDrop":
    case "speechSeek":
      return typeof message.part === "number";
    case "speechError":
      return typeof message.text === "string" && typeof message.action === "string";
    case "say":
      return message.samples instanceof Int16Array;
    case "sayStop":
      return true;
    case "speechControl":
      return message.control === "toggle" || message.control === "stop";
    default:
      return false;
  }
}

function looksRight(message: Record<string, unknown>): boolean {
  switch (message.type) {
    case "snapshot":
      return isSnapshot(message.snapshot);
    case "patches":
      return typeof message.revision === "number" && Array.isArray(message.patches) && message.patches.every(isRecord);
    case "accepted":
      return typeof message.draftId === "string";
    case "rejected":
      return typeof message.draftId === "string" && ["string", "undefined"].includes(typeof message.text);
    case "focusComposer":
      return true;
    case "insertText":
      return typeof message.text === "string";
    case "attached":
      return typeof message.id === "string" && isAttachment(message.attachment);
    case "attachRefused":
      return typeof message.id === "string" && typeof message.text === "string";
    case "insertAttachments":
      return Array.isArray(message.attachments) && message.attachments.every(isAttachment);
    case "callContent":
      return (
        typeof message.messageId === "string" &&
        typeof message.key === "string" &&
        isRecord(message.content) &&
        typeof message.content.output === "string"
      );
    case "pressWaiting":
      return (message.press === "approve" || message.press === "deny") && typeof message.sure === "boolean";
    case "filesFound":
      return Array.isArray(message.files) && message.files.every(isFoundFile);
    default:
      return false;
  }
}

/** Whether something, kept or received, is an attachment as far as drawing it goes. */
export function isAttachment(value: unknown): value is Attachment {
  return (
    isRecord(value) &&
    typeof value.hash === "string" &&
    typeof value.kind === "string" &&
    typeof value.mimeType === "string" &&
    typeof value.name === "string" &&
    typeof value.size === "number"
  );
}

function isFoundFile(value: unknown): boolean {
  return isRecord(value) && typeof value.name === "string" && typeof value.path === "string";
}

function isSnapshot(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.revision === "number" &&
    isRecord(value.environment) &&
    isRecord(value.conversation) &&
    Array.isArray(value.conversation.messages) &&
    value.conversation.messages.every(isRecord)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
