// What is played next: parts as they came, one after the other without a gap, from wherever the listener is. Runs in
// the audio thread, so a busy page makes no holes.

import { TimeStretcher } from "./timeStretch.ts";

/** Where playing is and what was heard, in samples of 24 kHz. */
export interface PlaybackReport {
  readonly part: number;
  /** Samples of `part` that were played. */
  readonly offset: number;
  /** Samples of `part` that have come, and whether they are all. */
  readonly length: number;
  readonly complete: boolean;
  /** Samples played in this reading, and the loudest of them, 0 to 1. */
  readonly played: number;
  readonly peak: number;
  /** FNV-1a over the played samples in order: tells whether each was played once. */
  readonly checksum: number;
  /** The longest silence, in ms, between two samples that had none between them. */
  readonly longestGapMs: number;
  /** `starved` waits for samples; `finished` has played the last part. */
  readonly status: "playing" | "starved" | "finished";
}

/** Before anything has come. */
export const silence: PlaybackReport = {
  part: 0,
  offset: 0,
  length: 0,
  complete: false,
  played: 0,
  peak: 0,
  checksum: 0,
  longestGapMs: 0,
  status: "starved",
};

interface Part {
  readonly chunks: Int16Array[];
  length: number;
  complete: boolean;
}

/** Parts this far behind the listener are let go. */
const keptBehind = 40;
const checksumStart = 0x811c9dc5;

/** One reading at a time. */
export class Playback {
  playing = false;
  readonly #parts = new Map<number, Part>();
  readonly #stretcher = new TimeStretcher();
  #stretched: Float32Array = new Float32Array(0);
  #part = 0;
  #offset = 0;
  /** Where in the part's chunks `offset` is. */
  #chunk = 0;
  #chunkOffset = 0;
  /** How many parts there are; undefined while more may come. */
  #count: number | undefined;
  #played = 0;
  #peak = 0;
  #checksum = checksumStart;
  #gap = 0;
  #longestGap = 0;
  #hasStarted = false;
  #status: PlaybackReport["status"] = "starved";
  #lastSample = 0;

  /** Forgets everything; the next reading starts at part 0. */
  reset(): void {
    this.#parts.clear();
    this.#count = undefined;
    this.#played = 0;
    this.#peak = 0;
    this.#checksum = checksumStart;
    this.#longestGap = 0;
    this.#moveTo(0);
  }

  add(part: number, samples: Int16Array): void {
    const known = this.#parts.get(part) ?? { chunks: [], length: 0, complete: false };
    known.chunks.push(samples);
    known.length += samples.length;
    this.#parts.set(part, known);
  }

  complete(part: number): void {
    const known = this.#parts.get(part) ?? { chunks: [], length: 0, complete: false };
    known.complete = true;
    this.#parts.set(part, known);
  }

