// A shell is the judge: the commands of several lines, and those of the one line they become, have the same words.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { commandLine } from "../../../../src/core/code/commandLine.ts";

const words = fc.constantFrom("a", "b ", "c d", " ", "  ", "\t", "-e", ",");
const quoted = fc.constantFrom(
  "'f  g'",
  '"h  i"',
  "'",
  '"',
  '"$(j k)"',
  '"$(l "m  n")"',
  "$(o  p)",
  "`q  r`",
  "$'s\\'",
  "$t",
);
const marks = fc.constantFrom(" | ", "|", " && ", " || ", ";", " ; ", "#u", " #v ", "(", ")", "! ", ">w", " <<X", "&");
const ends = fc.constantFrom(
  "\n",
  "\\\n",
  "\\\n",
  " \\\n",
  "\\ \n",
  "\\\\\n",
  "\\",
  "\\ ",
  "|\n",
  "\\|\n",
  ";\n",
  "\\;\n",
  "\n\n",
  "\na ",
);
const texts = fc
  .array(fc.oneof({ weight: 4, arbitrary: words }, quoted, marks, { weight: 3, arbitrary: ends }), { maxLength: 14 })
  .map((pieces) => `a${pieces.join("")}`);

/** The words of each command that bash would run, sorted; undefined for a text that it cannot read. */
function commandsOf(texts: readonly string[]): (readonly string[] | undefined)[] {
  const dir = mkdtempSync(join(tmpdir(), "mimo-join-"));
  // No command is there, so each comes to the one that writes its words down.
  const script = `
    PATH=/nonexistent
    command_not_found_handle() { printf '%s\\n' "\${*@Q}" >&9; return 0; }
    while IFS= read -r -d '' text; do
      if (eval "whole() {"$'\\n'"$text"$'\\n\\n'"}") 2>/dev/null
      then (set -f; eval "$text"$'\\n'; wait) 9>&1 >/dev/null 2>/dev/null </dev/null
      else printf 'unreadable\\n'
      fi
      printf '\\0'
    done`;
  try {
    const { stdout, status } = spawnSync("bash", ["--norc", "-c", script], {
      cwd: dir,
      input: texts.map((text) => `${text}\0`).join(""),
      encoding: "utf8",
    });
    expect(status).toBe(0);
    const runs = stdout.split("\0").slice(0, -1);
    expect(runs).toHaveLength(texts.length);
    return runs.map((run) => (run === "unreadable\n" ? undefined : run.split("\n").sort()));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

it.runIf(spawnSync("bash", ["-c", "true"]).status === 0)("one line runs what its lines ran", () => {
  const lines = fc
    .sample(texts, 1200)
    .filter((text) => /\n/.test(text))
    .flatMap((text) => {
      const result = commandLine(text, "posix");
      return result.type === "line" ? [{ text, line: result.line }] : [];
    });
  const before = commandsOf(lines.map(({ text }) => text));
  const after = commandsOf(lines.map(({ line }) => line));
  const readable = lines
    .map((each, at) => ({ ...each, before: before[at], after: after[at] }))
    .filter((each) => each.before);
  expect(readable.length).toBeGreaterThan(100);
  expect(readable.filter((each) => JSON.stringify(each.before) !== JSON.stringify(each.after)).slice(0, 5)).toEqual([]);
});
