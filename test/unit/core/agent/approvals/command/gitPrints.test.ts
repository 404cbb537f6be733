// Whatever of Git is allowed by its leading words: a real Git with these arguments prints nothing of what stands in files.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandEnvironment } from "../../../../../../src/core/agent/approvals/command/commandEnvironment.ts";
import { leadingWords } from "../../../../../../src/core/agent/approvals/command/leadingWords.ts";

const secret = "PASSWORT-82734112";
const hasGit = process.platform !== "win32" && spawnSync("git", ["--version"]).status === 0;
let base = "";
let root = "";
let blob = "";
const mark = () => join(base, "ran");

/** As a person may have it who likes pagers and other tools for differences. */
const environment = () =>
  commandEnvironment({
    PATH: process.env.PATH,
    HOME: root,
    GIT_CONFIG_NOSYSTEM: "1",
    PAGER: `touch ${mark()}; cat`,
    GIT_PAGER: `touch ${mark()}; cat`,
    GREP_OPTIONS: "-r",
  });
const git = (...args: readonly string[]) =>
  spawnSync("git", args, { cwd: root, env: environment(), encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

beforeAll(() => {
  if (!hasGit) return;
  base = mkdtempSync(join(tmpdir(), "mimo-git-"));
  root = join(base, "app");
  mkdirSync(root);
  const commit = (text: string) => {
    writeFileSync(join(root, "config.ts"), text);
    git("add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "a change");
  };
  git("init", "-q", "-b", "main");
  commit(`one\nkey = "${secret}-1"\n`);
  commit(`one\nkey = "${secret}-2"\n`);
  git("tag", "v1");
  commit(`one\nkey = "${secret}-3"\ntwo\n`);
  writeFileSync(join(root, "config.ts"), `one\nkey = "${secret}-4"\nthree\n`);
  blob = execFileSync("git", ["rev-parse", "HEAD:config.ts"], { cwd: root, encoding: "utf8" }).trim();
});
afterAll(() => {
  if (base !== "") rmSync(base, { recursive: true, force: true });
});

/** Those that compare versions, or can be made to. */
const comparing = ["diff", "log", "show", "diff-tree"];
const verbs = [
  ...comparing,
  ..."diff-index diff-files status shortlog describe rev-parse rev-list ls-files ls-tree name-rev merge-base whatchanged show-ref for-each-ref branch".split(
    " ",
  ),
];
const others = () => [
  ...`-p -u -U1 -W -c --cc -m -S -G --patch --patch-with-stat --patch-with-raw --unified=2 --word-diff --word-diff=porcelain
    --color-words --remerge-diff --binary --full-index --check --textconv --ext-diff --diff-merges=on --raw --stat --numstat
    --shortstat --name-only --name-status --summary --compact-summary --dirstat --quiet -s --no-patch -z -R -r -t --root
    --cached --staged --oneline --graph --all -1 -2 --follow --pretty=raw --pretty=fuller --format=%B --format=%N -v -vv --verbose
    --objects -g --walk-reflogs --reverse --no-walk -L1,2:config.ts --contents=config.ts --output-indicator-new=x -a --text
    --ws-error-highlight=all --color --color-moved --submodule=diff --minimal --find-object -n1 --abbrev-commit --decorate
    --source --log-size --show-signature --stdin --exit-code -M -C -w -b --relative --ignore-all-space --merge-base --no-index
    --notes --show-notes --line-prefix=x --inter-hunk-context=9 --function-context --simplify-by-decoration --left-right --
    HEAD HEAD~1 v1 main config.ts . HEAD:config.ts :config.ts :0:config.ts HEAD~1..HEAD HEAD^{} --count -sne key PASS`.split(
    /\s+/,
  ),
  blob,
];

test.skipIf(!hasGit)("no allowed line prints what stands in a file", { timeout: 120_000 }, () => {
  const pool = others();
  let ran = 0;
  let worked = 0;
  const check = (words: readonly string[]) => {
    if (leadingWords(["git", ...words]).type !== "words") return;
    ran++;
    const { status, stdout, stderr } = git(...words);
    if (status === 0 && stdout !== "") worked++;
    expect(`${stdout}${stderr}`, words.join(" ")).not.toContain(secret);
  };
  // Each of them with each verb that compares, so that no single one is left to chance.
  for (const verb of comparing) {
    for (const other of pool)
      check(verb === "diff" || verb === "show" ? [verb, "--stat", other] : [verb, other, "HEAD"]);
  }
  fc.assert(
    fc.property(fc.constantFrom(...verbs), fc.array(fc.constantFrom(...pool), { maxLength: 4 }), (verb, more) =>
      check([verb, ...more]),
    ),
    { numRuns: 150 },
  );
  expect(ran).toBeGreaterThan(100);
  expect(worked).toBeGreaterThan(50);
  expect(existsSync(mark())).toBe(false);
});

test.skipIf(!hasGit)("the same lines would print it, were they allowed", () => {
  const prints = [
    ["diff"],
    ["show"],
    ["log", "-p"],
    ["show", "--stat", "HEAD:config.ts"],
    ["show", "--name-only", blob],
    ["blame", "config.ts"],
    ["grep", "key"],
    ["diff", "--stat", "-p"],
    ["diff-index", "-p", "HEAD"],
    ["status", "-v", "-v"],
  ];
  for (const words of prints) {
    expect(git(...words).stdout, words.join(" ")).toContain(secret);
    expect(leadingWords(["git", ...words]).type).toBe("unfit");
  }
});
