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

/** What makes a folder a repository's own, as small as Git takes it. */
const bare = (folder: string) => {
  put(join(folder, "HEAD"), "ref: refs/heads/main\n");
  for (const name of ["objects", "refs"]) mkdirSync(join(folder, name), { recursive: true });
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
  bare(join(repository, ".git"));
  put(join(repository, ".git/config"), "[core]\n\tbare = false\n");
  expect(ours(repository, ["src/todo/a.ts", "TODO", "src/TODO/a.ts"])).toEqual(["TODO", "src/TODO/a.ts"]);
  put(join(repository, ".git/config"), '[core]\n\tignoreCase = "true" ; as here\n');
  expect(ours(repository, ["src/todo/a.ts", "src/other.ts"])).toEqual(["src/todo/a.ts"]);
});

test("a part of a repository is ruled from its root, and a folder without one by itself", () => {
  put(join(base, ".gitignore"), "*\n");
  const repository = join(base, "repo");
  bare(join(repository, ".git"));
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
  bare(join(outer, ".git"));
  put(join(outer, ".gitignore"), "*.gen\n/vendor/\n");
  put(join(outer, "inner/.git"), "gitdir: ../.git/modules/inner\n");
  bare(join(outer, ".git/modules/inner"));
  put(join(outer, ".git/modules/inner/info/exclude"), "notes\n");
  put(join(outer, "inner/.gitignore"), "*.out\n");
  bare(join(outer, "vendor/lib/.git"));
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
  bare(join(repository, ".git"));
  put(join(base, "elsewhere"), "*\n");
  symlinkSync("../elsewhere", join(repository, ".gitignore"));
  expect(ours(repository, ["a"])).toEqual([]);
});

test.skipIf(process.platform === "win32")("a part of a repository that was opened through a link is that part", () => {
  bare(join(base, "repo/.git"));
  put(join(base, "repo/.gitignore"), "*.log\n");
  mkdirSync(join(base, "repo/part"));
  symlinkSync("repo/part", join(base, "link"));
  expect(ours(rootOf(join(base, "link/")), ["a.log", "a.ts"])).toEqual(["a.log"]);
  expect(rootOf("/not/there/")).toBe("/not/there");
});

test("an empty name for the person's own file means none", () => {
  bare(join(base, "repo/.git"));
  put(join(base, "repo/.git/config"), "[core]\n\texcludesFile =\n");
  put(join(home, ".config/git/ignore"), "a\n");
  expect(ours(join(base, "repo"), ["a"])).toEqual([]);
});

test("a rule holds as soon as it is written", () => {
  const files = new GitFiles();
  const repository = join(base, "repo");
  bare(join(repository, ".git"));
  for (let round = 0; round < 20; round++) {
    put(join(repository, ".gitignore"), `only-${round % 10}\n`);
    expect(ours(repository, [`only-${round % 10}`, `only-${(round + 1) % 10}`], files)).toEqual([`only-${round % 10}`]);
  }
});

const commit = "0123456789012345678901234567890123456789";
/** What may stand at `.git`, and whether Git takes it for a repository. */
const places = [
  ["nothing", undefined],
  ["an empty file", ""],
  ["a file of something else", "secret\n"],
  ["a file that leads nowhere", "gitdir: ../nowhere\n"],
  ["a file that leads to a folder of something else", "gitdir: ../empty\n"],
  ["a file that leads to a repository", "gitdir: ../real\n"],
  ["an empty folder", {}],
  ["a folder with a head alone", { HEAD: "ref: refs/heads/main\n" }],
  ["a folder without references", { HEAD: "ref: refs/heads/main\n", objects: null }],
  ["a folder without a head", { objects: null, refs: null }],
  ["an empty head", { HEAD: "", objects: null, refs: null }],
  ["a head of something else", { HEAD: "x\n", objects: null, refs: null }],
  ["a head that is no reference", { HEAD: "ref: heads/main\n", objects: null, refs: null }],
  ["a head without a space", { HEAD: "ref:refs/heads/main\n", objects: null, refs: null }],
  ["a head of spaces", { HEAD: "ref: \t refs/heads/main\n", objects: null, refs: null }],
  ["a commit", { HEAD: `${commit}\n`, objects: null, refs: null }],
  ["half a commit", { HEAD: `${commit.slice(20)}\n`, objects: null, refs: null }],
  ["a commit of another folder", { HEAD: `${commit}\n`, commondir: "../../real\n" }],
  ["a commit of a folder that is none", { HEAD: `${commit}\n`, commondir: "../../empty\n", objects: null, refs: null }],
] as const;

