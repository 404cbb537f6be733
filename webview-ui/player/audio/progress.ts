// Where a reading is on the whole: each part counts by the length of its text, since nobody knows how long it will sound
// before it was fetched.

import type { PlaybackReport } from "./playback.ts";

/** Samples of 24 kHz that a character takes: about 15 characters a second. */
const samplesPerCharacter = 1600;

/** How far playing is, 0 to 1; `lengths` are those of the parts' texts. */
export function progressOf(
  { part, offset, length, complete, status }: PlaybackReport,
  lengths: readonly number[],
): number {
  if (status === "finished") return 1;
  const total = sum(lengths);
  if (total === 0) return 0;
  const own = lengths[part] ?? 0;
  const expected = complete ? length : Math.max(length, own * samplesPerCharacter);
  const played = expected === 0 ? 0 : Math.min(1, offset / expected);
  return (sum(lengths.slice(0, part)) + own * played) / total;
}

/** The part at `fraction` of the whole, 0 to 1. */
export function partAt(fraction: number, lengths: readonly number[]): number {
  const goal = fraction * sum(lengths);
  let before = 0;
  const part = lengths.findIndex((length) => {
    before += length;
    return before > goal;
  });
  return part < 0 ? lengths.length - 1 : part;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
