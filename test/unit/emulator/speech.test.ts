import { expect, test } from "vitest";
import type { JsonObject } from "../../emulator/json.ts";
import { pcmBytes } from "../../emulator/speech/formats.ts";
import { spokenText, synthesize } from "../../emulator/speech/synthesize.ts";
import { chatPath, messagesPath, parseEvents, post, postJson, streamChunks, useEmulator } from "./client.ts";

const emulator = useEmulator();
const sentence = "The quick brown fox jumps over the lazy dog, and then it sleeps.";

const speak = (
  text: string,
  audio: JsonObject = { format: "wav", voice: "Mia" },
  more: JsonObject = {},
): JsonObject => ({
  model: "mimo-v2.5-tts",
  messages: [{ role: "assistant", content: text }],
  audio,
  ...more,
});

async function sound(body: JsonObject): Promise<Buffer> {
  const { status, body: reply } = await postJson(emulator(), chatPath, body);
  expect(status, JSON.stringify(reply.error)).toBe(200);
  expect(reply.choices[0].message.audio).toMatchObject({ id: expect.any(String), expires_at: null, transcript: null });
  return Buffer.from(reply.choices[0].message.audio.data, "base64");
}

test("the voice has speech's pace: about 150 words a minute, 4 characters a second", () => {
  const seconds = (text: string) => synthesize(text, "Mia").length / 24_000;
  const words = sentence.repeat(5);
  const perMinute = (words.split(/\s+/).length / seconds(words)) * 60;
  expect(perMinute).toBeGreaterThan(110);
  expect(perMinute).toBeLessThan(190);
  const chinese = "今天天气很好,我们去公园散步吧。".repeat(5);
  const perSecond = chinese.replace(/[,。]/g, "").length / seconds(chinese);
  expect(perSecond).toBeGreaterThan(3);
  expect(perSecond).toBeLessThan(5);
});

test("the same text and voice give the same samples, another voice others; loud but not clipped", () => {
  const samples = synthesize(sentence, "Mia");
  expect(synthesize(sentence, "Mia")).toEqual(samples);
  expect(synthesize(sentence, "Dean")).not.toEqual(samples);
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  expect(peak).toBeGreaterThan(8000);
  expect(peak).toBeLessThan(32_767);
});

test("tags are not read, escaped brackets are", () => {
  expect(spokenText("(gentle)Hello (sigh) there [laugh] 你好（笑）")).toBe("Hello   there   你好");
  expect(spokenText("call f\\(x\\)")).toBe("call f(x)");
  expect(synthesize("(gentle)Hello", "Mia")).toEqual(synthesize("Hello", "Mia"));
  expect(synthesize("()", "Mia").length).toBe(2400);
});

test("wav: a correct header before exactly the samples", async () => {
  const wav = await sound(speak(sentence));
  const pcm = pcmBytes(synthesize(sentence, "Mia"));
  expect(wav.subarray(44)).toEqual(pcm);
  expect(wav.toString("latin1", 0, 4) + wav.toString("latin1", 8, 16)).toBe("RIFFWAVEfmt ");
  expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
  expect([wav.readUInt16LE(20), wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt32LE(28)]).toEqual([
    1, 1, 24_000, 48_000,
  ]);
  expect([wav.readUInt16LE(32), wav.readUInt16LE(34), wav.readUInt32LE(40)]).toEqual([2, 16, pcm.length]);
});

test("pcm and pcm16 are the bare samples, mp3 frames of the same length", async () => {
  const pcm = pcmBytes(synthesize(sentence, "Milo"));
  expect(await sound(speak(sentence, { format: "pcm", voice: "Milo" }))).toEqual(pcm);
  expect(await sound(speak(sentence, { format: "pcm16", voice: "Milo" }))).toEqual(pcm);
  const mp3 = await sound(speak(sentence, { format: "mp3", voice: "Milo" }));
  expect(mp3.length % 96).toBe(0);
  expect(mp3.readUInt32BE(96)).toBe(0xfff344c0);
  expect((mp3.length / 96) * 576).toBeGreaterThanOrEqual(pcm.length / 2);
});

test("a stream carries the same samples in pieces that end inside samples, with null audio between", async () => {
  const chunks = await streamChunks(emulator(), speak(sentence, { format: "pcm16", voice: "Chloe" }));
  const deltas = chunks.map((chunk) => chunk.choices[0].delta);
  const pieces = deltas.filter((delta) => delta.audio).map((delta) => Buffer.from(delta.audio.data, "base64"));
  expect(Buffer.concat(pieces)).toEqual(pcmBytes(synthesize(sentence, "Chloe")));
  expect(pieces.some((piece) => piece.length % 2 === 1)).toBe(true);
  expect(deltas.filter((delta) => delta.audio === null).length).toBeGreaterThan(1);
  expect(chunks.at(-1).choices[0].finish_reason).toBe("stop");
});

