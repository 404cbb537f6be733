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
  ["with a space", "diff --git a/src/a b.ts b/src/a b.ts\n@@ -0,0 +1 @@\n+1\n", ["src/a b.ts"]],
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
  ["in conflict", "* Unmerged path .env\n", [".env"]],
  ["with a name over lines", "diff --git a/\u2028/.env b/\u2028/.env\n", ["\u2028/.env"]],
  ["with Windows line ends", "diff --git a/.env b/.env\r\n--- a/.env\r\n", [".env"]],
])("the head of a file, %s", (_, diff, paths) => {
  expect(pathsOf(diff)).toEqual([paths]);
});

test("what stands in a file is no head", () => {
  const diff = "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1,3 @@\n x\n+diff --git a/.env b/.env\n+rename to .env\n";
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

describe("what is sent without the files that ask", () => {
  const names = ["README.md", ".env", "src/a.ts", "server.key"];
  const ends = ["\r", "\u2028", "\u2029", "\u0085", "\v", "\f"];
  const word = fc.constantFrom(
    "x",
    " ",
    "",
    ...ends,
    "diff --git a/README.md b/README.md",
    "@@ -1 +1 @@",
    "@@ x",
    "rename to README.md",
    "--- a/README.md",
    "[the text of this file is left out]",
    "index 1..2",
  );
  const content = fc.array(word, { maxLength: 6 }).map((words) => words.join(""));
  const sides = fc.array(fc.tuple(fc.constantFrom("+", "-", " "), content), { minLength: 1, maxLength: 6 });
  const hunk = (lines: readonly (readonly [string, string])[]) => {
    const [old, now] = ["+", "-"].map((sign) => lines.filter(([each]) => each !== sign).length);
    return `@@ -1,${old} +1,${now} @@ f()\n${lines.map(([sign, text]) => `${sign}${text}\n`).join("")}`;
  };
  /** Every line of a file says whose it is. */
  const marked = (mark: string, lines: readonly (readonly [string, string])[]) =>
    lines.map(([sign, text]) => [sign, `${mark}${text}${mark}`] as const);
  const part = fc.record({
    name: fc.constantFrom(...names),
    lines: sides,
    // As Git says it, as another program does, and as nobody would.
    form: fc.constantFrom("git", "git", "--- ", "bare", "text", "lying"),
  });

  test("is nothing that stands in them, whatever stands in others", async () => {
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 5 }), async (parts) => {
        const diff = parts
          .map(({ name, lines, form }) => {
            const isOpen = form === "git" && !/env|key/.test(name);
            const own = marked(isOpen ? "OPEN" : "CLOSED", lines);
            if (form === "git") return `diff --git a/${name} b/${name}\n--- a/${name}\n+++ b/${name}\n${hunk(own)}`;
            if (form === "--- ") return `--- a/${name}\n+++ b/${name}\n${hunk(own)}`;
            if (form === "lying") return `diff --git a/.env b/.env\n${own.map(([, text]) => `${text}\n`).join("")}`;
            return own.map(([sign, text]) => `${form === "bare" ? sign : ""}${text}\n`).join("");
          })
          .join("");
        const files = await judgeFiles(filesOfDiff(diff), async () => undefined);
        expect(files.map(({ text }) => text).join("")).toBe(diff);
        const sent = files.map((file) => (file.reasons.length > 0 ? withoutText(file) : file.text)).join("");
        expect(sent).not.toContain("CLOSED");
        const openLines = (text: string) => text.match(/OPEN/g)?.length ?? 0;
        expect(openLines(sent)).toBe(openLines(diff));
        kept += openLines(sent);
      }),
      { numRuns: 500 },
    );
    expect(kept).toBeGreaterThan(100);
  });

  test("a line of a file that only looks like several is one", async () => {
    for (const end of ends) {
      const diff = `diff --git a/.env b/.env\n@@ -0,0 +1,2 @@\n+#${end}diff --git a/README.md b/README.md${end}@@ x\n+A=1\n`;
      const [file, ...others] = await judgeFiles(filesOfDiff(diff), async () => undefined);
      expect(others).toEqual([]);
      expect(file && withoutText(file)).toBe("diff --git a/.env b/.env\n[the text of this file is left out]\n");
    }
  });
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
    ["-c", "diff.suppressBlankEmpty=true"],
  ];
  // What a file system and Git both take.
  const letter = fc.constantFrom(..."ab.e nv-_\u00e9\u9805\ud83d\udd11\"\\\t'$", "a/", "b/");
  const segment = fc
    .array(letter, { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join("").replaceAll("/", ""))
    .filter((name) => !/^\.*$|^\.git$|^ +$/.test(name));
  const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };

  test("what another program prints for Git is of no file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "mimo-diff-"));
    const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, env: environment, encoding: "utf8" });
    try {
      git("init", "-q");
      for (const name of [".env", "a.txt", "b.txt"]) writeFileSync(join(folder, name), "one\n\n\n");
      git("add", "-A");
      for (const name of [".env", "a.txt", "b.txt"]) writeFileSync(join(folder, name), "KEY\n\n\n\\ x\n-- y");
      const own = filesOfDiff(git("diff"));
      expect(own.map(({ paths }) => paths)).toEqual([[".env"], ["a.txt"], ["b.txt"]]);
      // Of one file, then of all.
      git("config", "diff.mine.command", "cat $2; echo");
      writeFileSync(join(folder, ".git/info/attributes"), "a.txt diff=mine\n");
      expect(pathsOf(git("diff"))).toEqual([[".env"], [], ["b.txt"]]);
      const printed = git("-c", "diff.external=diff -u $2 $5; true", "diff", "--", ".env");
      const [file, ...others] = await judgeFiles(filesOfDiff(printed), async () => undefined);
      expect(others).toEqual([]);
      expect(file?.text).toContain("KEY");
      expect(file?.reasons).toEqual(["secret-name"]);
      expect(file && withoutText(file)).toBe("[the text of this file is left out]\n");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

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
