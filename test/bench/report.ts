// What a benchmark measured, as a table for people and as JSON for the record. Goals are shown, never enforced: a
// machine may be busy.

import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { artifactsDir } from "../vscode/paths.ts";

/** One figure. `goal` is an upper bound in the same unit. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: number;
  /** How it was measured, or what it is set beside. */
  readonly note?: string;
}

/** The middle of the values; the lower one of two. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which the share `p` (0 to 1) of the values lies. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

/** Prints the table and writes artifacts/bench.json. */
export function report(measures: readonly Measure[]): void {
  const rows = measures.map(({ name, value, unit, goal, note }) => [
    name,
    `${round(value)} ${unit}`,
    goal === undefined ? "" : `≤ ${goal} ${unit}`,
    goal === undefined ? "" : value <= goal ? "met" : "missed",
    note ?? "",
  ]);
  const table = [["measure", "value", "goal", "", "how"], ...rows];
  const widths = table[0]?.map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0))) ?? [];
  for (const row of table)
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  mkdirSync(artifactsDir, { recursive: true });
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
  writeFileSync(join(artifactsDir, "bench.json"), `${JSON.stringify({ machine, measures }, null, 2)}\n`);
}

function round(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}
