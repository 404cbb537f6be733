// How the agent's edits fare: texts as models write them, over real files, of which the right result is known.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findOldText } from "../../../src/core/edit/oldText/findOldText.ts";
import { artifactsDir } from "../../vscode/paths.ts";
import { readSources } from "../edits/sources.ts";
import { type Measure, percentile } from "../report.ts";
import { agentEdits } from "./cases.ts";
import type { AgentEdit } from "./kinds.ts";

/** Edits of each kind. */
const perKind = 80;

/** `right`: as meant, or refused where it has to be. `refused`: not found although there is one reading. */
export type AgentVerdict = "right" | "refused" | "wrong";

/** Carries `edit` out and compares. */
export function judgeAgentEdit({ content, old, fresh, expected, isOpen }: AgentEdit): AgentVerdict {
  const result = findOldText(content, old, fresh);
  if (result.type === "refused") return expected === undefined || isOpen ? "right" : "refused";
  return result.text === expected ? "right" : "wrong";
}

/** Prints what became of every kind. `--keep` writes those that did not come out right into artifacts/agentEdits. */
export async function measureAgentEdits(flags: readonly string[] = []): Promise<Measure[]> {
  const edits = agentEdits(await readSources(), perKind);
  const judged = edits.map((edit) => {
    const start = performance.now();
    return { edit, verdict: judgeAgentEdit(edit), ms: performance.now() - start };
  });
  if (flags.includes("--keep")) keep(judged);
  console.log(`\n${"edits of the agent".padEnd(48)}cases  right  refused  wrong`);
  for (const [kind, all] of [...Map.groupBy(judged, ({ edit }) => edit.kind), ["all", judged] as const]) {
    const cells = (["right", "refused", "wrong"] as const).map(
      (name) => all.filter((each) => each.verdict === name).length,
    );
    console.log(
      kind.padEnd(48) +
        [all.length, ...cells].map((cell, at) => String(cell || "·").padStart([5, 7, 9, 7][at] ?? 0)).join(""),
    );
  }
  const meant = judged.filter(({ edit }) => edit.expected !== undefined && !edit.isOpen);
  const count = (verdict: AgentVerdict) => judged.filter((each) => each.verdict === verdict).length;
  const files = new Set(edits.map(({ path }) => path)).size;
  return [
    {
      name: "agent's edits: wrong",
      value: count("wrong"),
      unit: "edits",
      goal: 0,
      note: `${edits.length} edits of ${files} files`,
    },
    {
      name: "agent's edits: not applied though there is one reading",
      value: (100 * count("refused")) / meant.length,
      unit: "%",
      goal: 5,
      note: `of ${meant.length}`,
    },
    {
      name: "agent's edits: time, 99 of 100",
      value: percentile(
        judged.map(({ ms }) => ms),
        0.99,
      ),
      unit: "ms",
    },
    ...measureLarge(),
  ];
}

/** The time for one line of 100,000, and for a text that repeats the file and is not in it. */
function measureLarge(): Measure[] {
  const lines = (count: number, of: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => of(at)).join("\n");
  const cases: readonly (readonly [string, string, string])[] = [
    ["found exactly", lines(100_000, (at) => `  call(${at});`), "call(70000);\n"],
    ["found by indentation", lines(100_000, (at) => `  call(${at});`), "\tcall(70000);"],
    ["not there", lines(100_000, (at) => `  call(${at});`), "call(x);"],
    ["half of the file and a letter", lines(100_000, () => "  a"), `${lines(50_000, () => "\ta")}\nb`],
  ];
  return cases.map(([name, content, old]) => {
    const start = performance.now();
    findOldText(content, old, "new");
    return { name: `agent's edits, 100,000 lines: ${name}`, value: performance.now() - start, unit: "ms", goal: 1_000 };
  });
}

function keep(judged: readonly { readonly edit: AgentEdit; readonly verdict: AgentVerdict }[]): void {
  const folder = join(artifactsDir, "agentEdits");
  rmSync(folder, { recursive: true, force: true });
  for (const [at, { edit, verdict }] of judged.entries()) {
    if (verdict === "right") continue;
    const place = join(folder, verdict, `${edit.kind.replace(/\W+/g, "-")}.${at}`);
    mkdirSync(place, { recursive: true });
    const result = findOldText(edit.content, edit.old, edit.fresh);
    writeFileSync(join(place, "content"), edit.content);
    writeFileSync(join(place, "old"), edit.old);
    writeFileSync(join(place, "new"), edit.fresh);
    if (edit.expected !== undefined) writeFileSync(join(place, "expected"), edit.expected);
    if (result.type === "applied") writeFileSync(join(place, "actual"), result.text);
    writeFileSync(
      join(place, "about.json"),
      JSON.stringify({ kind: edit.kind, path: edit.path, result: { ...result, text: "" } }),
    );
  }
}
