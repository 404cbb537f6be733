// The one fault that the emulator knows how to mend: hours and minutes rounded apart.

import type { Failure } from "./project.ts";

/** A change to a file that was read. */
export interface Repair {
  /** Exactly as the file has it. */
  oldText: string;
  newText: string;
  /** The line that is to blame, from 1. */
  line: number;
  /** The name of what is rounded. */
  value: string;
}

/** What is known once the cause is found. */
export interface Found {
  path: string;
  name: string;
  test: string;
  testPath: string;
  failure?: Failure;
  repair: Repair;
}

const roundedApart =
  /^([ \t]*)const (\w+) = Math\.floor\((\w+)\);\r?\n[ \t]*const (\w+) = Math\.round\(\(\3 - \2\) \* 60\);/m;

/** The change that `source` needs; undefined when there is nothing of the kind in it. */
export function repairOf(source: string): Repair | undefined {
  const match = roundedApart.exec(source);
  if (!match) return undefined;
  const [oldText, indent = "", whole = "", value = "", minutes = ""] = match;
  const newText = [
    `${indent}const total = Math.round(${value} * 60);`,
    `${indent}const ${whole} = Math.floor(total / 60);`,
    `${indent}const ${minutes} = total % 60;`,
  ].join("\n");
  return { oldText, newText, line: source.slice(0, match.index).split("\n").length + 1, value };
}
