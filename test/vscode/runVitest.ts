// Runs test files through Vitest and keeps what failed: a long log is read from its end, and may be cut.
import { type InlineConfig, startVitest } from "vitest/node";
import { root } from "./paths.ts";

/** What came of one run. */
export interface RunResult {
  readonly passed: number;
  /** A test each, or a file that could not be loaded: where, and what was said. */
  readonly failures: readonly string[];
}

/** Runs the files whose names contain one of `names`, all of `config.include` when there are none. */
export async function runVitest(names: readonly string[], config: InlineConfig): Promise<RunResult> {
  const vitest = await startVitest("test", [...names], {
    config: false,
    root,
    environment: "node",
    watch: false,
    reporters: ["verbose"],
    // One file at a time: its figures and its timing are then its own.
    pool: "forks",
    fileParallelism: false,
    retry: 0,
    // The same order in every run, whatever failed in the last.
    cache: false,
    ...config,
  });
  const failures: string[] = [];
  const say = (where: string, errors: readonly { message?: string }[]) =>
    failures.push(`${where}\n  ${errors.map(({ message }) => message ?? "").join("\n  ")}`);
  const modules = vitest.state.getTestModules();
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  for (const test of tests) {
    const result = test.result();
    if (result.state === "failed") say(`${test.module.relativeModuleId} > ${test.fullName}`, result.errors);
  }
  // A file that cannot be loaded, or a hook that fails, has no failed test.
  for (const module of modules) {
    const errors = [module, ...module.children.allSuites()].flatMap((part) => part.errors());
    if (errors.length > 0) say(module.relativeModuleId, errors);
  }
  const unhandled = vitest.state.getUnhandledErrors() as { message?: string }[];
  if (unhandled.length > 0) say("outside of any test", unhandled);
  const passed = tests.filter((test) => test.result().state === "passed").length;
  await vitest.close();
  return { passed, failures };
}

/** Says every failure once more, then the one line that counts, and ends the process. */
export function exitWith(passed: number, failures: readonly string[]): never {
  for (const failure of failures) console.log(`\n✗ ${failure}`);
  console.log(`\n${passed} passed, ${failures.length} failed`);
  process.exit(failures.length > 0 || passed === 0 ? 1 : 0);
}
