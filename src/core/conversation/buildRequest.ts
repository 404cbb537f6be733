// Turns the visible path of a conversation into a request. Pure.

import type { ModelRequest } from "../model/languageModel.ts";
import type { Message } from "./message.ts";
import { PathMessages } from "./modelMessages.ts";

/** What the person has chosen for the next reply. */
export interface ReplyOptions {
  readonly model: string;
  readonly thinking: boolean | undefined;
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
  /** undefined sends no search tool. */
  readonly webSearch?: { readonly force: boolean };
}

/**
 * The request that asks for a reply to the last turn of `path`. Everything said before goes with it, as it went before:
 * the request for a turn is the beginning of the request for every later one. `messages` has read what came before.
 */
export function buildRequest(
  path: readonly Message[],
  system: string,
  options: ReplyOptions,
  messages = new PathMessages(),
): ModelRequest {
  return { ...options, system, messages: messages.of(path) };
}
