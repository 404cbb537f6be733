// What came of a run, as numbers: for the one sentence that tells of its end. No names and no contents: it is read aloud.

import type { ReplyPart } from "../../conversation/message.ts";
import type { CallFacts } from "../../conversation/runParts.ts";
import { agentTools } from "../../tools/agentTools.ts";
import { prepareCall } from "../../tools/prepareCall.ts";

/** How a command ended. */
export type CommandEnd = { readonly code: number } | { readonly signal: string };

export interface RunFacts {
  /** Files that were edited, written, moved or deleted, each counted once. */
  readonly files: number;
  /** The last tests that ran to their end; undefined when none did. */
  readonly tests?: CommandEnd;
  /** The last command that ran to its end. */
  readonly command?: CommandEnd;
}

const changing: ReadonlySet<string> = new Set(["edit_file", "write_file", "move_file", "delete_file"]);

/** As the programs that run tests, and the scripts that call them, are named. */
const testing =
  /(?:^|[\s;&|/:"'])(?:tests?|vitest|jest|mocha|pytest|tox|unittest|rspec|phpunit|ctest|gotestsum)(?=$|[\s;&|:"'])/;

/** What is told of the parts of a turn. */
export function runFacts(parts: readonly ReplyPart[]): RunFacts {
  const files = new Set<string>();
  let tests: CommandEnd | undefined;
  let command: CommandEnd | undefined;
  for (const part of parts) {
    if (part.type !== "tool-call" || part.progress?.state !== "ended") continue;
    const call = prepareCall(agentTools, part.name, part.arguments);
    if (call.type !== "call") continue;
    const input = call.input as Readonly<Record<string, unknown>>;
    const { outcome, facts = {} } = part.progress;
    if (changing.has(call.name) && outcome === "done" && !isSame(facts)) {
      files.add(String(facts.path ?? facts.to ?? input.path ?? input.to));
    }
    const end = call.name === "run_command" ? endOf(facts) : undefined;
    if (!end) continue;
    command = end;
    if (testing.test(String(input.command))) tests = end;
  }
  return { files: files.size, ...(tests && { tests }), ...(command && { command }) };
}

/** The file had that text already. */
function isSame({ added, removed, created }: CallFacts): boolean {
  return added === 0 && removed === 0 && created !== true;
}

function endOf({ exitCode, signal }: CallFacts): CommandEnd | undefined {
  if (typeof exitCode === "number") return { code: exitCode };
  return typeof signal === "string" && signal !== "" ? { signal } : undefined;
}
