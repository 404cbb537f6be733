// Real shells as the judge: whatever is allowed is run by them, in a folder full of hostile names, with a PATH of programs
// that do nothing but write down how they were called.

import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readShell } from "../../../../../../src/core/agent/approvals/command/readShell.ts";
import type { ShellKind } from "../../../../../../src/core/agent/approvals/command/shellReading.ts";
import { judge, leading } from "./judging.ts";

const programs = [
  "git",
  "npm",
  "ls",
  "cat",
  "rm",
  "evil",
  "touch",
  "env",
  "sh",
  "xargs",
  "sudo",
  "if",
  "x",
  "a",
  "a=b",
];
const rules = ["git status", "git log", "npm test", "ls", "cat"].map((words) => leading(words));
const shells = (["bash", "zsh", "sh"] as const).filter((shell) => {
  try {
    execFileSync("/bin/sh", ["-c", `command -v ${shell}`]);
    return process.platform !== "win32";
  } catch {
    return false;
  }
});

let root = "";
let record = "";

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "mimo-shell-"));
  record = join(root, "record");
  mkdirSync(join(root, "bin"));
  mkdirSync(join(root, "work"));
  const stub = join(root, "bin", "stub");
  // Each call is one write, so that those of a pipe do not mix: its words, and one that none of them is.
  writeFileSync(stub, `#!/bin/sh\nprintf '%s\\0' "\${0##*/}" "$@" '\x01' >> '${record}'\n`);
  chmodSync(stub, 0o755);
  for (const name of programs) symlinkSync("stub", join(root, "bin", name));
  for (const name of ["-rf", "--output=x", "a", "b.txt", "status", "log", "x y", "=ls", "~"]) {
    writeFileSync(join(root, "work", name), "");
  }
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** How programs were called, in the order in which they were. */
function run(line: string, shell: ShellKind): readonly (readonly string[])[] {
  writeFileSync(record, "");
  // By their whole path: nothing but the stubs is on PATH.
  const program = shell === "bash" ? "/bin/bash" : shell === "zsh" ? "/bin/zsh" : "/bin/sh";
  spawnSync(program, ["-c", line], {
    cwd: join(root, "work"),
    env: { PATH: join(root, "bin"), HOME: "/root", LC_ALL: "C.UTF-8" },
    stdio: "ignore",
    timeout: 20_000,
  });
  return readFileSync(record, "utf8")
    .split("\x01\0")
    .filter((each) => each !== "")
    .map((each) => each.split("\0").slice(0, -1));
}

const word = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom("git status", "git log", "npm test", "ls", "cat", "a", "-n", "x.ts", "HEAD~1"),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom("'a b'", '"c d"', "g'i't", 's"tat"us', "''", '""', "'$(evil)'", "'\n'", '"\\n"'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom("evil", "rm", "if", "env", "sudo", "a=b", "--x=y", "'a=b'", "x:y", "@{u}", "%1", "a,b"),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...["$(evil)", "`evil`", "$x", "*", "?", "~", "=ls", "{a,b}", "$'x'", '$"x"', "\\", "\\\n", "#", "!", "^", "[a]"],
      ...[
        "> x",
        "2>&1",
        "<<x",
        "&",
        "(",
        ")",
        "文",
        "é",
        "\r",
        "\u00a0",
        "a#b",
        "'a'\\''b'",
        '"\\$x"',
        '"\\\\"',
        '"`evil`"',
      ],
    ),
  },
);
const joint = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(" ", "  ", "\t") },
  { weight: 4, arbitrary: fc.constantFrom(" && ", " || ", "; ", " | ", "\n", " &&\n", ";", "&&", "|") },
  { weight: 1, arbitrary: fc.constantFrom("", " & ", ";;", "|&", "&&&", "\n\n", " \\\n", "#") },
);

/** Lines that have often something allowed at the front, and anything behind. */
const line = fc
  .tuple(
    fc.constantFrom("git status", "git log", "npm test", "ls", "cat", "git", "evil"),
    fc.array(fc.tuple(joint, word), { maxLength: 7 }),
  )
  .map(([first, rest]) => first + rest.map((pair) => pair.join("")).join(""));

test.skipIf(shells.length === 0)("what is allowed runs as it was read, in every shell that is here", () => {
  let ran = 0;
  fc.assert(
    fc.property(line, fc.constantFrom(...shells), (text, shell) => {
      if (judge(text, rules, shell).type !== "allowed") return;
      ran++;
      const read = readShell(text, shell).commands.map(({ words }) => words);
      const called = run(text, shell);
      // Programs of a pipe run side by side, and after `||` some do not: what ran is some of what was read.
      for (const words of called) expect(read, text).toContainEqual(words);
      if (!/[|]/.test(text)) expect(called, text).toEqual(read);
    }),
    { numRuns: Number(process.env.MIMO_SHELL_RUNS ?? 3000) },
  );
  expect(ran).toBeGreaterThan(100);
});
