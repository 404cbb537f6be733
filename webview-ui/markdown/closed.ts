// How much of a growing text is settled: cut there, and whatever follows, lexing the two halves gives the same blocks
// as lexing the whole. The one exception are link definitions (their titles may span blank lines); the reply is lexed
// once more as a whole when it is done, which also sees to those.

import type { Token } from "marked";
import { isFence, isVisible } from "./blocks.ts";
import { hasOpenMathBlock } from "./math/mathTokens.ts";

/** Blocks that a blank line ends for good. A list, indented code and raw HTML may go on after one. */
const endedByBlankLine = new Set(["paragraph", "heading", "hr", "blockquote", "table", "code", "def"]);

/** What the first line of a formula may look like as long as its last is missing. */
const mayBeMath = new Set(["paragraph", "heading", "table"]);

/** How many characters of `source` are settled. Always the start of a line, or 0. */
export function settledLength(source: string, tokens: readonly Token[]): number {
  const starts = startsOf(source, tokens);
  if (!starts) return 0;
  for (let index = decided(source, tokens, starts) - 1; index >= 0; index--) {
    const token = tokens[index];
    const start = starts[index];
    if (!token || start === undefined || token.type === "space") continue;
    const end = start + token.raw.length;
    if (isSettled(source, tokens, starts, index)) return endOfBlankLines(source, end);
    // Whatever this is, an opening fence on a line of its own has ended what was before it.
    if (index > 0 && index === tokens.length - 1 && isFence(token) && token.raw.includes("\n")) return start;
  }
  return 0;
}

/** Where the group that ends the source starts, and has parts that may be settled although it is not; undefined for none. */
export function startOfOpenGroup(source: string, tokens: readonly Token[]): number | undefined {
  const starts = startsOf(source, tokens);
  const index = tokens.length - 1;
  return starts && decided(source, tokens, starts) > index ? starts[index] : undefined;
}

/** How many tokens come before a formula that may still close, and take what follows it in. */
function decided(source: string, tokens: readonly Token[], starts: readonly number[]): number {
  const open = tokens.findIndex(
    ({ type, raw }, index) => mayBeMath.has(type) && hasOpenMathBlock(source.slice(starts[index]), raw.length),
  );
  return open === -1 ? tokens.length : open;
}

/** Where each token starts, or undefined should they not add up to the source. */
function startsOf(source: string, tokens: readonly Token[]): number[] | undefined {
  let offset = 0;
  const starts = tokens.map((token) => {
    const start = offset;
    offset += token.raw.length;
    return start;
  });
  return offset === source.length ? starts : undefined;
}

function isSettled(source: string, tokens: readonly Token[], starts: readonly number[], index: number): boolean {
  const token = tokens[index];
  const next = tokens[index + 1];
  if (!token) return false;
  // It has a last line, and that line is over.
  if (token.type === "heading" || token.type === "hr" || token.type === "mathBlock")
    return token.raw.endsWith("\n") || next !== undefined;
  const between = (token.raw.endsWith("\n") ? "\n" : "") + (next?.type === "space" ? next.raw : "");
  const blankLine = /\n[ \t]*\n/.test(between);
  const indented = token.type === "code" && !isFence(token);
  if (next && blankLine && endedByBlankLine.has(token.type) && !indented) {
    // What marked takes for blank in a list and for text outside of one, such as the wide space of Chinese, may yet go
    // to the list before it.
    return /\S/.test(token.raw) || hasLine(source, (starts[index] ?? 0) + token.raw.length);
  }
  // A paragraph can be broken off only by what still may turn out to be more of it.
  if (token.type === "paragraph" || token.type === "def") return false;
  // Anything else has ended when a line that is no part of it is complete.
  const following = tokens.findIndex((candidate, at) => at > index && isVisible(candidate));
  const start = starts[following];
  return start !== undefined && hasLine(source, start);
}

/** Whether a line with text on it is complete from `start` on. */
function hasLine(source: string, start: number): boolean {
  const text = source.slice(start).search(/\S/);
  return text !== -1 && source.indexOf("\n", start + text) !== -1;
}

/** The start of the first line after `end` that is not blank, or of the last one so far. */
function endOfBlankLines(source: string, end: number): number {
  const blank = /^(?:[ \t]*\n)+/.exec(source.slice(end));
  return end + (blank ? blank[0].length : 0);
}
