// Tokens of a request and its reply, with a memory of prompts so that a growing conversation reports cache hits.
import { createHash } from "node:crypto";
import type { ChatRequest } from "./chatRequest.ts";
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

interface Part {
  hash: string;
  tokens: number;
}

/** A block of the cache: prefixes are kept in whole blocks. */
const block = 64;
const remembered = 32;

/** Remembers the prompts of each key and model, and counts. */
export class UsageMeter {
  readonly #seen = new Map<string, Part[][]>();

  clear(): void {
    this.#seen.clear();
  }

  /** Counts a request and its reply, and remembers the prompt under `owner` (a key). */
  measure(owner: string, request: ChatRequest, reply: Reply, scripted: ScriptedUsage = {}): Usage {
    const parts = request.turns.map((turn) => {
      const text = turn.texts.join("\n");
      const hash = createHash("sha1")
        .update(`${turn.role}\0${JSON.stringify(turn.toolCalls)}\0${text}`)
        .digest("base64");
      return { hash, tokens: estimateTokens(text) + 4 };
    });
    const media = { image: 0, audio: 0, video: 0 };
    for (const turn of request.turns) {
      media.image += turn.media.image * 1000;
      media.audio += turn.media.audio * 500;
      media.video += turn.media.video * 4000;
    }
    const prompt = parts.reduce((sum, part) => sum + part.tokens, 0) + media.image + media.audio + media.video;
    const reasoningTokens = scripted.reasoningTokens ?? estimateTokens(reply.reasoning);
    const calls = reply.toolCalls.reduce((sum, call) => sum + estimateTokens(call.name + call.arguments), 0);
    return {
      promptTokens: scripted.promptTokens ?? prompt,
      completionTokens: scripted.completionTokens ?? reasoningTokens + estimateTokens(reply.text) + calls,
      reasoningTokens,
      cachedTokens: scripted.cachedTokens ?? this.#cached(`${owner}\0${request.model.id}`, parts),
      imageTokens: media.image,
      audioTokens: media.audio,
      videoTokens: media.video,
      search: reply.sources && { calls: 1, pages: reply.sources.length },
    };
  }

  #cached(owner: string, parts: Part[]): number {
    const seen = this.#seen.get(owner) ?? [];
    let best = 0;
    for (const earlier of seen) {
      let tokens = 0;
      for (const [index, part] of parts.entries()) {
        if (earlier[index]?.hash !== part.hash) break;
        tokens += part.tokens;
      }
      best = Math.max(best, tokens);
    }
    this.#seen.set(owner, [...seen.slice(1 - remembered), parts]);
    return Math.floor(best / block) * block;
  }
}
