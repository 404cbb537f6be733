// What was read, as a file. Sound that is kept is not asked for again. MP3 comes from the service, since every encoder
// there is goes back to LAME or Shine and their licence; so it is kept beside the sound that was played.

import { withoutId3 } from "./mp3.ts";
import { isSilent, joinSamples } from "./pcm.ts";
import type { SpeechCache } from "./speechCache.ts";
import { SpeechError } from "./speechError.ts";
import { joinBytes, type SpeechModel, type SpeechRequest, speechKey } from "./speechModel.ts";
import { encodeWav } from "./wav.ts";

export interface RenderDeps {
  readonly speech: SpeechModel;
  readonly cache: SpeechCache;
}

/** How the parts become one file. */
export interface RenderOptions {
  readonly signal: AbortSignal;
  /** Called after each part. */
  readonly advance: () => void;
}

/** How many of these the service would have to speak again, and be paid for, as MP3. */
export async function countUnkeptMp3({ cache }: RenderDeps, requests: readonly SpeechRequest[]): Promise<number> {
  const kept = await Promise.all(requests.map((request) => cache.hasMp3(speechKey(request))));
  return kept.filter((isKept) => !isKept).length;
}

/** A WAV file of all parts. Throws as `SpeechModel.speak` does, and a SpeechError for a part without sound, which is not kept. */
export async function renderWav(
  { speech, cache }: RenderDeps,
  requests: readonly SpeechRequest[],
  { signal, advance }: RenderOptions,
): Promise<Uint8Array> {
  const all: Int16Array[] = [];
  for (const request of requests) {
    all.push(await soundOf({ speech, cache }, request, signal));
    advance();
  }
  return encodeWav(joinSamples(all));
}

/** All samples of a part, 24 kHz mono. Throws as `renderWav` does. */
export async function soundOf(
  { speech, cache }: RenderDeps,
  request: SpeechRequest,
  signal: AbortSignal,
): Promise<Int16Array> {
  const key = speechKey(request);
  const kept = await cache.read(key);
  if (kept && !isSilent(kept)) return kept;
  const pieces: Int16Array[] = [];
  for await (const event of speech.speak(request, signal)) if (event.type === "samples") pieces.push(event.samples);
  const samples = joinSamples(pieces);
  if (isSilent(samples)) throw noSound(request);
  await cache.write(key, samples);
  return samples;
}

/** An MP3 file of all parts: frames may follow one another, so theirs become one without their tags. Throws likewise. */
export async function renderMp3(
  { speech, cache }: RenderDeps,
  requests: readonly SpeechRequest[],
  { signal, advance }: RenderOptions,
): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for (const request of requests) {
    const key = speechKey(request);
    let file = await cache.readMp3(key);
    if (!file?.length) {
      file = withoutId3(await speech.speakMp3(request, signal));
      if (file.length === 0) throw noSound(request);
      await cache.writeMp3(key, file);
    }
    all.push(file);
    advance();
  }
  return joinBytes(all);
}

function noSound({ text }: SpeechRequest): SpeechError {
  return new SpeechError("silence", `No sound came for: ${text}`);
}
