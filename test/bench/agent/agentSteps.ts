// What a long run costs: whether its five hundredth step costs what its first did, and what the conversation weighs then.

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileConversationStore } from "../../../src/vscode/chat/fileConversationStore.ts";
import { type Measure, median } from "../report.ts";
import { heapUsed, type LongRun, longRun, type StepCost } from "./longRun.ts";
import { show } from "./runWorld.ts";

const steps = 500;
const openings = 5;

/** Runs it once; ratios are of its own beginning. */
export async function measureAgentSteps(): Promise<Measure[]> {
  const dir = mkdtempSync(join(tmpdir(), "mimo-steps-"));
  try {
    // What is loaded and compiled once is no step's.
    await longRun(30, new FileConversationStore(dir));
    const run = await longRun(steps, new FileConversationStore(dir));
    return [...growth(run), ...(await weight(run, dir))];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function growth({ costs, heap, prefixes }: LongRun): Measure[] {
  const name = `${steps} steps`;
  const [first, last] = [costs.slice(0, 100), costs.slice(-100)];
  const of = (some: readonly StepCost[], cost: (step: StepCost) => number) => median(some.map(cost));
  const pair = (cost: (step: StepCost) => number) =>
    `median of the first and the last hundred: ${of(first, cost).toFixed(2)} and ${of(last, cost).toFixed(2)} ms`;
  const ratio = (cost: (step: StepCost) => number) => of(last, cost) / of(first, cost);
  const ours = ({ stream, between, json }: StepCost) => stream + between - json;
  const all = ({ stream, between }: StepCost) => stream + between;
  const grown = heap.slice(1).map((bytes, index) => (bytes - (heap[index] ?? 0)) / 100_000);
  return [
    {
      name: `${name}: CPU a step, last / first`,
      value: ratio(ours),
      unit: "×",
      goal: 1.1,
      note: `${pair(ours)}; without its JSON`,
    },
    {
      name: `${name}: of that, the reply`,
      value: ratio(({ stream }) => stream),
      unit: "×",
      note: pair(({ stream }) => stream),
    },
    { name: `${name}: with the JSON`, value: ratio(all), unit: "×", note: pair(all) },
    {
      name: `${name}: heap a step`,
      value: median(grown),
      unit: "KB",
      note: `by the hundred: ${grown.map((kb) => kb.toFixed(1)).join(", ")}`,
    },
    {
      name: `${name}: requests that begin with the one before`,
      value: (100 * prefixes) / steps,
      unit: "%",
      note: "byte for byte",
    },
  ];
}

async function weight(run: LongRun, dir: string): Promise<Measure[]> {
  const name = `${steps} steps`;
  const { size } = statSync(join(dir, `${run.conversation}.jsonl`));
  const times: number[] = [];
  const before = heapUsed();
  let held = 0;
  for (let opening = 0; opening < openings; opening++) {
    const start = performance.now();
    const service = await run.open();
    const hide = show(service);
    times.push(performance.now() - start);
    held = heapUsed() - before;
    hide();
    service.dispose();
  }
  return [
    { name: `${name}: journal`, value: size / 1e6, unit: "MB" },
    {
      name: `${name}: open again`,
      value: median(times),
      unit: "ms",
      note: `read and given to a page, median of ${openings}`,
    },
    { name: `${name}: held at its end`, value: run.held / 1e6, unit: "MB" },
    { name: `${name}: held when opened again`, value: held / 1e6, unit: "MB" },
  ];
}
