// Tokens of a request and its reply, with a memory of prompts so that a growing conversation reports cache hits.
import type { ChatRequest } from "./chatRequest.ts";
import type { Prompt } from "./prompt.ts";
import type { Reply } from "./reply.ts";
import type { ScriptedUsage } from "./script.ts";
import { estimateTokens } from "./tokens.ts";

/** What a request cost, before either protocol names it. */
export interface Usage {
  promptTokens: number;
  /** Reasoning included. */
  completionTokens: number;
  reasoningTokens: number;
  cachedTokens: number;
  imageTokens: number;
  audioTokens: number;
  videoTokens: number;
  search?: { calls: number; pages: number };
}

/** A block of the cache: prefixes are kept in whole blocks. */
const block = 64;
/** Beginnings of prompts that are remembered, over all keys and models. */
const remembered = 200_000;

/** Remembers the prompts of each key and model, and counts. */
export class UsageMeter {
  /** Every beginning of a prompt that was sent, the one longest unused first. */
  readonly #seen = new Set<string>();

  clear(): void {
    this.#seen.clear();
  }

  /** Counts a request and its reply, and remembers the prompt under `owner` (a key). */
  measure(owner: string, request: ChatRequest, reply: Reply, scripted: ScriptedUsage = {}): Usage {
    const { prompt } = request;
    const reasoningTokens = scripted.reasoningTokens ?? estimateTokens(reply.reasoning);
    const calls = reply.toolCalls.reduce((sum, call) => sum + estimateTokens(`${call.name ?? ""}${call.arguments}`), 0);
    const cached = this.#cached(`${owner}\0${request.model.id}`, prompt);
    return {
      promptTokens: scripted.promptTokens ?? prompt.tokens,
      completionTokens: scripted.completionTokens ?? reasoningTokens + estimateTokens(reply.text) + calls,
      reasoningTokens,
      cachedTokens: scripted.cachedTokens ?? cached,
      imageTokens: prompt.media.image,
      audioTokens: prompt.media.audio,
      videoTokens: prompt.media.video,
      search: reply.sources && { calls: 1, pages: reply.sources.length },
    };
  }

  /** Tokens of the longest beginning that was sent before, byte for byte, in whole blocks. */
  #cached(owner: string, { parts }: Prompt): number {
    let tokens = 0;
    let isKnown = true;
    for (const part of parts) {
      const beginning = `${owner}\0${part.chain}`;
      isKnown &&= this.#seen.delete(beginning);
      if (isKnown) tokens += part.tokens;
      this.#seen.add(beginning);
    }
    for (const oldest of this.#seen) {
      if (this.#seen.size <= remembered) break;
      this.#seen.delete(oldest);
    }
    return Math.floor(tokens / block) * block;
  }
}
