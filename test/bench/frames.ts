// The frames of a window: how far apart they are, and how much of the main thread's time went into each. The second is
// what a change of ours can help; the first is what a person sees, on a machine that may be busy with other things.

import type { Page } from "playwright-core";
import { type Measure, percentile } from "./report.ts";

/** One event of Chromium's trace; times in microseconds, `tdur` the thread's own. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Frames of one stretch, in milliseconds each. */
export interface Frames {
  readonly apart: readonly number[];
  readonly work: readonly number[];
}

const observe = `
  window.mimoFrames = [];
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    window.mimoFrames?.push(now - last);
    last = now;
    if (window.mimoFrames) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
`;
const collect = "(() => { const f = window.mimoFrames; window.mimoFrames = undefined; return f; })()";

/** Records the frames of `page` while `body` runs. */
export async function recordFrames(page: Page, body: () => Promise<void>): Promise<Frames> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "devtools.timeline"] },
  });
  await page.evaluate(observe);
  await body();
  const apart = await page.evaluate<number[]>(collect);
  const ended = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await ended;
  await session.detach();
  // The first frame has the start of the recording in it.
  return { apart: apart.slice(1), work: workPerFrame(events).slice(1, -1) };
}

/** Milliseconds that the busiest of the renderers' main threads worked between one frame and the next. */
function workPerFrame(events: readonly TraceEvent[]): number[] {
  const thread = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const renderers = new Set(
    events.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain").map(thread),
  );
  const tasks = events.filter(
    (event) => event.ph === "X" && event.name === "ThreadControllerImpl::RunTask" && renderers.has(thread(event)),
  );
  const totals = new Map<string, number>();
  for (const task of tasks) totals.set(thread(task), (totals.get(thread(task)) ?? 0) + (task.tdur ?? 0));
  const main = [...totals].toSorted((a, b) => b[1] - a[1])[0]?.[0];
  // Several callbacks run in one frame; those of one are less than 4 ms apart.
  const starts = events
    .filter((event) => event.name === "FireAnimationFrame" && thread(event) === main)
    .map(({ ts }) => ts)
    .toSorted((a, b) => a - b)
    .filter((ts, index, all) => index === 0 || ts - (all[index - 1] ?? 0) > 4_000);
  const work = new Array<number>(starts.length + 1).fill(0);
  let frame = 0;
  for (const task of tasks.filter((each) => thread(each) === main).toSorted((a, b) => a.ts - b.ts)) {
    while (frame < starts.length && task.ts >= (starts[frame] ?? 0)) frame++;
    work[frame] = (work[frame] ?? 0) + (task.tdur ?? 0) / 1000;
  }
  return work;
}

/** The figures of a stretch. */
export function framesOf(name: string, { apart, work }: Frames): Measure[] {
  const long = apart.filter((ms) => ms > 50).length;
  const note = `${apart.length} frames`;
  return [
    { name: `${name}: longest frame`, value: Math.max(...apart), unit: "ms", goal: 50 },
    { name: `${name}: most main thread work in a frame`, value: Math.max(...work), unit: "ms", goal: 50 },
    { name: `${name}: frame, p99`, value: percentile(apart, 0.99), unit: "ms", note },
    { name: `${name}: frames over 50 ms`, value: long, unit: "", goal: 0 },
  ];
}
