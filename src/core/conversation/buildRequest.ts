// Turns the visible path of a conversation into a request. Pure.

import type { AssistantPart, ModelMessage, ModelRequest } from "../model/languageModel.ts";
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
      message.references?.map(({ label, text }) => `<code from="${label}">\n${text}\n</code>\n\n`) ?? [];
    if (references.length === 0) return [{ role: "user", content: message.parts }];
    return [{ role: "user", content: [{ type: "text", text: references.join("") }, ...message.parts] }];
  }
  const parts = message.parts.filter((part) => !isEmptyText(part));
  if (!parts.some((part) => part.type !== "reasoning")) return [];
  return [{ role: "assistant", content: parts }];
}

function isEmptyText(part: AssistantPart): boolean {
  return part.type !== "tool-call" && part.text === "";
}
