import { expect, test } from "vitest";
import { Emitter } from "../../../../src/core/util/emitter.ts";
import type { SpeechToHost, SpeechToWebview } from "../../../../src/protocol/speech.ts";
import { Sayer, type SayingPlace } from "../../../../src/vscode/speech/sayer.ts";

const tick = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));
const never = new AbortController().signal;

/** How a page answers: it plays for `ms`, or refuses, or is silent for ever. */
type Page = "plays" | "refuses" | "hangs";

function setUp(pages: readonly Page[], more: { patienceMs?: number; sound?: Error | "never" } = {}) {
  const spoke = new Emitter<SpeechToHost>();
  const changed = new Emitter<void>();
  const reading = { isSounding: false, onDidChange: changed.event };
  /** What was heard and asked, in order. */
  const log: string[] = [];
  const texts = new Map<Int16Array, string>();
  let sounding = 0;
  let mostAtOnce = 0;
  const places = pages.map((page, index): SayingPlace => {
    const stopped = new Set<string>();
    return {
      postSpeech: (message: SpeechToWebview) => {
        if (message.type === "sayStop") stopped.add(message.session);
        if (message.type !== "say" || page === "hangs") return;
        const { session, samples } = message;
        setTimeout(async () => {
          if (page === "refuses" || stopped.has(session)) {
            log.push(`${index} refused`);
            return spoke.fire({ type: "said", session, how: "refused" });
          }
          log.push(`${index} says ${texts.get(samples)}${reading.isSounding ? " over a reading" : ""}`);
          spoke.fire({ type: "said", session, how: "begun" });
          mostAtOnce = Math.max(mostAtOnce, ++sounding);
          await tick(20);
          sounding--;
          spoke.fire({ type: "said", session, how: "ended" });
        }, 5);
      },
    };
  });
  const sayer = new Sayer({
    places: () => places,
    onDidReceiveSpeech: spoke.event,
    reading,
    patienceMs: more.patienceMs ?? 2000,
    answerMs: 50,
    sound: async (text, signal) => {
      log.push(`sound of ${text}`);
      if (more.sound instanceof Error) throw more.sound;
      if (more.sound === "never") {
        await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      }
      const samples = new Int16Array(240);
      texts.set(samples, text);
      return samples;
    },
  });
  const read = (isSounding: boolean) => {
    reading.isSounding = isSounding;
    changed.fire();
  };
  return { sayer, log, read, mostAtOnce: () => mostAtOnce };
}

test("a sentence is said once, by the first page that can", async () => {
  const { sayer, log } = setUp(["refuses", "hangs", "plays", "plays"]);
  expect(await sayer.say("A", never)).toBe(true);
  await tick(50);
  expect(log).toEqual(["sound of A", "0 refused", "2 says A"]);
});

test("without a page nothing is asked of the service", async () => {
  const { sayer, log } = setUp([]);
  expect(await sayer.say("A", never)).toBe(false);
  expect(log).toEqual([]);
});

test("where no page can, it was not said", async () => {
  const { sayer, log } = setUp(["refuses", "hangs"]);
  expect(await sayer.say("A", never)).toBe(false);
  expect(log).toEqual(["sound of A", "0 refused"]);
});

test("a reading is never cut: it waits for the end, and gives up a long one unpaid", async () => {
  const { sayer, log, read } = setUp(["plays"]);
  read(true);
  const saying = sayer.say("A", never);
  await tick(40);
  expect(log).toEqual([]);
  read(false);
  expect(await saying).toBe(true);
  expect(log).toEqual(["sound of A", "0 says A"]);

  const long = setUp(["plays"], { patienceMs: 60 });
  long.read(true);
  expect(await long.sayer.say("B", never)).toBe(false);
  long.read(false);
  await tick(40);
  expect(long.log).toEqual([]);
});

test("one that begins while the sound is made is waited for too", async () => {
  const { sayer, log, read } = setUp(["plays"]);
  const saying = sayer.say("A", never);
  await Promise.resolve();
  read(true);
  await tick(30);
  expect(log.filter((line) => line.includes("says"))).toEqual([]);
  read(false);
  expect(await saying).toBe(true);
  expect(log.at(-1)).toBe("0 says A");
});

test("several are said one after the other, and one that cannot be holds up none", async () => {
  const { sayer, log, mostAtOnce } = setUp(["plays"]);
  expect(await Promise.all(["A", "B", "C"].map((text) => sayer.say(text, never)))).toEqual([true, true, true]);
  expect(log.filter((line) => line.includes("says"))).toEqual(["0 says A", "0 says B", "0 says C"]);
  expect(mostAtOnce()).toBe(1);
  const mute = setUp(["refuses"]);
  expect(await Promise.all(["A", "B"].map((text) => mute.sayer.say(text, never)))).toEqual([false, false]);
});

test("no sound in time, an error, and news that is none any more", async () => {
  const slow = setUp(["plays"], { sound: "never", patienceMs: 40 });
  expect(await slow.sayer.say("A", never)).toBe(false);
  const broken = setUp(["plays"], { sound: new Error("no key") });
  await expect(broken.sayer.say("A", never)).rejects.toThrow("no key");
  expect(await Promise.allSettled([broken.sayer.say("B", never)])).toMatchObject([{ status: "rejected" }]);

  for (const ms of [0, 2, 8]) {
    const old = setUp(["plays"]);
    const stop = new AbortController();
    const saying = old.sayer.say("A", stop.signal);
    await tick(ms);
    const hasBegun = old.log.some((line) => line.includes("says"));
    stop.abort();
    expect(await saying, `${ms} ms`).toBe(hasBegun);
    await tick(40);
    expect(old.log.filter((line) => line.includes("says")).length, `${ms} ms`).toBe(hasBegun ? 1 : 0);
  }
});
