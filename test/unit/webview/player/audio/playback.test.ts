import { expect, it } from "vitest";
import { Playback } from "../../../../../webview-ui/player/audio/playback.ts";
import { TimeStretcher } from "../../../../../webview-ui/player/audio/timeStretch.ts";

const quantum = 128;

function ramp(length: number, from = 1): Int16Array {
  return Int16Array.from({ length }, (_, i) => ((from + i) % 30_000) + 1);
}

/** Plays quanta until it is finished or has nothing; what was heard, silence left out. */
function play(playback: Playback, quanta = 100_000): number[] {
  const heard: number[] = [];
  const output = new Float32Array(quantum);
  for (let i = 0; i < quanta; i++) {
    const before = playback.report.played;
    playback.render(output);
    const count = playback.report.played - before;
    heard.push(...Array.from(output.subarray(0, count), (value) => Math.round(value * 32768)));
    if (count < quantum) break;
  }
  return heard;
}

function started(): Playback {
  const playback = new Playback();
  playback.reset();
  playback.playing = true;
  return playback;
}

it("plays every sample of every part once and in order, whatever the chunks", () => {
  const playback = started();
  const all = ramp(5000);
  for (const [part, from, to] of [
    [0, 0, 777],
    [0, 777, 1500],
    [1, 1500, 1501],
    [2, 1501, 5000],
  ] as const) {
    playback.add(part, all.slice(from, to));
  }
  for (const part of [0, 1, 2]) playback.complete(part);
  playback.close(3);
  expect(play(playback)).toEqual([...all]);
  expect(playback.report).toMatchObject({ status: "finished", played: 5000, longestGapMs: 0 });
});

it("waits for what has not come and goes on where it was", () => {
  const playback = started();
  playback.add(0, ramp(200));
  expect(play(playback).length).toBe(200);
  expect(playback.report.status).toBe("starved");
  play(playback);
  playback.add(0, ramp(100, 201));
  playback.complete(0);
  playback.close(1);
  expect(play(playback)).toEqual([...ramp(100, 201)]);
  expect(playback.report.longestGapMs).toBeGreaterThan(0);
});

it("pauses without loss, and silence has no step", () => {
  const playback = started();
  playback.add(0, ramp(1000, 20_000));
  const output = new Float32Array(quantum);
  playback.render(output);
  playback.playing = false;
  playback.render(output);
  expect(Math.abs((output[0] ?? 0) - 20_127 / 32768)).toBeLessThan(0.05);
  expect(playback.report.played).toBe(quantum);
  for (let i = 0; i < 10; i++) playback.render(output);
  expect(Math.max(...output)).toBe(0);
  playback.playing = true;
  playback.complete(0);
  playback.close(1);
  expect(play(playback)).toEqual([...ramp(1000 - quantum, 20_000 + quantum)]);
});

it("goes to a part it has, and says when it has not", () => {
  const playback = started();
  playback.add(0, ramp(500));
  playback.complete(0);
  playback.add(1, ramp(500, 1000));
  playback.complete(1);
  expect(playback.seek(1)).toBe(true);
  expect(play(playback)).toEqual([...ramp(500, 1000)]);
  expect(playback.seek(7)).toBe(false);
  expect(play(playback)).toEqual([]);
});

it("an empty part is passed over", () => {
  const playback = started();
  playback.complete(0);
  playback.add(1, ramp(10));
  playback.complete(1);
  playback.close(2);
  expect(play(playback)).toEqual([...ramp(10)]);
});

it.each([0.5, 0.75, 1.5, 2, 3])("at %s times the speed the pitch stays and nothing is lost", (speed) => {
  const rate = 24_000;
  const frequency = 200;
  const seconds = 2;
  const tone = Int16Array.from({ length: rate * seconds }, (_, i) =>
    Math.round(16_000 * Math.sin((2 * Math.PI * frequency * i) / rate)),
  );
  const playback = started();
  playback.speed = speed;
  for (let at = 0; at < tone.length; at += 2401) playback.add(0, tone.slice(at, at + 2401));
  playback.complete(0);
  playback.close(1);
  const heard: number[] = [];
  const output = new Float32Array(quantum);
  for (let i = 0; i < 2000; i++) {
    playback.render(output);
    heard.push(...output);
    if (playback.report.status === "finished" && output.every((value) => value === 0)) break;
  }
  expect(playback.report.played).toBe(tone.length);
  const end = heard.findLastIndex((value) => Math.abs(value) > 0.01);
  expect(end / rate).toBeGreaterThan((seconds / speed) * 0.93);
  expect(end / rate).toBeLessThan((seconds / speed) * 1.07 + 0.06);
  // Rising zero crossings in the middle half.
  const middle = heard.slice(end >> 2, (end * 3) >> 2);
  const crossings = middle.filter((value, i) => i > 0 && value >= 0 && (middle[i - 1] ?? 0) < 0).length;
  expect(crossings / (middle.length / rate)).toBeGreaterThan(frequency * 0.97);
  expect(crossings / (middle.length / rate)).toBeLessThan(frequency * 1.03);
});

it("a stretcher with too little waits, and gives the rest at the end", () => {
  const stretcher = new TimeStretcher();
  stretcher.speed = 2;
  stretcher.push(new Float32Array(100).fill(0.5));
  expect(stretcher.pull()).toBeUndefined();
  expect(stretcher.flush().length).toBe(100);
  expect(stretcher.pending).toBe(0);
});
