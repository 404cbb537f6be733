import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filesOfDiff } from "../../../../src/core/access/diffFiles.ts";
import { judgeFiles, withoutText } from "../../../../src/core/access/judgeDiff.ts";
import { findSecretText } from "../../../../src/core/access/secretText.ts";

const pathsOf = (diff: string) => filesOfDiff(diff).map(({ paths }) => paths);

test.each([
  ["plain", "diff --git a/.env b/.env\n--- a/.env\n+++ b/.env\n@@ -1 +1 @@\n+A=1\n", [".env"]],
  ["with a space", "diff --git a/src/a b.ts b/src/a b.ts\n+1\n", ["src/a b.ts"]],
  ["like two names", "diff --git a/x b/x b/x b/x\n", ["x b/x"]],
  ["quoted", 'diff --git "a/\\351\\240\\205/.env" "b/\\351\\240\\205/.env"\n', ["\u9805/.env"]],
  ["with quotes and escapes", 'diff --git "a/a\\"b\\\\c\\td" "b/a\\"b\\\\c\\td"\n', ['a"b\\c\td']],
  ["mnemonic", "diff --git i/.env w/.env\n", [".env"]],
  ["without a prefix", "diff --git config/.env config/.env\n", ["config/.env"]],
  ["without a prefix, in a folder named like one", "diff --git b/.env b/.env\n", ["b/.env"]],
  ["with prefixes of one's own", "diff --git before/.env now/.env\n", [".env"]],
  [
    "renamed",
    "diff --git a/a.txt b/.env\nsimilarity index 100%\nrename from a.txt\nrename to .env\n",
    ["a.txt", ".env"],
  ],
  ["renamed, quoted", 'diff --git a/a b/b\nrename from "a\\303\\244"\nrename to b/.env\n', ["a\u00e4", "b/.env"]],
  ["of a merge", "diff --cc .env\nindex 1,2..3\n@@@ -1 -1 +1 @@@\n++<<<<<<<\n", [".env"]],
  ["in colour", "\x1b[1mdiff --git a/.env b/.env\x1b[m\n\x1b[1m--- a/.env\x1b[m\n", [".env"]],
  ["with Windows line ends", "diff --git a/.env b/.env\r\n--- a/.env\r\n", [".env"]],
])("the head of a file, %s", (_, diff, paths) => {
  expect(pathsOf(diff)).toEqual([paths]);
});

test("what stands in a file is no head", () => {
  const diff = "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1,2 @@\n x\n+diff --git a/.env b/.env\n+rename to .env\n";
  expect(pathsOf(diff)).toEqual([["a"]]);
});

test("files are judged by name and by their own lines", async () => {
  const key = ["API_KEY", "9f86d081884c7d659a2feaa0c55ad015"].join("=");
  const diff =
    "diff --git a/.env b/.env\n@@ -0,0 +1 @@\n+A=1\n" +
    `diff --git a/a.sh b/a.sh\n@@ -1 +1 @@\n-${key}\n+x\n` +
    "diff --git a/b.ts b/b.ts\n@@ -1 +1 @@\n+1\n";
  const files = await judgeFiles(filesOfDiff(diff), async (text) => findSecretText(text));
  expect(files.map(({ reasons }) => reasons)).toEqual([["secret-name"], ["api-key"], []]);
  const [env] = files;
  expect(env && withoutText(env)).toBe("diff --git a/.env b/.env\n[the text of this file is left out]\n");
});

const hasGit = spawnSync("git", ["--version"]).status === 0;

describe.runIf(hasGit)("diffs that Git itself makes", () => {
  const configurations: readonly (readonly string[])[] = [
    [],
    ["-c", "diff.mnemonicPrefix=true"],
    ["-c", "diff.noprefix=true"],
    ["-c", "core.quotePath=false"],
    ["-c", "diff.srcPrefix=old-side/", "-c", "diff.dstPrefix=new/"],
    ["-c", "color.ui=always"],
    ["-c", "diff.renames=false"],
  ];
  // What a file system and Git both take.
  const letter = fc.constantFrom(..."ab.e nv-_\u00e9\u9805\ud83d\udd11\"\\\t'$", "a/", "b/");
  const segment = fc
    .array(letter, { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join("").replaceAll("/", ""))
    .filter((name) => !/^\.*$|^\.git$|^ +$/.test(name));
  const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };

  test("every path is read as it is, whatever the configuration", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(path, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(...configurations),
        (paths, configuration) => {
          const folder = mkdtempSync(join(tmpdir(), "mimo-diff-"));
          const git = (...args: string[]) =>
            execFileSync("git", [...configuration, ...args], { cwd: folder, env: environment, encoding: "utf8" });
          try {
            git("init", "-q");
            const written = paths.filter((each) => {
              try {
                mkdirSync(dirname(join(folder, each)), { recursive: true });
                writeFileSync(join(folder, each), "one\ntwo\nthree\n");
                return true;
              } catch {
                return false; // a file is where a folder would be
              }
            });
            git("add", "-A");
            expect(pathsOf(git("diff", "--cached")).flat().sort()).toEqual(written.toSorted());
            git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x");
            const [first = "", ...others] = written;
            for (const each of others) writeFileSync(join(folder, each), "one\nzwei\nthree\n");
            renameSync(join(folder, first), join(folder, "moved here.txt"));
            expect(pathsOf(git("diff")).flat().sort()).toEqual(written.toSorted());
            git("add", "-A");
            expect(pathsOf(git("diff", "--cached")).flat().sort()).toEqual([...written, "moved here.txt"].sort());
          } finally {
            rmSync(folder, { recursive: true, force: true });
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});
