// Turns the visible path of a conversation into a request. Pure.

import { taggedText } from "../context/taggedText.ts";
import type { AssistantPart, ModelMessage, ModelRequest, UserPart } from "../model/languageModel.ts";
import type { Attachment } from "./attachment.ts";
import type { Message } from "./message.ts";

/** What the person has chosen for the next reply. */
export interface ReplyOptions {
  readonly model: string;
  readonly thinking: boolean | undefined;
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
  /** undefined sends no search tool. */
  readonly webSearch?: { readonly force: boolean };
}

/** The request that asks for a reply to the last turn of `path`. Everything said before goes with it. */
export function buildRequest(path: readonly Message[], system: string, options: ReplyOptions): ModelRequest {
  return { ...options, system, messages: path.flatMap(toModelMessage) };
}

/**
 * A reply without any text or call (stopped while thinking, refused) says nothing to the model and is left out; a
 * partial one is sent as far as it came.
 */
function toModelMessage(message: Message): readonly ModelMessage[] {
  if (message.role === "user") {
    const references =
      message.references?.map(({ label, text }) => `${taggedText("code", text, { from: label })}\n\n`) ?? [];
    const before: UserPart[] = references.length === 0 ? [] : [{ type: "text", text: references.join("") }];
    const media = message.attachments?.map(toMediaPart) ?? [];
    const parts = message.parts.filter((part) => part.type !== "other");
    // A picture needs no words, and the service takes no empty ones.
    const said = media.length === 0 ? parts : parts.filter((part) => !isEmptyText(part));
    return [{ role: "user", content: [...before, ...media, ...said] }];
  }
  const parts = message.parts.filter((part) => part.type !== "other").filter((part) => !isEmptyText(part));
  if (!parts.some((part) => part.type !== "reasoning")) return [];
  return [{ role: "assistant", content: parts }];
}

/** The attachment as a part; its bytes are read when the request goes out. */
function toMediaPart({ kind, hash, mimeType, name }: Attachment): UserPart {
  return { type: kind, source: { type: "stored", hash, mimeType, name } };
}

function isEmptyText(part: AssistantPart | UserPart): boolean {
  return "text" in part && part.text === "";
}
