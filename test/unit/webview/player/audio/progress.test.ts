import { expect, it } from "vitest";
import { type PlaybackReport, silence } from "../../../../../webview-ui/player/audio/playback.ts";
import { partAt, progressOf } from "../../../../../webview-ui/player/audio/progress.ts";

const report = (more: Partial<PlaybackReport>): PlaybackReport => ({ ...silence, ...more });

it("counts each part by its text, and what is expected of one that still comes", () => {
  expect(progressOf(report({}), [])).toBe(0);
  expect(progressOf(report({}), [10, 30])).toBe(0);
  expect(progressOf(report({ part: 1 }), [10, 30])).toBe(0.25);
  expect(progressOf(report({ offset: 500, length: 1000, complete: true }), [10, 30])).toBe(0.125);
  // Ten characters are expected to take 16,000 samples, until more have come.
  expect(progressOf(report({ offset: 8000, length: 9000 }), [10, 30])).toBe(0.125);
  expect(progressOf(report({ offset: 16_000, length: 32_000 }), [10, 30])).toBe(0.125);
  expect(progressOf(report({ part: 1, status: "finished" }), [10, 30])).toBe(1);
});

it("finds the part at a place", () => {
  expect([0, 0.24, 0.25, 0.99, 1].map((fraction) => partAt(fraction, [10, 30]))).toEqual([0, 0, 1, 1, 1]);
});
