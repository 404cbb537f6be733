// The test API of the suites that run inside VS Code's extension host, and the `run()` that VS Code calls. Results go
// to the file named by MIMO_TEST_REPORT, a JSON line each, as they come.
import { appendFileSync } from "node:fs";
import type { Report } from "./report.ts";

type Body = () => void | Promise<void>;
interface Group {
  name: string;
  before: Body[];
  after: Body[];
  tests: { name: string; body: Body; timeoutMs: number }[];
}

const groups: Group[] = [];
let current: Group | undefined;

/** A group of tests; groups do not nest. */
export function describe(name: string, body: () => void): void {
  const group: Group = { name, before: [], after: [], tests: [] };
  groups.push(group);
  current = group;
  body();
  current = undefined;
}

/** A test; fails when its body throws, rejects or takes longer than `timeoutMs`. */
export function it(name: string, body: Body, timeoutMs = 60_000): void {
  openGroup().tests.push({ name, body, timeoutMs });
}

/** Runs once before the tests of the group; if it fails, they all do. */
export function before(body: Body): void {
  openGroup().before.push(body);
}

/** Runs once after the tests of the group. */
export function after(body: Body): void {
  openGroup().after.push(body);
}

function openGroup(): Group {
  if (!current) throw new Error("Tests belong inside describe().");
  return current;
}

/** Called by VS Code; rejects if a test failed, which makes VS Code's own runner exit with an error. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  let failed = 0;
  const tell = (report: Report) => {
    if (report.kind === "test" && report.error) failed++;
    appendFileSync(process.env.MIMO_TEST_REPORT ?? "", `${JSON.stringify(report)}\n`);
  };
  for (const group of groups) await runGroup(group, tell);
  tell({ kind: "end" });
  if (failed > 0) throw new Error(`${failed} failed`);
}

async function runGroup(group: Group, tell: (report: Report) => void): Promise<void> {
  const setUp = await attempt(async () => {
    for (const body of group.before) await body();
  }, 60_000);
  for (const { name, body, timeoutMs } of group.tests) {
    const startedAt = performance.now();
    const error = setUp ? `before: ${setUp}` : await attempt(body, timeoutMs);
    const ms = Math.round(performance.now() - startedAt);
    tell({ kind: "test", name: `${group.name}: ${name}`, ms, error });
  }
  const tornDown = await attempt(async () => {
    for (const body of group.after) await body();
  }, 60_000);
  if (tornDown) tell({ kind: "test", name: `${group.name}: after`, ms: 0, error: tornDown });
}

/** Resolves to what went wrong in words, or undefined. */
async function attempt(body: Body, timeoutMs: number): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${timeoutMs / 1000} s`)), timeoutMs);
  });
  try {
    await Promise.race([body(), late]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
  }
}
