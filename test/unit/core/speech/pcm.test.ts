import { expect, test } from "vitest";
import { withoutId3 } from "../../../../src/core/speech/mp3.ts";
import { decodeBase64, joinSamples, PcmDecoder, samplesToBytes } from "../../../../src/core/speech/pcm.ts";
import { checkSample, maxSampleBytes } from "../../../../src/core/speech/voiceSample.ts";
import { decodeWav, encodeWav, readWav } from "../../../../src/core/speech/wav.ts";
import { fc, test as property } from "./text/property.ts";

const anySamples = fc.int16Array({ maxLength: 400 });
const anyCuts = fc.array(fc.nat(50), { maxLength: 60 });

property("chunks of any size give the same samples", fc.tuple(anySamples, anyCuts), ([samples, cuts]) => {
  const bytes = samplesToBytes(samples);
  const decoder = new PcmDecoder();
  const pieces: Int16Array[] = [];
  let at = 0;
  for (const size of [...cuts, bytes.length]) {
    pieces.push(decoder.push(bytes.subarray(at, at + size)));
    at += size;
  }
  expect(joinSamples(pieces)).toEqual(samples);
  expect(decoder.hasOddByte).toBe(false);
});

test("half a sample at the end is known", () => {
  const decoder = new PcmDecoder();
  expect(decoder.push(Uint8Array.of(1, 2, 3))).toEqual(Int16Array.of(0x0201));
  expect(decoder.hasOddByte).toBe(true);
});

test("base64", () => {
  expect(decodeBase64("AQID")).toEqual(Uint8Array.of(1, 2, 3));
  expect(() => decodeBase64("%%%")).toThrow();
});

property("a WAV file gives back its samples", anySamples, (samples) => {
  const file = encodeWav(samples);
  expect(decodeWav(file)).toEqual(samples);
  expect(readWav(file)).toEqual({ sampleRate: 24000, channels: 1, dataStart: 44, dataLength: samples.length * 2 });
});

test("a WAV file of another rate and two channels becomes 24 kHz mono", () => {
  const file = encodeWav(Int16Array.from({ length: 960 }, (_, i) => i));
  const view = new DataView(file.buffer);
  view.setUint16(22, 2, true);
  view.setUint32(24, 48_000, true);
  expect(decodeWav(file)?.length).toBe(240);
});

test.each([[new Uint8Array(0)], [Uint8Array.of(1, 2, 3)], [new TextEncoder().encode("RIFF....WAVEfmt ")]])(
  "what is no WAV is none",
  (file) => {
    expect(decodeWav(file)).toBeUndefined();
  },
);

test("samples of voices", () => {
  const wav = encodeWav(Int16Array.of(1, 2, 3));
  const mp3 = Uint8Array.of(0xff, 0xf3, 0x44, 0xc0, 0, 0);
  expect(checkSample(wav)).toEqual({ ok: true, mimeType: "audio/wav" });
  expect(checkSample(mp3)).toEqual({ ok: true, mimeType: "audio/mpeg" });
  expect(checkSample(new TextEncoder().encode("ID3 and so on"))).toEqual({ ok: true, mimeType: "audio/mpeg" });
  expect(checkSample(new TextEncoder().encode("a text, not a sound"))).toEqual({ ok: false, problem: "not-audio" });
  expect(checkSample(new Uint8Array(0))).toEqual({ ok: false, problem: "empty" });
  expect(checkSample(encodeWav(new Int16Array(100)))).toEqual({ ok: false, problem: "silent" });
  expect(checkSample(new Uint8Array(maxSampleBytes + 1))).toEqual({ ok: false, problem: "too-large" });
});

test("tags of an MP3 file are cut off", () => {
  const tagged = new Uint8Array([...new TextEncoder().encode("ID3"), 4, 0, 0, 0, 0, 0, 2, 9, 9, 0xff, 0xf3, 1]);
  expect(withoutId3(tagged)).toEqual(Uint8Array.of(0xff, 0xf3, 1));
  expect(withoutId3(Uint8Array.of(0xff, 0xf3))).toEqual(Uint8Array.of(0xff, 0xf3));
});
