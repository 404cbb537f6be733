// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FrameScheduler } from "../../../../webview-ui/ui/frames.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "requestAnimationFrame"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** When each step came, in ms, of text that arrives every 10 ms for `ms`. */
function stepsOf(frames: FrameScheduler, characters: number, ms: number): number[] {
  const steps: number[] = [];
  const draw = () => {
    steps.push(performance.now());
    return false;
  };
  for (let at = 0; at < ms; at += 10) {
    frames.request(draw, characters);
    vi.advanceTimersByTime(10);
  }
  return steps;
}

const apart = (steps: readonly number[]) => steps.slice(1).map((at, index) => at - (steps[index] ?? 0));

describe("steps of drawing", () => {
  it("come a few frames apart when text comes as it is read", () => {
    const gaps = apart(stepsOf(new FrameScheduler(fail), 2, 3000));
    expect(Math.max(...gaps)).toBeLessThan(90);
    expect(Math.max(...gaps)).toBeLessThan(90);
    expect(Math.min(...gaps)).toBeGreaterThan(35);
  });

  it("come further apart once text has outrun the eye for a while", () => {
    const gaps = apart(stepsOf(new FrameScheduler(fail), 40, 3000));
    expect(Math.max(...gaps.slice(0, 6))).toBeLessThan(90);
    expect(Math.min(...gaps.slice(8))).toBeGreaterThan(120);
    expect(Math.max(...gaps)).toBeLessThan(200);
  });

  it("come closer again when it slows down", () => {
    const frames = new FrameScheduler(fail);
    stepsOf(frames, 40, 3000);
    const gaps = apart(stepsOf(frames, 2, 3000));
    expect(Math.max(...gaps.slice(2))).toBeLessThan(90);
  });

  it("are no more when what there is waits for more to come", () => {
    const frames = new FrameScheduler(fail);
    const steps: number[] = [];
    frames.request(() => {
      steps.push(performance.now());
      return steps.length < 8 && "later";
    });
    vi.advanceTimersByTime(2000);
    expect(steps).toHaveLength(8);
    expect(Math.min(...apart(steps))).toBeGreaterThan(35);
  });

  it("come at once after a pause, however much there is to draw", () => {
    const frames = new FrameScheduler(fail);
    stepsOf(frames, 2, 300);
    vi.advanceTimersByTime(1000);
    const start = performance.now();
    expect((stepsOf(frames, 5000, 50)[0] ?? 0) - start).toBeLessThan(20);
  });
});

function fail(error: unknown): void {
  throw error;
}
