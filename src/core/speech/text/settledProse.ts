import type { MappedText } from "./mappedText.ts";
import {
  endsSentence,
  firstOpenToken,
  maxLookahead,
  minChunkLength,
  type ProseChunk,
  proseChunks,
} from "./proseTokens.ts";

/** How much of a paragraph stays as it is while it grows. */
export interface Settled {
  /** Offset in the source behind the last sentence that nothing can change any more. */
  readonly end: number;
  /** Whether a word follows there for certain. */
  readonly isFollowed: boolean;
}

/** Looks at `content`, the beginning of a paragraph. */
export function settledEnd(content: MappedText): Settled {
  const { text } = content;
  let at = 0;
  let open = 0;
  for (const chunk of proseChunks(text)) {
    const limit = limitOf(chunk);
    open = chunk.start + limit;
    for (const { 0: token, index } of chunk.tokens) {
      const end = index + token.length;
      if (end > limit) break;
      if (endsSentence(chunk.ahead, end)) at = chunk.start + end;
    }
    if (limit < chunk.text.length) break;
  }
  // A word that may still become an address is none yet.
  const isFollowed = /^\s*(?:\p{Script=Han}|\p{L}+\s)/u.test(text.slice(at, Math.min(open, at + 80)));
  return { end: content.to[at - 1] ?? -1, isFollowed };
}

/** As far as it is certain how a chunk is taken apart. */
function limitOf({ text, tokens, ahead }: ProseChunk): number {
  // With all in sight that may be looked at, nothing changes; else an open token may reach further, and without a cut so far one may
  // come anywhere behind the shortest chunk.
  if (ahead.length === maxLookahead) return text.length;
  const open = firstOpenToken(text, tokens);
  return text.length < ahead.length ? open : Math.min(open, minChunkLength);
}
