import { expect, test } from "vitest";
import type { StreamEvent } from "../../../../src/core/model/streamEvent.ts";
import { samplesToBytes } from "../../../../src/core/speech/pcm.ts";
import {
  createSpeechModel,
  type SpeechEvent,
  type SpeechRequest,
  speechKey,
} from "../../../../src/core/speech/speechModel.ts";
import { type OwnVoice, presetIdFor, voiceFor } from "../../../../src/core/speech/voices.ts";
import { encodeWav } from "../../../../src/core/speech/wav.ts";
import { FakeModel } from "./fakes.ts";

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const sound = (bytes: Uint8Array): StreamEvent => ({ type: "audio-delta", data: base64(bytes) });
const finish: StreamEvent = { type: "finish", reason: "stop", rawReason: "stop" };
const mia: SpeechRequest = {
  text: "Hello.",
  voice: { kind: "preset", id: "Mia" },
  style: "",
  singing: false,
  model: "mimo-v2.5-tts",
};
const clone: OwnVoice = {
  kind: "clone",
  id: "clone:me",
  name: "me",
  mimeType: "audio/wav",
  sampleHash: "ab",
  readSample: async () => "QUJD",
};
const design: OwnVoice = { kind: "design", id: "design:old", name: "old", description: "An old man." };

async function speak(model: FakeModel, request: SpeechRequest): Promise<SpeechEvent[]> {
  const events: SpeechEvent[] = [];
  for await (const event of createSpeechModel(model).speak(request, new AbortController().signal)) events.push(event);
  return events;
}
const samplesOf = (events: SpeechEvent[]) =>
  events.flatMap((event) => (event.type === "samples" ? [...event.samples] : []));

test("a preset voice streams, and a sample may be split over two chunks", async () => {
  const bytes = samplesToBytes(Int16Array.of(1, -2, 3));
  const model = new FakeModel([sound(bytes.subarray(0, 3)), sound(bytes.subarray(3)), finish]);
  expect(samplesOf(await speak(model, mia))).toEqual([1, -2, 3]);
  expect(model.requests[0]).toEqual({
    model: "mimo-v2.5-tts",
    messages: [{ role: "assistant", content: [{ type: "text", text: "Hello." }] }],
    audio: { format: "pcm16", voice: "Mia" },
  });
});

test("a style goes before the text, and singing is a tag", async () => {
  const model = new FakeModel([finish]);
  await speak(model, { ...mia, style: " gently ", singing: true });
  await speak(model, { ...mia, text: "你好。", singing: true });
  expect(model.requests[0]?.messages[0]).toEqual({ role: "user", content: [{ type: "text", text: "gently" }] });
  expect(JSON.stringify(model.requests[0]?.messages[1])).toContain("(singing)Hello.");
  expect(JSON.stringify(model.requests[1]?.messages)).toContain("(唱歌)你好。");
});

test("voices that cannot stream come as a whole file", async () => {
  const model = new FakeModel([sound(encodeWav(Int16Array.of(4, 5))), finish]);
  expect(samplesOf(await speak(model, { ...mia, voice: clone }))).toEqual([4, 5]);
  expect(samplesOf(await speak(model, { ...mia, voice: design, style: "slowly", singing: true }))).toEqual([4, 5]);
  expect(model.requests[0]).toMatchObject({
    model: "mimo-v2.5-tts-voiceclone",
    audio: { format: "wav", voice: "data:audio/wav;base64,QUJD" },
  });
  expect(model.requests[1]).toMatchObject({
    model: "mimo-v2.5-tts-voicedesign",
    messages: [
      { role: "user", content: [{ type: "text", text: "An old man.\nslowly" }] },
      { role: "assistant", content: [{ type: "text", text: "Hello." }] },
    ],
    audio: { format: "wav", voice: undefined },
  });
});

test.each([
  ["what is no base64", { type: "audio-delta", data: "%%" } as StreamEvent, mia],
  ["what is no WAV", sound(Uint8Array.of(1, 2, 3)), { ...mia, voice: clone }],
])("%s is a malformed answer", async (_name, event, request) => {
  await expect(speak(new FakeModel([event, finish]), request)).rejects.toMatchObject({ reason: "malformed-response" });
});

test("an MP3 file is passed on as it is", async () => {
  const model = new FakeModel([sound(Uint8Array.of(1, 2)), finish]);
  const file = await createSpeechModel(model).speakMp3(mia, new AbortController().signal);
  expect([...file]).toEqual([1, 2]);
  expect(model.requests[0]?.audio?.format).toBe("mp3");
});

test("the key tells sounds apart, and nothing else", () => {
  const keys = [
    mia,
    { ...mia, text: "Bye." },
    { ...mia, style: "gently" },
    { ...mia, singing: true },
    { ...mia, voice: { kind: "preset", id: "Dean" } as const },
    { ...mia, voice: clone },
    { ...mia, voice: design },
    { ...mia, model: "other" },
  ].map(speechKey);
  expect(new Set(keys).size).toBe(keys.length);
  expect(speechKey({ ...mia, style: " " })).toBe(speechKey(mia));
  expect(speechKey({ ...mia, voice: clone, singing: true })).toBe(speechKey({ ...mia, voice: clone }));
});

test("a voice by its name, or by the language of the sentence", () => {
  expect(voiceFor("auto", "en", [])).toEqual({ kind: "preset", id: "Mia" });
  expect(voiceFor("", "zh", [])).toEqual({ kind: "preset", id: "冰糖" });
  expect(voiceFor("auto", "mixed", [])).toEqual({ kind: "preset", id: "冰糖" });
  expect(voiceFor("dean", "zh", [])).toEqual({ kind: "preset", id: "Dean" });
  expect(voiceFor("clone:me", "en", [clone])).toBe(clone);
  expect(voiceFor("Nobody", "en", [clone])).toBeUndefined();
});

test("the older model has voices of its own", () => {
  expect(presetIdFor("mimo-v2-tts", "Mia")).toBe("default_en");
  expect(presetIdFor("mimo-v2-tts", "冰糖")).toBe("default_zh");
  expect(presetIdFor("mimo-v2.5-tts", "Mia")).toBe("Mia");
});
