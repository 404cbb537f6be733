// What ripgrep is asked and what is made of its answers, with a fake of the program; and, where a VS Code was fetched, the
// program itself beside Git's own word.
import { execFileSync, spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GitFiles, GitOnDisk, toSlashes } from "../../../../src/vscode/access/gitOnDisk.ts";
import { findRipgrep, ripgrepPlaces } from "../../../../src/vscode/search/findRipgrep.ts";
import { gitRulesAround, listWithRipgrep } from "../../../../src/vscode/search/listWithRipgrep.ts";
import { type ListRules, listArguments, searchArguments } from "../../../../src/vscode/search/ripgrepArguments.ts";
import { type RunRipgrep, ripgrepAt } from "../../../../src/vscode/search/runRipgrep.ts";
import { root as repositoryRoot } from "../../../vscode/paths.ts";

const plain: ListRules = {
  isInRepository: true,
  globalFile: undefined,
  foldsCase: false,
  neverListed: ["node_modules", ".git"],
  excluded: [],
};
const never = new AbortController().signal;

/** A program that writes `pieces` and ends with `code`. */
function fake(pieces: readonly string[], code: number | null): RunRipgrep {
  return async (_, { onOutput, signal }) => {
    signal.throwIfAborted();
    for (const piece of pieces) if (!onOutput(new TextEncoder().encode(piece))) return { code: null, complaint: "" };
    return { code, complaint: "what it says" };
  };
}

async function list(run: RunRipgrep, maxFiles = 100): Promise<string[]> {
  const paths: string[] = [];
  const onPaths = (more: readonly string[]) => paths.push(...more);
  await listWithRipgrep(run, { cwd: "/w", below: "", rules: plain, signal: never, onPaths, maxFiles });
  return paths;
}

test("what comes is listed as it is cut; a folder that may not be read does not matter, an error does", async () => {
  expect(await list(fake(["a.ts\0b", "/c.ts\0"], 0))).toEqual(["a.ts", "b/c.ts"]);
  expect(await list(fake([], 1))).toEqual([]);
  expect(await list(fake(["a\0"], 2))).toEqual(["a"]);
  await expect(list(fake([], 2))).rejects.toThrow("what it says");
  // It was killed: the list is not whole.
  await expect(list(fake(["a\0"], null))).rejects.toThrow();
  await expect(list(() => Promise.reject(new Error("no such program")))).rejects.toThrow("no such program");
});

test("no query, and no path, is an option of a search", () => {
  const place = { below: "--pre=sh", unwanted: ["!-x"], encoding: "gbk", maxBytes: 9 };
  for (const text of ["--pre=touch x", "-f", "--", "-e", "a\n--files"]) {
    for (const isRegex of [true, false]) {
      const args = searchArguments({ text, isRegex, isCaseSensitive: false }, place, plain);
      const behind = args.slice(args.indexOf("--") + 1);
      expect(behind).toHaveLength(2);
      expect(behind[1]).toBe("./--pre=sh");
      expect(args.slice(0, args.indexOf("--")).filter((each) => /pre|touch|^-[a-z]/.test(each))).toEqual([]);
    }
  }
  const lines = searchArguments(
    { text: "a(\nb", isRegex: false, isCaseSensitive: true },
    { ...place, below: "" },
    plain,
  );
  expect(lines.slice(-3)).toEqual(["--", "a\\(\\r?\\nb", "./"]);
  expect(lines).toContain("--multiline");
  expect(lines).not.toContain("--fixed-strings");
});

test("with very many files the run is ended", async () => {
  expect(await list(fake(["a\0b\0", "c\0d\0", "e\0"], 0), 3)).toEqual(["a", "b", "c"]);
});

test("what is not ours is the value of an option or stands behind --", () => {
  const args = listArguments("--pre=sh", { ...plain, excluded: ["--follow", "*.log", "**/out"], globalFile: "/x y" });
  expect(args.slice(args.indexOf("--"))).toEqual(["--", "--pre=sh"]);
  expect(args.filter((each) => /follow|log|out|x y/.test(each))).toEqual([
    "--no-follow",
    "--ignore-file=/x y",
    "--glob=!/--follow",
    "--glob=!/*.log",
    "--glob=!**/out",
  ]);
  expect(listArguments("", { ...plain, isInRepository: false, foldsCase: true })).toEqual(
    expect.arrayContaining(["--no-ignore-parent", "--ignore-file-case-insensitive"]),
  );
});

