import { expect, test } from "vitest";
import { samplesToBytes } from "../../../../src/core/speech/pcm.ts";
import { countUnkeptMp3, renderMp3, renderWav } from "../../../../src/core/speech/renderSpeech.ts";
import { createSpeechModel, type SpeechRequest, speechKey } from "../../../../src/core/speech/speechModel.ts";
import { decodeWav } from "../../../../src/core/speech/wav.ts";
import { FakeModel, MemoryCache } from "./fakes.ts";

const request = (text: string): SpeechRequest => ({
  text,
  voice: { kind: "preset", id: "Mia" },
  style: "",
  singing: false,
  model: "mimo-v2.5-tts",
});
const requests = [request("One."), request("Two.")];
const options = { signal: new AbortController().signal, advance: () => {} };
const speaking = (bytes: Uint8Array) =>
  new FakeModel([{ type: "audio-delta", data: Buffer.from(bytes).toString("base64") }]);

test("neither form of the same text is paid for twice", async () => {
  const cache = new MemoryCache();
  const wavModel = speaking(samplesToBytes(Int16Array.of(1, 2)));
  const wavDeps = { speech: createSpeechModel(wavModel), cache };
  const wav = await renderWav(wavDeps, requests, options);
  expect(await renderWav(wavDeps, requests, options)).toEqual(wav);
  expect([...(decodeWav(wav) ?? [])]).toEqual([1, 2, 1, 2]);
  expect(wavModel.requests.length).toBe(2);

  const mp3Model = speaking(Uint8Array.of(0xff, 0xfb, 7));
  const mp3Deps = { speech: createSpeechModel(mp3Model), cache };
  expect(await countUnkeptMp3(mp3Deps, requests)).toBe(2);
  const mp3 = await renderMp3(mp3Deps, requests, options);
  expect([...mp3]).toEqual([0xff, 0xfb, 7, 0xff, 0xfb, 7]);
  expect(await countUnkeptMp3(mp3Deps, [...requests, request("Three.")])).toBe(1);
  expect(await renderMp3(mp3Deps, requests, options)).toEqual(mp3);
  expect(mp3Model.requests.length).toBe(2);
});

test("what has no sound is an error, is not kept, and is asked for again", async () => {
  const cache = new MemoryCache();
  const silent = { speech: createSpeechModel(speaking(samplesToBytes(Int16Array.of(0, 0)))), cache };
  await expect(renderWav(silent, requests, options)).rejects.toMatchObject({ reason: "silence" });
  // An earlier version kept it.
  for (const each of requests) await cache.write(speechKey(each), Int16Array.of(0, 0));
  const speech = { speech: createSpeechModel(speaking(samplesToBytes(Int16Array.of(1, 2)))), cache };
  expect([...(decodeWav(await renderWav(speech, requests, options)) ?? [])]).toEqual([1, 2, 1, 2]);
});
