import { expect, test } from "vitest";
import type { SpeechToHost } from "../../../../../src/protocol/speech.ts";
import { SentenceSound } from "../../../../../webview-ui/player/audio/sentenceSound.ts";

const samples = new Int16Array(24);
const tick = () => new Promise((resolve) => setTimeout(resolve));

function setUp(sound: "plays" | "locked" | Error = "plays") {
  const log: string[] = [];
  const state = { isReading: false, isMuted: false };
  const ends: (() => void)[] = [];
  const sentences = new SentenceSound({
    engine: {
      playOnce: async (_, onEnd) => {
        await tick();
        if (sound instanceof Error) throw sound;
        if (sound === "locked") return undefined;
        log.push("sounds");
        ends.push(onEnd);
        return () => {
          log.push("silenced");
          onEnd();
        };
      },
      rest: () => void log.push("rests"),
    },
    post: (message: SpeechToHost) => {
      if (message.type === "said") log.push(`${message.session} ${message.how}`);
    },
    isReading: () => state.isReading,
    isMuted: () => state.isMuted,
  });
  return { sentences, log, state, end: () => ends.shift()?.() };
}

test("begins, ends, and lets the loudspeaker go", async () => {
  const { sentences, log, end } = setUp();
  await sentences.say("a", samples);
  end();
  expect(log).toEqual(["sounds", "a begun", "a ended", "rests"]);
  await sentences.say("b", samples);
  expect(log.slice(4)).toEqual(["sounds", "b begun"]);
});

test("is refused where the sound is locked or off, something is read, or another is said", async () => {
  const locked = setUp("locked");
  await locked.sentences.say("a", samples);
  expect(locked.log).toEqual(["a refused", "rests"]);
  const { sentences, log, state } = setUp();
  state.isMuted = true;
  await sentences.say("a", samples);
  state.isMuted = false;
  state.isReading = true;
  await sentences.say("b", samples);
  state.isReading = false;
  await Promise.all([sentences.say("c", samples), sentences.say("d", samples)]);
  expect(log).toEqual(["a refused", "b refused", "d refused", "sounds", "c begun"]);
});

test("what cannot be played is refused, and is in nobody's way afterwards", async () => {
  const { sentences, log } = setUp(new Error("no device"));
  await expect(sentences.say("a", samples)).rejects.toThrow("no device");
  await expect(sentences.say("b", samples)).rejects.toThrow("no device");
  expect(log).toEqual(["a refused", "rests", "b refused", "rests"]);
});

test("a reading that begins silences it; one that begins before the sound keeps it from beginning", async () => {
  const { sentences, log, state } = setUp();
  await sentences.say("a", samples);
  state.isReading = true;
  sentences.stop();
  expect(log).toEqual(["sounds", "a begun", "silenced", "a ended"]);
  state.isReading = false;
  const saying = sentences.say("b", samples);
  state.isReading = true;
  sentences.stop();
  await saying;
  expect(log.filter((line) => line.startsWith("b"))).toEqual(["b refused"]);
});

test("a word for another sentence stops none", async () => {
  const { sentences, log } = setUp();
  await sentences.say("a", samples);
  sentences.stop("b");
  expect(log).toEqual(["sounds", "a begun"]);
  sentences.stop("a");
  expect(log.at(-1)).toBe("rests");
});
