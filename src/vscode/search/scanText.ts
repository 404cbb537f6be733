// Looks for text line by line where there is no ripgrep. An expression that takes too long is ended: nothing else runs
// meanwhile.

import { runInNewContext } from "node:vm";
import type { Hit } from "../../core/tools/foundText.ts";
import type { TextQuery } from "./ripgrepArguments.ts";

/** How long an expression may take in one text, in ms. */
const maxMs = 80;

/** The hits of one text without their path, or what is wrong with the query, or that it took too long. */
export type Scanned =
  | { readonly type: "found"; readonly hits: readonly Omit<Hit, "path">[] }
  | { readonly type: "problem"; readonly text: string }
  | { readonly type: "slow" };

/** At most `maxHits` lines of `text` in which `query` is found. Never throws. */
export function scanText({ text: query, isRegex, isCaseSensitive }: TextQuery, text: string, maxHits: number): Scanned {
  const source = isRegex ? query : query.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&").replace(/\r?\n/g, "\\r?\\n");
  const flags = `g${isCaseSensitive ? "" : "i"}m`;
  const compiled = compile(source, flags);
  if (typeof compiled === "string") return { type: "problem", text: compiled };
  // A plain text takes linear time.
  const timeout = isRegex ? { timeout: maxMs } : {};
  try {
    const starts = runInNewContext(script, { text, source, flags, max: maxHits * 4 }, timeout) as number[];
    return { type: "found", hits: toHits(text, [...starts], maxHits) };
  } catch {
    return { type: "slow" };
  }
}

/** Runs where it can be ended; a match that is empty does not count. */
const script = `
  const found = [];
  const pattern = new RegExp(source, flags);
  for (let match = pattern.exec(text); match && found.length < max; match = pattern.exec(text)) {
    if (match[0] === "") pattern.lastIndex++;
    else found.push(match.index);
  }
  found;
`;

function compile(source: string, flags: string): RegExp | string {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** One for each line in which matches begin. */
function toHits(text: string, starts: readonly number[], maxHits: number): readonly Omit<Hit, "path">[] {
  const hits: Omit<Hit, "path">[] = [];
  const breaks = /\r\n|\r|\n/g;
  let line = 1;
  let from = 0;
  let end = nextBreak(breaks, text);
  let last = 0;
  for (const start of starts) {
    while (end && start >= end.index + end.length) {
      line++;
      from = end.index + end.length;
      end = nextBreak(breaks, text);
    }
    if (line === last) continue;
    last = line;
    if (hits.length >= maxHits) break;
    const column = start - from;
    const cut = Math.max(0, column - 500);
    const whole = text.slice(from, end?.index ?? text.length);
    hits.push({ line, text: whole.slice(cut, cut + 4_000).toWellFormed(), column: column - cut });
  }
  return hits;
}

function nextBreak(breaks: RegExp, text: string): { readonly index: number; readonly length: number } | undefined {
  const match = breaks.exec(text);
  return match ? { index: match.index, length: match[0].length } : undefined;
}
