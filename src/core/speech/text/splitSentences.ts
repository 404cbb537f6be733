// Sentences of spoken text, each with its place in the source, and none longer than the service takes.

import { type MappedText, rangeOf } from "./mappedText.ts";

/** One sentence, in UTF-16 units of the spoken text. */
export interface SentenceSpan {
  readonly start: number;
  readonly end: number;
}

const wideEnd = /[。！？；]/;
const latinEnd = /[.!?…]/;
const closing = /["'”’」』»]/;
const abbreviation =
  /(?:^|[\s("“])(?:[A-Za-z]|e\.g|i\.e|a\.m|p\.m|U\.S|Mr|Mrs|Ms|Dr|Prof|St|vs|etc|cf|al|approx|incl|Fig|fig|No|no|Eq|eq|Sec|sec|Ch|ch|vol|ed|pp|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)$/;

/**
 * The sentences of `text`, in order and without gaps but for white space. One longer than `limit` is parted at a clause, else at a
 * space, else between two characters; never inside a surrogate pair.
 */
export function splitSentences(text: string, limit: number): readonly SentenceSpan[] {
  const spans: SentenceSpan[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (!endsAt(text, i)) continue;
    let end = i + 1;
    while (end < text.length && (wideEnd.test(text[end] ?? "") || latinEnd.test(text[end] ?? ""))) end++;
    while (end < text.length && closing.test(text[end] ?? "")) end++;
    pushTrimmed(spans, text, start, end, limit);
    start = end;
    i = end - 1;
  }
  pushTrimmed(spans, text, start, text.length, limit);
  return spans;
}

function endsAt(text: string, i: number): boolean {
  const char = text[i] ?? "";
  if (wideEnd.test(char)) return true;
  if (!latinEnd.test(char)) return false;
  let next = i + 1;
  while (next < text.length && (latinEnd.test(text[next] ?? "") || closing.test(text[next] ?? ""))) next++;
  const after = text[next] ?? " ";
  if (/\p{Script=Han}/u.test(after)) return char !== ".";
  if (!/\s/.test(after)) return false;
  // "e.g. this", "J. Smith", "Fig. 3"; a small letter goes on with the sentence unless it was asked or called out.
  const following = /\S/u.exec(text.slice(next, next + 40))?.[0] ?? "";
  if (char === "." && abbreviation.test(text.slice(Math.max(0, i - 12), i))) return false;
  return !(char === "…" && /\p{Ll}/u.test(following));
}

function pushTrimmed(spans: SentenceSpan[], text: string, from: number, to: number, limit: number): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] ?? "")) start++;
  while (end > start && /\s/.test(text[end - 1] ?? "")) end--;
  while (end - start > limit) {
    const cut = cutPoint(text, start, start + limit);
    pushTrimmed(spans, text, start, cut, limit);
    start = cut;
    while (start < end && /\s/.test(text[start] ?? "")) start++;
  }
  if (end > start) spans.push({ start, end });
}

/** Where to part `[start, limitEnd)`: after the last clause in its second half, else after the last space there. */
function cutPoint(text: string, start: number, limitEnd: number): number {
  const half = start + Math.floor((limitEnd - start) / 2);
  let space = -1;
  for (let i = limitEnd - 1; i >= half; i--) {
    const char = text[i] ?? "";
    if (/[，、：]/.test(char) || (/[,;:—–]/.test(char) && /\s/.test(text[i + 1] ?? ""))) return i + 1;
    if (space < 0 && /\s/.test(char)) space = i + 1;
  }
  if (space > 0) return space;
  const isLowSurrogate = /[\udc00-\udfff]/.test(text[limitEnd] ?? "");
  return isLowSurrogate && limitEnd - 1 > start ? limitEnd - 1 : limitEnd;
}

/** The source range of a span. */
export function sourceRange(mapped: MappedText, span: SentenceSpan): { start: number; end: number } {
  return rangeOf(mapped, span.start, span.end);
}
