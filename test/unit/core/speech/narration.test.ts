import { expect, test } from "vitest";
import { ModelError } from "../../../../src/core/model/modelError.ts";
import { Narration, type NarrationEvent } from "../../../../src/core/speech/narration.ts";
import { SpeechError } from "../../../../src/core/speech/speechError.ts";
import type { SpeechPart } from "../../../../src/core/speech/text/speakable.ts";
import { FakeSpeech, MemoryCache } from "./fakes.ts";

const part = (text: string): SpeechPart => ({ text, start: 0, end: text.length, language: "en" });
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

function start(...texts: string[]) {
  const speech = new FakeSpeech();
  const cache = new MemoryCache();
  const events: NarrationEvent[] = [];
  const narration = new Narration({
    speech,
    cache,
    requestFor: ({ text }) => ({
      text,
      voice: { kind: "preset", id: "Mia" },
      style: "",
      singing: false,
      model: "mimo-v2.5-tts",
    }),
  });
  narration.onEvent((event) => events.push(event));
  narration.add(texts.map(part), true);
  const heard = (index: number) =>
    events.flatMap((event) => (event.type === "samples" && event.part === index ? [...event.samples] : []));
  const types = () => events.map((event) => event.type);
  return { speech, cache, events, narration, heard, types };
}

test("fetches the next two parts while one is heard, each when the one before it begins to come", async () => {
  const { speech, narration } = start("a", "b", "c", "d", "e");
  const asked = () => speech.calls.map(({ request }) => request.text).join("");
  await settle();
  expect(asked()).toBe("a");
  speech.call("a").say(1);
  await settle();
  expect(asked()).toBe("ab");
  speech.call("b").say(1);
  await settle();
  speech.call("c").say(1);
  await settle();
  expect(asked()).toBe("abc");
  narration.moveTo(1);
  await settle();
  expect(asked()).toBe("abcd");
});

test("passes samples on as they come and says when a part is whole", async () => {
  const { speech, heard, events } = start("a");
  await settle();
  speech.call("a").say(1, 2);
  await settle();
  expect(heard(0)).toEqual([1, 2]);
  speech.call("a").say(3);
  speech.call("a").finish();
  await settle();
  expect(heard(0)).toEqual([1, 2, 3]);
  expect(events.at(-1)).toEqual({ type: "end", part: 0 });
});

test("what was spoken once comes from the cache", async () => {
  const { speech, cache, narration, heard } = start("a");
  await settle();
  speech.call("a").say(5);
  speech.call("a").finish();
  await settle();
  expect(cache.kept.size).toBe(1);
  narration.moveTo(0, true);
  await settle();
  expect(speech.calls.length).toBe(1);
  expect(heard(0)).toEqual([5, 5]);
});

test("after an error nothing more is fetched; a retry sends only what is missing", async () => {
  const { speech, heard, events, narration } = start("a", "b", "c", "d");
  await settle();
  speech.call("a").say(1, 2, 3);
  speech.call("a").fail(new ModelError("network", { message: "gone", replyStarted: true }));
  await settle();
  expect(events.at(-1)).toMatchObject({ type: "error", part: 0 });
  narration.retry();
  await settle();
  expect(speech.calls.filter(({ request }) => request.text === "a").length).toBe(2);
  speech.call("a").say(1, 2);
  speech.call("a").say(3, 4, 5);
  speech.call("a").finish();
  await settle();
  expect(heard(0)).toEqual([1, 2, 3, 4, 5]);
  expect(events.at(-1)).toEqual({ type: "end", part: 0 });
});

test("a jump cancels what is no longer near and drops what came of it", async () => {
  const { speech, narration, events } = start("a", "b", "c", "d", "e", "f");
  await settle();
  for (const text of ["a", "b"]) {
    speech.call(text).say(1);
    await settle();
  }
  narration.moveTo(4);
  await settle();
  expect(speech.call("a").signal.aborted).toBe(true);
  expect(speech.call("b").signal.aborted).toBe(true);
  expect(events).toContainEqual({ type: "drop", part: 1 });
  expect(speech.calls.map(({ request }) => request.text)).toEqual(["a", "b", "c", "e"]);
});

test("stopping cancels every request, and nothing is said any more", async () => {
  const { speech, narration, events } = start("a", "b");
  await settle();
  speech.call("a").say(1);
  await settle();
  narration.dispose();
  const before = events.length;
  expect(speech.calls.every(({ signal }) => signal.aborted)).toBe(true);
  narration.add([part("c")], true);
  narration.moveTo(1);
  await settle();
  expect(events.length).toBe(before);
});

test("silence is an error, is not kept, and comes again whole", async () => {
  const { speech, cache, events, narration, heard } = start("a");
  await settle();
  speech.call("a").say(0, 0);
  speech.call("a").finish();
  await settle();
  expect(events.at(-2)).toEqual({ type: "drop", part: 0 });
  const last = events.at(-1);
  expect(last?.type === "error" && last.error).toBeInstanceOf(SpeechError);
  expect(cache.kept.size).toBe(0);
  narration.retry();
  await settle();
  speech.call("a").say(7);
  speech.call("a").finish();
  await settle();
  expect(heard(0)).toEqual([0, 0, 7]);
});

test("parts may come while it reads", async () => {
  const speech = new FakeSpeech();
  const requestFor = ({ text }: SpeechPart) => ({
    text,
    voice: { kind: "preset", id: "Mia" } as const,
    style: "",
    singing: false,
    model: "mimo-v2.5-tts",
  });
  const narration = new Narration({ speech, cache: new MemoryCache(), requestFor });
  narration.add([part("a")], false);
  narration.add([part("b")], false);
  narration.add([], true);
  narration.add([part("never")], true);
  await settle();
  speech.call("a").say(1);
  await settle();
  expect(speech.calls.map(({ request }) => request.text)).toEqual(["a", "b"]);
});