test("without a format a stream is pcm, a whole reply wav; usage comes when asked for", async () => {
  const chunks = await streamChunks(
    emulator(),
    speak("Hi.", { voice: "Mia" }, { stream_options: { include_usage: true } }),
  );
  expect(chunks.at(-1).usage.completion_tokens).toBeGreaterThan(0);
  expect((await sound(speak("Hi.", { voice: "Mia" }))).toString("latin1", 0, 4)).toBe("RIFF");
});

test("a script's sound is used, and only for speech", async () => {
  const audio = Buffer.from([1, 2, 3, 4]).toString("base64");
  emulator().setScript([{ text: "words" }, { audio }]);
  expect(await sound(speak("x", { format: "pcm16" }))).toEqual(Buffer.from([1, 2, 3, 4]));
  const chat = await postJson(emulator(), chatPath, {
    model: "mimo-v2.6-pro",
    messages: [{ role: "user", content: "x" }],
  });
  expect(chat.body.choices[0].message.content).toBe("words");
});

const design = (more: JsonObject, messages: JsonObject[]) => ({
  model: "mimo-v2.5-tts-voicedesign",
  messages,
  ...more,
});
const describe = { role: "user", content: "an old sailor" };
const text = { role: "assistant", content: "Ahoy." };
const clone = (voice: unknown) => speak("Hi.", { voice }, { model: "mimo-v2.5-tts-voiceclone" });

test("voice design needs a description and may polish or write the text", async () => {
  await sound(design({}, [describe, text]));
  const polished = await postJson(emulator(), chatPath, design({ audio: { optimize_text_preview: true } }, [describe]));
  expect(polished.body.choices[0].message.final_text_preview).toBeTypeOf("string");
  await sound(clone("data:audio/wav;base64,UklGRg=="));
  await sound(clone("data:audio/mpeg;base64,//NExAAA"));
});

test.each<[string, JsonObject]>([
  ["no text", { ...speak(""), messages: [{ role: "user", content: "gentle" }] }],
  ["an empty text", speak("")],
  ["an unknown voice", speak("Hi.", { voice: "Alloy" })],
  ["an unknown format", speak("Hi.", { format: "ogg" })],
  ["a stream of wav", speak("Hi.", { format: "wav" }, { stream: true })],
  ["a stream of mp3", speak("Hi.", { format: "mp3" }, { stream: true })],
  ["thinking", speak("Hi.", {}, { thinking: { type: "disabled" } })],
  ["tools", speak("Hi.", {}, { tools: [] })],
  ["a tool choice", speak("Hi.", {}, { tool_choice: "auto" })],
  ["a response format", speak("Hi.", {}, { response_format: { type: "text" } })],
  ["too many tokens asked for", speak("Hi.", {}, { max_completion_tokens: 8193 })],
  ["a text beyond the context", speak("字".repeat(8200))],
  ["design without a description", design({}, [text])],
  ["design with a voice", design({ audio: { voice: "Mia" } }, [describe, text])],
  ["design without a text", design({}, [describe])],
  ["polish elsewhere", speak("Hi.", { optimize_text_preview: true })],
  ["a stream of a designed voice", design({ stream: true }, [describe, text])],
  ["clone without a voice", clone(undefined)],
  ["clone with a built-in voice", clone("Mia")],
  ["clone of another type", clone("data:audio/ogg;base64,AAAA")],
  ["clone beyond 10 MB", clone(`data:audio/wav;base64,${"A".repeat(10 * 1024 * 1024 + 4)}`)],
  ["a retired model", speak("Hi.", {}, { model: "mimo-v2-tts" })],
])("400 for %s", async (_name, body) => {
  expect((await postJson(emulator(), chatPath, body)).status).toBe(400);
});

test("speech is not available on the Anthropic protocol", async () => {
  expect((await postJson(emulator(), messagesPath, speak("Hi."))).status).toBe(400);
});

test("faults strike sound as they strike text", async () => {
  emulator().addFaults({ kind: "cut-before-finish", after: 2 });
  const cut = await (await post(emulator(), chatPath, speak(sentence, { format: "pcm16" }, { stream: true }))).text();
  expect(parseEvents(cut).filter(({ data }) => data.includes('"data"'))).toHaveLength(2);
  expect(cut).not.toContain("[DONE]");
});
