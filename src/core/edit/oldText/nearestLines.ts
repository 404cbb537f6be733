// Where in a file a text comes closest to standing, for a model that has to write it again. It is only named, never edited.

import { fold } from "./foldText.ts";

/** Some lines of a file, `line` (from 1) being the first. */
export interface NamedLines {
  readonly line: number;
  /** Cut to {@link longestNamed} characters each. */
  readonly text: readonly string[];
}

/** Lines and characters of them that are named. */
const mostNamed = 12;
const longestNamed = 200;
/** A line that stands in a file more often than this says nothing about a place. */
const mostPlaces = 50;

/** `count` lines from `line` (from 0), as they are named. */
export function nameLines(lines: readonly string[], line: number, count: number): NamedLines {
  const named = lines.slice(line, line + Math.min(count, mostNamed));
  return { line: line + 1, text: named.map((each) => each.slice(0, longestNamed)) };
}

const plain = (line: string) => fold(line).replace(/\s+/g, " ").trim();

/** The lines that have most in common with `old`; undefined when none has anything. */
export function nearestLines(lines: readonly string[], old: readonly string[]): NamedLines | undefined {
  const wanted = old.map(plain);
  const file = lines.map(plain);
  const start = byWholeLines(file, wanted) ?? byWords(file, wanted);
  if (start === undefined) return undefined;
  const first = Math.max(0, start);
  return nameLines(lines, first, start + old.length - first);
}

/** Each line that both have votes for where the first one would be. */
function byWholeLines(file: readonly string[], wanted: readonly string[]): number | undefined {
  const sought = new Map<string, number[]>();
  for (const [at, line] of wanted.entries())
    if (line.length > 2) sought.set(line, [...(sought.get(line) ?? []).slice(-3), at]);
  const places = new Map<string, number[]>();
  for (const [at, line] of file.entries()) {
    if (!sought.has(line)) continue;
    const known = places.get(line);
    if (!known) places.set(line, [at]);
    else if (known.length <= mostPlaces) known.push(at);
  }
  const votes = new Map<number, number>();
  for (const [line, wantedAt] of sought) {
    const found = places.get(line) ?? [];
    if (found.length > mostPlaces) continue;
    for (const place of found) {
      for (const at of wantedAt) votes.set(place - at, (votes.get(place - at) ?? 0) + 1 / found.length);
    }
  }
  return best(votes);
}

/** The line that has most words of the longest wanted one. */
function byWords(file: readonly string[], wanted: readonly string[]): number | undefined {
  const longest = wanted.reduce((a, b) => (b.length > a.length ? b : a), "");
  const words = new Set(wordsOf(longest));
  if (words.size === 0) return undefined;
  const votes = new Map<number, number>();
  for (const [at, line] of file.entries()) {
    const common = new Set(wordsOf(line).filter((word) => words.has(word))).size;
    if (common * 2 > words.size) votes.set(at - wanted.indexOf(longest), common);
  }
  return best(votes);
}

function wordsOf(line: string): readonly string[] {
  return line.slice(0, 2_000).match(/[\p{L}\p{N}_$]+/gu) ?? [];
}

function best(votes: ReadonlyMap<number, number>): number | undefined {
  let found: number | undefined;
  for (const [place, count] of votes) if (found === undefined || count > (votes.get(found) ?? 0)) found = place;
  return found;
}
