// WAV files: written for saving, read where a model gives sound in one piece only.

import { bytesToSamples, sampleRate, samplesToBytes } from "./pcm.ts";

const headerLength = 44;

/** A WAV file of 24 kHz mono samples. */
export function encodeWav(samples: Int16Array): Uint8Array {
  const data = samplesToBytes(samples);
  const file = new Uint8Array(headerLength + data.length);
  const view = new DataView(file.buffer);
  writeText(file, 0, "RIFF");
  view.setUint32(4, headerLength - 8 + data.length, true);
  writeText(file, 8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  writeText(file, 36, "data");
  view.setUint32(40, data.length, true);
  file.set(data, headerLength);
  return file;
}

/** What a WAV file says of itself; undefined for bytes that are no WAV of 16-bit PCM. */
export interface WavInfo {
  readonly sampleRate: number;
  readonly channels: number;
  /** Where the samples stand in the file, in bytes. */
  readonly dataStart: number;
  readonly dataLength: number;
}

/** Walks the chunks of a WAV file. A length beyond the end of the file is cut: streamed files have none. */
export function readWav(file: Uint8Array): WavInfo | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 12 || readText(file, 0) !== "RIFF" || readText(file, 8) !== "WAVE") return undefined;
  let format: { sampleRate: number; channels: number } | undefined;
  for (let at = 12; at + 8 <= file.length; ) {
    const id = readText(file, at);
    const length = view.getUint32(at + 4, true);
    if (id === "fmt " && at + 24 <= file.length) {
      if (view.getUint16(at + 22, true) !== 16) return undefined;
      format = { channels: view.getUint16(at + 10, true), sampleRate: view.getUint32(at + 12, true) };
    }
    if (id === "data") {
      return format && { ...format, dataStart: at + 8, dataLength: Math.min(length, file.length - at - 8) };
    }
    at += 8 + length + (length % 2);
  }
  return undefined;
}

/** The samples of a WAV file as 24 kHz mono; undefined for what is no WAV of 16-bit PCM. */
export function decodeWav(file: Uint8Array): Int16Array | undefined {
  const info = readWav(file);
  if (!info || info.channels < 1 || info.sampleRate < 1) return undefined;
  const all = bytesToSamples(file.subarray(info.dataStart, info.dataStart + info.dataLength));
  if (info.channels === 1 && info.sampleRate === sampleRate) return all;
  const frames = Math.floor(all.length / info.channels);
  const resampled = new Int16Array(Math.floor((frames * sampleRate) / info.sampleRate));
  return resampled.map((_, index) => {
    const at = (index * info.sampleRate) / sampleRate;
    const frame = Math.floor(at);
    const next = Math.min(frames - 1, frame + 1);
    const a = all[frame * info.channels] ?? 0;
    const b = all[next * info.channels] ?? 0;
    return Math.round(a + (b - a) * (at - frame));
  });
}

function writeText(file: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) file[at + i] = text.charCodeAt(i);
}

function readText(file: Uint8Array, at: number): string {
  return String.fromCharCode(...file.subarray(at, at + 4));
}
