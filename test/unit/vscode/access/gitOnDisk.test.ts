// The rules beside Git's own word: random rules, repositories and paths, each path asked of `git check-ignore` too.
import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { GitIgnore } from "../../../../src/core/access/gitIgnore.ts";
import { GitFiles, GitOnDisk, rootOf, toSlashes } from "../../../../src/vscode/access/gitOnDisk.ts";

const hasGit = spawnSync("git", ["--version"]).status === 0;
if (!hasGit) console.warn("There is no Git here: the rules are not compared with it.");

let base: string;
let home: string;
const env = () => ({
  PATH: process.env.PATH,
  HOME: home,
  USERPROFILE: home,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CEILING_DIRECTORIES: base,
});
const git = (cwd: string, ...args: string[]) => execFileSync("git", args, { cwd, env: env(), stdio: "pipe" });
const put = (path: string, text: string | Buffer) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "mimo-ignore-")));
  home = join(base, "home");
  mkdirSync(home);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** Which of `paths`, relative to `root`, are ignored, by our rules. */
function ours(root: string, paths: readonly string[], files = new GitFiles()): string[] {
  const around = { home: toSlashes(home), env: env(), systemConfig: "/nowhere" };
  const rules = new GitIgnore(new GitOnDisk(files, around, toSlashes(root)), toSlashes(root));
  return paths.filter((path) => rules.ignores(path));
}

/** And by Git's. */
function gits(root: string, paths: readonly string[]): string[] {
  const { stdout, status, stderr } = spawnSync("git", ["check-ignore", "--no-index", "-z", "--stdin"], {
    cwd: root,
    env: env(),
    input: paths.join("\0"),
    encoding: "utf8",
  });
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return stdout.split("\0").filter((path) => path !== "");
}