test("it is looked for where each VS Code has it, and what cannot be run is none", async () => {
  const folder = mkdtempSync(join(tmpdir(), "mimo-rg-"));
  try {
    const places = ripgrepPlaces(folder, "linux", "x64");
    expect(await findRipgrep(places)).toBeUndefined();
    for (const place of [
      "node_modules/@vscode/ripgrep/bin/rg",
      "node_modules/@vscode/ripgrep-linux-x64/bin/rg",
      "node_modules/@vscode/ripgrep-universal/bin/linux-x64/rg",
      "node_modules.asar.unpacked/@vscode/ripgrep-universal/bin/linux-x64/rg",
    ]) {
      const file = join(folder, place);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, "", { mode: 0o755 });
      expect(await findRipgrep(places)).toBe(file);
    }
    expect(ripgrepPlaces(folder, "win32", "arm64").every((each) => each.endsWith("rg.exe"))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The program of every VS Code that was fetched for the tests. */
const programs = globSync("code-server-*/node_modules/code-server/lib/vscode", {
  cwd: join(repositoryRoot, ".vscode-test"),
}).flatMap((appRoot) => {
  const places = ripgrepPlaces(join(repositoryRoot, ".vscode-test", appRoot), process.platform, process.arch);
  return places.filter((place) => spawnSync(place, ["--version"]).status === 0);
});
if (programs.length === 0) console.warn("No VS Code was fetched yet: its ripgrep is not asked here.");

describe.each(programs)("%s", (program) => {
  let base: string;
  let home: string;
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  };
  const env = () => ({ PATH: process.env.PATH, HOME: home, GIT_CONFIG_NOSYSTEM: "1" });

  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), "mimo-rg-")));
    home = join(base, "home");
    mkdirSync(home);
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  async function files(folder: string, more: Partial<ListRules> = {}, below = ""): Promise<string[]> {
    const cwd = join(base, folder);
    const git = new GitOnDisk(new GitFiles(), { home: toSlashes(home), env: env(), systemConfig: "/nowhere" }, cwd);
    const rules = { ...plain, ...gitRulesAround(cwd, git), ...more };
    const found: string[] = [];
    const onPaths = (paths: readonly string[]) => found.push(...paths);
    await listWithRipgrep(ripgrepAt(program), { cwd, below, rules, signal: never, onPaths, maxFiles: 1000 });
    return found.sort();
  }

  test("lists what Git lists: nested rules, negations, excludes, the person's own file, nested repositories", async () => {
    mkdirSync(join(base, "repo"));
    execFileSync("git", ["init", "-q"], { cwd: join(base, "repo"), env: env() });
    put("home/.config/git/ignore", "*.swp\n");
    put("repo/.gitignore", "*.log\n!keep.log\nbuild/\nTODO\n/only\n# c\n");
    put("repo/.git/info/exclude", "mine.txt\n");
    put("repo/sub/.gitignore", "!again.log\nlocal\n");
    for (const path of [
      "a.ts",
      "a.log",
      "keep.log",
      "build/x.js",
      "sub/again.log",
      "sub/local",
      "local",
      "only",
      "sub/only",
      "mine.txt",
      "sub/mine.txt",
      "x.swp",
      "src/todo/a.ts",
      "src/TODO/a.ts",
      ".env",
      ".hidden/.deep",
      "文档/说明 [1].md",
      "new\nline",
    ])
      put(`repo/${path}`, "x");
    const args = ["ls-files", "-z", "--others", "--cached", "--exclude-standard"];
    const gits = execFileSync("git", args, { cwd: join(base, "repo"), env: env(), encoding: "utf8" });
    expect(await files("repo")).toEqual(
      gits
        .split("\0")
        .filter((each) => each !== "")
        .sort(),
    );
    expect(await files("repo", {}, "sub")).toEqual(["sub/.gitignore", "sub/again.log", "sub/only"]);
    // A part of the repository, opened by itself.
    expect(await files("repo/src")).toEqual(["todo/a.ts"]);
  });

  test("hidden rules hold, hidden files do not show, links are not followed, and files of the environment do not count", async () => {
    put("loose/.gitignore", "*.log\n");
    put("loose/.ignore", "*\n");
    put(".gitignore", "*\n");
    for (const path of ["a.log", "a.ts", "out/b.ts", "deep/out/c.ts", "node_modules/d.ts", "deep/root.ts", "root.ts"]) {
      put(`loose/${path}`, "x");
    }
    put("outside/secret.txt", "x");
    symlinkSync("../outside", join(base, "loose/linked"));
    symlinkSync("../outside/secret.txt", join(base, "loose/linked.txt"));
    put("options", "--no-ignore\n");
    process.env.RIPGREP_CONFIG_PATH = join(base, "options");
    try {
      const excluded = ["**/.gitignore", "**/out", "root.ts", ".ignore"];
      expect(await files("loose", { excluded })).toEqual(["a.ts", "deep/root.ts"]);
    } finally {
      delete process.env.RIPGREP_CONFIG_PATH;
    }
  });

  test("ends when nobody waits any more", async () => {
    put("a", "x");
    const options = { cwd: base, below: "", rules: plain, onPaths: () => {}, maxFiles: 10 };
    const listing = listWithRipgrep(ripgrepAt(program), { ...options, signal: AbortSignal.abort() });
    await expect(listing).rejects.toThrow(/abort/i);
  });
});
