// How long a reading is and how far it has come, in the time of ordinary speed: exact for what has come, by the length of its
// text for the rest.

import type { PlaybackReport } from "./playback.ts";

const samplesPerMs = 24;
/** Samples of 24 kHz that a character takes, before anything of the reading is known: about 15 characters a second. */
const usualSamples = 1600;

/** What is known of one part. */
export interface PartLength {
  /** Characters of its text. */
  readonly characters: number;
  /** Samples that have come, and whether they are all. */
  readonly samples: number;
  readonly complete: boolean;
}

/** In ms. */
export interface PlayingTime {
  readonly position: number;
  readonly total: number;
  /** Whether all of it has come, so that the total is no guess. */
  readonly isKnown: boolean;
}

/** Where `report` is on the whole of `parts`; `closed` when no more parts will come. */
export function playingTime(
  { part, offset, status }: Pick<PlaybackReport, "part" | "offset" | "status">,
  parts: readonly PartLength[],
  closed: boolean,
): PlayingTime {
  const known = parts.filter(({ complete, characters }) => complete && characters > 0);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const characters = sum(known.map((each) => each.characters));
  const rate = characters === 0 ? usualSamples : sum(known.map((each) => each.samples)) / characters;
  const lengths = parts.map((each) => (each.complete ? each.samples : Math.max(each.samples, each.characters * rate)));
  const total = sum(lengths);
  const position = status === "finished" ? total : Math.min(total, sum(lengths.slice(0, part)) + offset);
  const isKnown = closed && parts.every(({ complete }) => complete);
  return { position: position / samplesPerMs, total: total / samplesPerMs, isKnown };
}

/** Minutes and seconds, hours before them where there are some: "1:05". */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
