import { expect, it } from "vitest";
import { clock, playingTime } from "../../../../../webview-ui/player/audio/playingTime.ts";

const part = (characters: number, samples = 0, complete = false) => ({ characters, samples, complete });
const at = (index: number, offset: number) => ({ part: index, offset, status: "playing" as const });

it("is exact once all has come", () => {
  const parts = [part(10, 24_000, true), part(30, 48_000, true)];
  expect(playingTime(at(1, 12_000), parts, true)).toEqual({ position: 1500, total: 3000, isKnown: true });
});

it("guesses the rest by what has come, and says that it does", () => {
  const parts = [part(10, 24_000, true), part(30, 100), part(10)];
  expect(playingTime(at(0, 0), parts, true)).toEqual({ position: 0, total: 5000, isKnown: false });
});

it("is no less than what has come of a part, and never past the end", () => {
  const time = playingTime(at(0, 96_000), [part(10, 72_000)], false);
  expect(time.total).toBe(3000);
  expect(time.position).toBe(3000);
});

it("stands at its end when it is finished, and at nothing before anything is known", () => {
  const parts = [part(10, 24_000, true)];
  expect(playingTime({ part: 1, offset: 0, status: "finished" }, parts, true).position).toBe(1000);
  expect(playingTime(at(0, 0), [], false)).toEqual({ position: 0, total: 0, isKnown: false });
});

it.each([
  [0, "0:00"],
  [5999, "0:05"],
  [65_000, "1:05"],
  [3_661_000, "1:01:01"],
])("%i ms is %s", (ms, shown) => {
  expect(clock(ms)).toBe(shown);
});
