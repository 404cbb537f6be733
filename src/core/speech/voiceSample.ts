// Checks a recording before it becomes a voice.

import { readWav } from "./wav.ts";

/** Base64 of a sample may have 10 MB (API document: Speech), and base64 makes four characters of three bytes. */
export const maxSampleBytes = Math.floor((10 * 1024 * 1024 * 3) / 4);

/** What is wrong with a file. */
export type SampleProblem = "empty" | "too-large" | "not-audio" | "silent";

export type SampleCheck =
  | { readonly ok: true; readonly mimeType: "audio/wav" | "audio/mpeg" }
  | { readonly ok: false; readonly problem: SampleProblem };

/** Judges a file by its bytes, not by its name: WAV or MP3, small enough, and not silent as far as that can be seen. */
export function checkSample(file: Uint8Array): SampleCheck {
  if (file.length === 0) return { ok: false, problem: "empty" };
  if (file.length > maxSampleBytes) return { ok: false, problem: "too-large" };
  if (isMp3(file)) return { ok: true, mimeType: "audio/mpeg" };
  const isRiff = file[0] === 0x52 && file[1] === 0x49 && file[2] === 0x46 && file[3] === 0x46 && file[8] === 0x57;
  if (!isRiff) return { ok: false, problem: "not-audio" };
  const wav = readWav(file);
  // Other sample widths are for the service to judge.
  if (!wav) return { ok: true, mimeType: "audio/wav" };
  if (wav.dataLength === 0) return { ok: false, problem: "empty" };
  const silent = file.subarray(wav.dataStart, wav.dataStart + wav.dataLength).every((byte) => byte === 0);
  return silent ? { ok: false, problem: "silent" } : { ok: true, mimeType: "audio/wav" };
}

/** An ID3 tag, or the sync bits of an MPEG audio frame of layer III with a valid rate. */
function isMp3(file: Uint8Array): boolean {
  if (file[0] === 0x49 && file[1] === 0x44 && file[2] === 0x33) return true;
  const [first = 0, second = 0, third = 0] = file;
  const isLayer3 = first === 0xff && (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08;
  return isLayer3 && third >> 4 !== 0xf && ((third >> 2) & 3) !== 3;
}
