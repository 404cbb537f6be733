// A request for a reply after it was found valid, in a form that both protocols share.
import type { Protocol } from "./apiError.ts";
import type { Input, Model } from "./models.ts";
import type { Prompt } from "./prompt.ts";

/** One message as the built-in assistant reads it. Anthropic tool results become turns of role `tool`. */
export interface Turn {
  role: "system" | "user" | "assistant" | "tool";
  /** The text parts, in order. */
  texts: string[];
  /** How many images, sounds and videos it carries. */
  media: { [K in Exclude<Input, "text">]: number };
  /** Tool calls of an assistant; the arguments as JSON text. */
  toolCalls: { id: string; name: string; arguments: string }[];
  /** The reasoning of an assistant that was sent back, and the seal of its first block. */
  reasoning: string;
  signature?: string;
  /** The call that a tool turn answers, and whether the client says that it failed. */
  answers?: string;
  failed?: boolean;
}

/** What a reply is made from. */
export interface ChatRequest {
  protocol: Protocol;
  model: Model;
  stream: boolean;
  /** Whether a stream ends with usage (`stream_options.include_usage`; always on the Anthropic protocol). */
  includeUsage: boolean;
  thinking: boolean;
  /** System turns included, in order. */
  turns: Turn[];
  /** All of it, as it is counted and compared with what came before. */
  prompt: Prompt;
  toolNames: string[];
  search?: { forced: boolean; limit: number };
  jsonMode: boolean;
  stop: string[];
  /** Only when the request sets it. */
  maxTokens?: number;
}

/** A turn without media or tool calls. */
export function turn(role: Turn["role"], texts: string[] = []): Turn {
  return { role, texts, media: { image: 0, audio: 0, video: 0 }, toolCalls: [], reasoning: "" };
}