test.skipIf(!hasGit).each(places)(
  "the rules around a folder hold in it unless it is a repository to Git: %s",
  (_, made) => {
    const repository = join(base, "repo");
    mkdirSync(repository);
    git(repository, "init", "-q");
    put(join(repository, ".gitignore"), "secrets/*\n");
    put(join(repository, "secrets/a"), "");
    bare(join(repository, "real"));
    mkdirSync(join(repository, "empty"));
    const place = join(repository, "secrets/.git");
    if (typeof made === "string") put(place, made);
    else if (made) {
      mkdirSync(place);
      for (const [name, text] of Object.entries(made)) {
        if (text === null) mkdirSync(join(place, name));
        else put(join(place, name), text);
      }
    }
    const { stdout } = spawnSync("git", ["rev-parse", "--show-toplevel"], {
      cwd: join(repository, "secrets"),
      env: env(),
      encoding: "utf8",
    });
    const isRepository = stdout.trim().endsWith("/secrets");
    expect(ours(repository, ["secrets/a"])).toEqual(isRepository ? [] : ["secrets/a"]);
  },
);

test.each([
  ["bytes", `${"#".repeat(79)}\n`.repeat(3300)],
  ["bytes than are read at all", `${"#".repeat(79)}\n`.repeat(60_000)],
  ["in one line", `${"a".repeat(5000)}\n`],
  ["patterns", "a\n".repeat(10_001)],
  ["stars in paths", `${"a/**/".repeat(600)}b\n`.repeat(4)],
])("a file of rules with more %s than are followed ignores all that is below it", (_, text) => {
  const repository = join(base, "repo");
  bare(join(repository, ".git"));
  put(join(repository, "sub/.gitignore"), text);
  put(join(repository, "sub/deep/.gitignore"), "!*\n");
  bare(join(repository, "sub/own/.git"));
  const paths = ["sub/b", "sub/deep/b", "sub/own/b", "b"];
  expect(ours(repository, paths)).toEqual(["sub/b", "sub/deep/b", "sub/own/b"]);
});

test("a file of rules within the limits is followed", () => {
  const repository = join(base, "repo");
  bare(join(repository, ".git"));
  put(join(repository, ".gitignore"), `${"#".repeat(5000)}\n${"*.x\n".repeat(9000)}${"/a/**/*.y\n".repeat(1000)}`);
  expect(ours(repository, ["b.x", "a/b/c.y", "b.y"])).toEqual(["b.x", "a/b/c.y"]);
});

test("files that include one another, and themselves, are read once each", () => {
  const repository = join(base, "repo");
  bare(join(repository, ".git"));
  const all = Array.from(
    { length: 300 },
    (_, n) => `[include]\n\tpath = ${n}.inc\n\tpath = ./${n}.inc\n\tpath = config\n`,
  );
  put(join(repository, ".git/config"), `${all.join("")}[core]\n\texcludesFile = ~/mine\n`);
  for (const n of all.keys()) put(join(repository, `.git/${n}.inc`), all.slice(0, 40).join(""));
  put(join(home, "mine"), "a\n");
  const read = new Map<string, number>();
  const files = new (class extends GitFiles {
    override settings(path: string) {
      read.set(path, (read.get(path) ?? 0) + 1);
      return super.settings(path);
    }
  })();
  new GitOnDisk(
    files,
    { home: toSlashes(home), env: env(), systemConfig: "/nowhere" },
    toSlashes(repository),
  ).repositoryAt(toSlashes(repository));
  expect(Math.max(...read.values())).toBe(1);
  expect(read.size).toBeLessThan(110);
  expect(ours(repository, ["a", "b"], files)).toEqual(["a"]);
});