  drop(part: number): void {
    this.#parts.delete(part);
    if (part === this.#part) this.#moveTo(part);
  }

  /** Forgets all samples; where it is stays. */
  clear(): void {
    this.#parts.clear();
    this.#moveTo(this.#part);
  }

  close(count: number): void {
    this.#count = count;
  }

  /** Goes on at the start of `part`. False when nothing of it is there: it must be asked for again, and all is let go. */
  seek(part: number): boolean {
    const has = this.#parts.has(part);
    this.#moveTo(part);
    if (!has) this.clear();
    return has;
  }

  set speed(speed: number) {
    this.#stretcher.speed = speed;
  }

  /** Fills `output`; what there is nothing for is silent. */
  render(output: Float32Array): void {
    let filled = 0;
    if (this.playing) filled = this.#stretcher.speed === 1 ? this.#renderPlain(output) : this.#renderStretched(output);
    // The sound ends in a slope: a step would click.
    if (filled > 0) this.#lastSample = output[filled - 1] ?? 0;
    if (Math.abs(this.#lastSample) < 1e-5) this.#lastSample = 0;
    for (let i = filled; i < output.length; i++) {
      this.#lastSample *= 0.97;
      output[i] = this.#lastSample;
    }
    if (this.playing) this.#countGap(filled, output.length);
  }

  get report(): PlaybackReport {
    const part = this.#parts.get(this.#part);
    const isHeldBack = this.#stretched.length > 0 || this.#stretcher.pending > 0;
    return {
      part: this.#part,
      offset: this.#offset,
      length: part?.length ?? 0,
      complete: part?.complete ?? false,
      played: this.#played - this.#stretcher.pending,
      peak: this.#peak,
      checksum: this.#checksum >>> 0,
      longestGapMs: this.#longestGap / 24,
      status: this.#status === "finished" && isHeldBack ? "playing" : this.#status,
    };
  }

  #moveTo(part: number): void {
    this.#part = part;
    this.#offset = 0;
    this.#chunk = 0;
    this.#chunkOffset = 0;
    this.#gap = 0;
    this.#hasStarted = false;
    this.#status = "starved";
    this.#stretcher.clear();
    this.#stretched = new Float32Array(0);
  }

  #renderPlain(output: Float32Array): number {
    let filled = 0;
    // What the stretcher still holds was taken from the parts already.
    if (this.#stretched.length > 0 || this.#stretcher.pending > 0) {
      if (this.#stretched.length === 0) this.#stretched = this.#stretcher.flush();
      filled = this.#takeStretched(output, 0);
    }
    return filled + this.#read(output.subarray(filled));
  }

  #renderStretched(output: Float32Array): number {
    let filled = 0;
    while (filled < output.length) {
      if (this.#stretched.length === 0) {
        this.#feedStretcher();
        const pulled = this.#stretcher.pull() ?? (this.#status === "finished" ? this.#stretcher.flush() : undefined);
        if (!pulled || pulled.length === 0) break;
        this.#stretched = pulled;
      }
      filled += this.#takeStretched(output, filled);
    }
    return filled;
  }

  #feedStretcher(): void {
    const samples = new Float32Array(this.#stretcher.wanted);
    const got = this.#read(samples);
    if (got > 0) this.#stretcher.push(samples.subarray(0, got));
  }

  #takeStretched(output: Float32Array, at: number): number {
    const count = Math.min(this.#stretched.length, output.length - at);
    output.set(this.#stretched.subarray(0, count), at);
    this.#stretched = this.#stretched.subarray(count);
    return count;
  }

  /** The next samples of the parts, in order; fewer than asked for when they have not come. */
  #read(output: Float32Array): number {
    let filled = 0;
    this.#status = "playing";
    while (filled < output.length) {
      if (this.#count !== undefined && this.#part >= this.#count) {
        this.#status = "finished";
        break;
      }
      const part = this.#parts.get(this.#part);
      const samples = part?.chunks[this.#chunk];
      if (part && samples) {
        filled += this.#readChunk(samples, output, filled);
      } else if (part?.complete) this.#nextPart();
      else {
        this.#status = "starved";
        break;
      }
    }
    return filled;
  }

  #readChunk(samples: Int16Array, output: Float32Array, at: number): number {
    const count = Math.min(samples.length - this.#chunkOffset, output.length - at);
    let hash = this.#checksum;
    for (let i = 0; i < count; i++) {
      const sample = samples[this.#chunkOffset + i] ?? 0;
      hash = Math.imul(hash ^ (sample & 0xffff), 0x01000193);
      const value = sample / 32768;
      if (Math.abs(value) > this.#peak) this.#peak = Math.abs(value);
      output[at + i] = value;
    }
    this.#checksum = hash;
    this.#chunkOffset += count;
    this.#offset += count;
    this.#played += count;
    if (this.#chunkOffset === samples.length) {
      this.#chunk++;
      this.#chunkOffset = 0;
    }
    return count;
  }

  #nextPart(): void {
    this.#parts.delete(this.#part - keptBehind);
    this.#part++;
    this.#offset = 0;
    this.#chunk = 0;
    this.#chunkOffset = 0;
  }

  #countGap(filled: number, length: number): void {
    if (filled > 0) {
      if (this.#hasStarted) this.#longestGap = Math.max(this.#longestGap, this.#gap);
      this.#hasStarted = true;
      this.#gap = 0;
    }
    this.#gap += length - filled;
  }
}
