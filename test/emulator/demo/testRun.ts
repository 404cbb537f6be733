// How the tests went, from what `run_command` and `command_output` returned.
import { exitCodeIn } from "./project.ts";
import { type Done, type RunSoFar, resultsOf } from "./runSoFar.ts";

/** `running`: it went on in the background as `id`. `broken`: it never began, twice. */
export type TestRun =
  | { state: "none"; retry: boolean }
  | { state: "running"; id: string }
  | { state: "denied" | "broken" | "passed" | "failing"; text: string };

/** Commands that were asked for in vain before it is left. */
const attempts = 2;

/** The tests since reply `since` of the run. */
export function testRunSince(run: RunSoFar, since: number): TestRun {
  const results = resultsOf(run, "run_command").filter(({ step }) => step >= since);
  const last = results.at(-1);
  if (!last) return { state: "none", retry: false };
  if (last.outcome === "denied") return { state: "denied", text: last.text };
  const id = /still running in the background as ([\w-]+)/i.exec(last.text)?.[1];
  if (id !== undefined) return afterwards(run, last, id);
  const code = exitCodeIn(last.text);
  if (code === 0) return { state: "passed", text: last.text };
  // 126 and 127: the shell found nothing to run.
  if (code !== undefined && code !== 126 && code !== 127) return { state: "failing", text: last.text };
  return results.length < attempts ? { state: "none", retry: true } : { state: "broken", text: last.text };
}

function afterwards(run: RunSoFar, command: Done, id: string): TestRun {
  const more = resultsOf(run, "command_output").findLast(({ step }) => step > command.step);
  if (!more && run.tools.includes("command_output")) return { state: "running", id };
  const text = more?.text ?? command.text;
  const failed = /(?:# |ℹ )fail (\d+)/.exec(text)?.[1];
  if (failed === undefined) return { state: "broken", text };
  return { state: failed === "0" ? "passed" : "failing", text };
}

/** How many tests passed; undefined when the output does not say. */
export function passedIn(output: string): number | undefined {
  const count = /(?:# |ℹ )pass (\d+)/.exec(output)?.[1];
  return count === undefined ? undefined : Number(count);
}