const name = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("a", "b", "A", "ab", "abc", "a.log", "TODO", "todo", "文", "x-y", "a b", "[a]"),
  },
  fc
    .array(fc.constantFrom("a", "b", "B", ".", "-", "c", "1", "é", "!", "#", "]", "^"), { minLength: 1, maxLength: 4 })
    .map((letters) => letters.join(""))
    .filter((text) => text !== "." && text !== ".."),
);
const path = fc
  .tuple(fc.array(name, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([names, isFolder]) => names.join("/") + (isFolder ? "/" : ""));
const token = fc.oneof(
  { weight: 4, arbitrary: name },
  { weight: 3, arbitrary: fc.constantFrom("/", "/", "*", "**", "?", "**/", "/**") },
  fc.constantFrom(
    "[ab]",
    "[!a]",
    "[^b]",
    "[a-c]",
    "[A-Z]",
    "[[:alpha:]]",
    "[[:upper:]]",
    "[[:space:]]",
    "[[:nope:]]",
    "[]a]",
  ),
  fc.constantFrom(
    "[",
    "[a",
    "[a-",
    "[!",
    "[[:alpha",
    "[\\]]",
    "[a\\-c]",
    "\\a",
    "\\*",
    "\\ ",
    "\\",
    " ",
    "  ",
    "\t",
    "\r",
    "!",
    "#",
  ),
);
const line = fc
  .tuple(
    fc.constantFrom("", "", "", "!", "/", "#", "\\!", "\\#", " "),
    fc.array(token, { maxLength: 6 }),
    fc.constantFrom("", "", "/", " ", "\r"),
  )
  .map(([start, tokens, end]) => start + tokens.join("") + end);
const rules = fc
  .tuple(fc.constantFrom("", "", "\ufeff"), fc.array(line, { maxLength: 6 }), fc.constantFrom("\n", "\r\n", ""))
  .map(([mark, lines, end]) => mark + lines.join(end.includes("\r") ? end : "\n") + end);

test.skipIf(!hasGit)(
  "whatever the rules, what is ignored is what Git ignores",
  () => {
    const repository = join(base, "repo");
    mkdirSync(repository);
    git(repository, "init", "-q");
    let compared = 0;
    let ignored = 0;
    fc.assert(
      fc.property(
        fc.record({
          root: rules,
          deeper: fc.array(fc.tuple(fc.array(name, { minLength: 1, maxLength: 2 }), rules), { maxLength: 3 }),
          exclude: rules,
          global: rules,
          ignorecase: fc.boolean(),
          paths: fc.array(path, { minLength: 1, maxLength: 25 }),
        }),
        ({ root, deeper, exclude, global, ignorecase, paths }) => {
          for (const entry of readdirSync(repository)) {
            if (entry !== ".git") rmSync(join(repository, entry), { recursive: true, force: true });
          }
          put(join(repository, ".gitignore"), root);
          for (const [folder, text] of deeper) put(join(repository, ...folder, ".gitignore"), text);
          put(join(repository, ".git/info/exclude"), exclude);
          put(join(home, ".config/git/ignore"), global);
          put(join(repository, ".git/config"), `[core]\n\trepositoryformatversion = 0\n\tignorecase = ${ignorecase}\n`);
          for (const each of paths) if (each.endsWith("/")) mkdirSync(join(repository, each), { recursive: true });
          // Git asks the disk what is a folder, and takes a slash at the end for a name within.
          const bare = [...new Set(paths.map((each) => each.replace(/\/$/, "")))];
          const isFolder = (each: string) => statSync(join(repository, each), { throwIfNoEntry: false })?.isDirectory();
          const asked = bare.map((each) => (isFolder(each) ? `${each}/` : each));
          const expected = gits(repository, bare);
          compared += asked.length;
          ignored += expected.length;
          const said = ours(repository, asked).map((each) => each.replace(/\/$/, ""));
          expect(said, JSON.stringify({ root, deeper, exclude, global, ignorecase })).toEqual(expected);
        },
      ),
      { numRuns: Number(process.env.MIMO_IGNORE_RUNS ?? 100) },
    );
    expect(compared).toBeGreaterThan(500);
    expect(ignored).toBeGreaterThan(50);
    expect(compared - ignored).toBeGreaterThan(50);
  },
  600_000,
);

test("names differ by case unless the repository's configuration says otherwise", () => {
  const repository = join(base, "repo");
  put(join(repository, ".gitignore"), "TODO\n");
  put(join(repository, ".git/config"), "[core]\n\tbare = false\n");
  expect(ours(repository, ["src/todo/a.ts", "TODO", "src/TODO/a.ts"])).toEqual(["TODO", "src/TODO/a.ts"]);
  put(join(repository, ".git/config"), '[core]\n\tignoreCase = "true" ; as here\n');
  expect(ours(repository, ["src/todo/a.ts", "src/other.ts"])).toEqual(["src/todo/a.ts"]);
});

test("a part of a repository is ruled from its root, and a folder without one by itself", () => {
  put(join(base, ".gitignore"), "*\n");
  const repository = join(base, "repo");
  put(join(repository, ".git/info/exclude"), "mine.txt\n");
  put(join(repository, ".gitignore"), "/packages/a/generated/\n*.tmp\n/gone/\n");
  const folder = join(repository, "packages/a");
  put(join(folder, ".gitignore"), "!keep.tmp\n");
  const paths = ["generated/x.ts", "x/generated/y.ts", "a.tmp", "keep.tmp", "deep/mine.txt", "a.ts"];
  expect(ours(folder, paths)).toEqual(["generated/x.ts", "a.tmp", "deep/mine.txt"]);
  expect(ours(join(repository, "gone"), ["a.ts"])).toEqual(["a.ts"]);
  const loose = join(base, "loose");
  put(join(loose, ".gitignore"), "*.log\n");
  expect(ours(loose, ["a.log", "a.ts"])).toEqual(["a.log"]);
});

test("a repository within has its own rules, unless it is ignored whole", () => {
  const outer = join(base, "outer");
  put(join(outer, ".git/HEAD"), "");
  put(join(outer, ".gitignore"), "*.gen\n/vendor/\n");
  put(join(outer, "inner/.git"), "gitdir: ../.git/modules/inner\n");
  put(join(outer, ".git/modules/inner/info/exclude"), "notes\n");
  put(join(outer, "inner/.gitignore"), "*.out\n");
  put(join(outer, "vendor/lib/.git/HEAD"), "");
  const paths = ["a.gen", "inner/a.gen", "inner/a.out", "inner/notes", "inner/a.ts", "vendor/lib/a.ts"];
  expect(ours(outer, paths)).toEqual(["a.gen", "inner/a.out", "inner/notes", "vendor/lib/a.ts"]);
  expect(ours(join(outer, "vendor/lib"), ["a.ts"])).toEqual([]);
});

test.skipIf(!hasGit)(
  "a worktree has what its repository excludes; the person's own file is found where they say",
  () => {
    const main = join(base, "main");
    mkdirSync(main);
    git(main, "init", "-q");
    git(main, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "first");
    git(main, "worktree", "add", "-q", "../side");
    put(join(main, ".git/info/exclude"), "mine\n");
    put(join(home, "rules/ignore"), "*.swp\n/top\n");
    put(join(home, ".gitconfig"), "[include]\n\tpath = more.inc\n");
    put(join(home, "more.inc"), "[core]\n\texcludesFile = ~/rules/ignore # here\n");
    const side = join(base, "side");
    const paths = ["mine", "sub/a.swp", "top", "sub/top", "a"];
    expect(ours(side, paths)).toEqual(["mine", "sub/a.swp", "top"]);
    expect(gits(side, paths)).toEqual(["mine", "sub/a.swp", "top"]);
  },
);

test.skipIf(process.platform === "win32")("a .gitignore that is a link says nothing, as to Git", () => {
  const repository = join(base, "repo");
  put(join(repository, ".git/HEAD"), "");
  put(join(base, "elsewhere"), "*\n");
  symlinkSync("../elsewhere", join(repository, ".gitignore"));
  expect(ours(repository, ["a"])).toEqual([]);
});

test.skipIf(process.platform === "win32")("a part of a repository that was opened through a link is that part", () => {
  put(join(base, "repo/.git/HEAD"), "");
  put(join(base, "repo/.gitignore"), "*.log\n");
  mkdirSync(join(base, "repo/part"));
  symlinkSync("repo/part", join(base, "link"));
  expect(ours(rootOf(join(base, "link/")), ["a.log", "a.ts"])).toEqual(["a.log"]);
  expect(rootOf("/not/there/")).toBe("/not/there");
});

test("an empty name for the person's own file means none", () => {
  put(join(base, "repo/.git/config"), "[core]\n\texcludesFile =\n");
  put(join(home, ".config/git/ignore"), "a\n");
  expect(ours(join(base, "repo"), ["a"])).toEqual([]);
});

test("a rule holds as soon as it is written", () => {
  const files = new GitFiles();
  const repository = join(base, "repo");
  put(join(repository, ".git/HEAD"), "");
  for (let round = 0; round < 20; round++) {
    put(join(repository, ".gitignore"), `only-${round % 10}\n`);
    expect(ours(repository, [`only-${round % 10}`, `only-${(round + 1) % 10}`], files)).toEqual([`only-${round % 10}`]);
  }
});
