// Git's rules as they stand on the disk: read where and when a path is asked about, so that nothing has to be searched
// for, no setting hides them, and a .gitignore that was just written holds. Synchronous: a question costs a few dozen
// looks at names that the system has in memory, and no answer is older than its question.

import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import { homedir } from "node:os";
import { posix } from "node:path";
import { type GitSetting, isYes, parseGitConfig } from "../../core/access/gitConfig.ts";
import type { IgnoreSource, RepositoryRules } from "../../core/access/gitIgnore.ts";
import { type IgnorePattern, parseIgnoreFile } from "../../core/access/ignorePatterns.ts";

/** The person's surroundings, as Git sees them. */
export interface GitSurroundings {
  readonly home: string;
  /** `XDG_CONFIG_HOME`, `GIT_CONFIG_GLOBAL` and the like. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Git's file for all people of the machine. */
  readonly systemConfig: string;
}

/** Those of this process. */
export function ownSurroundings(): GitSurroundings {
  return { home: toSlashes(homedir()), env: process.env, systemConfig: "/etc/gitconfig" };
}

/** Bytes of a file of rules or settings that are read; nobody writes that many. */
const maxBytes = 4 * 1024 * 1024;
/** Files that are kept read. */
const maxKept = 5000;
/** Files that are included for one answer, in all. */
const maxIncludes = 100;

interface Kept<T> {
  readonly signature: string;
  readonly value: T;
}

/** Reads files and keeps what they said until they change. */
export class GitFiles {
  readonly #patterns = new Map<string, Kept<readonly IgnorePattern[]>>();
  readonly #settings = new Map<string, Kept<readonly GitSetting[]>>();

  /** The patterns of a file; empty when there is none. Git follows no link from a .gitignore. */
  patterns(path: string, followsLink: boolean): readonly IgnorePattern[] {
    return this.#read(this.#patterns, path, followsLink, parseIgnoreFile) ?? [];
  }

  /** The settings of a file; empty when there is none. */
  settings(path: string): readonly GitSetting[] {
    return this.#read(this.#settings, path, true, (bytes) => parseGitConfig(new TextDecoder().decode(bytes))) ?? [];
  }

  #read<T>(kept: Map<string, Kept<T>>, path: string, follows: boolean, parse: (bytes: Uint8Array) => T): T | undefined {
    const stat = statOf(path);
    if (!stat?.isFile()) {
      kept.delete(path);
      return undefined;
    }
    const signature = `${stat.dev} ${stat.ino} ${stat.size} ${stat.mtimeMs} ${stat.ctimeMs}`;
    const known = kept.get(path);
    if (known?.signature === signature) return known.value;
    const bytes = readBytes(path, follows);
    if (!bytes) return undefined;
    if (kept.size >= maxKept) kept.clear();
    const value = parse(bytes);
    // A file that changed in this very moment may change again without a trace in its times.
    if (Date.now() - stat.mtimeMs > 2000) kept.set(path, { signature, value });
    else kept.delete(path);
    return value;
  }
}

/** The rules around folders of the disk, each looked at once: made anew for each question, or for each list. */
export class GitOnDisk implements IgnoreSource {
  readonly #files: GitFiles;
  readonly #around: GitSurroundings;
  readonly #root: string;
  readonly #repositories = new Map<string, RepositoryRules | undefined>();
  readonly #rules = new Map<string, readonly IgnorePattern[]>();
  #elsewhere: RepositoryRules | undefined;

  /** `root` is the folder that is asked about, with `/`. */
  constructor(files: GitFiles, around: GitSurroundings, root: string) {
    this.#files = files;
    this.#around = around;
    this.#root = root;
  }

  repositoryAt(folder: string): RepositoryRules | undefined {
    if (!this.#repositories.has(folder)) this.#repositories.set(folder, this.#readRepository(folder));
    return this.#repositories.get(folder);
  }

  rulesIn(folder: string): readonly IgnorePattern[] {
    const known = this.#rules.get(folder);
    if (known) return known;
    const rules = this.#files.patterns(`${folder}/.gitignore`, false);
    this.#rules.set(folder, rules);
    return rules;
  }

  get elsewhere(): RepositoryRules {
    this.#elsewhere ??= {
      own: [],
      global: this.#globalRules(this.#settingsOf([]), this.#root),
      foldsCase: foldsCase(this.#root),
    };
    return this.#elsewhere;
  }

  /** The file of the person's own rules for the repository at `folder`, or for no repository; there or not. */
  globalFile(folder: string | undefined): string {
    const common = folder === undefined ? undefined : commonFolder(folder);
    return this.#globalPath(this.#settingsOf(common ? [`${common}/config`] : []), folder ?? this.#root);
  }

  #readRepository(folder: string): RepositoryRules | undefined {
    const common = commonFolder(folder);
    if (common === undefined) return undefined;
    const settings = this.#settingsOf([`${common}/config`]);
    const ignoreCase = settings.findLast(({ name }) => name === "core.ignorecase");
    return {
      own: this.#files.patterns(`${common}/info/exclude`, true),
      global: this.#globalRules(settings, folder),
      // What Git found out about this disk when it made the repository.
      foldsCase: ignoreCase !== undefined && isYes(ignoreCase.value),
    };
  }

  #globalRules(settings: readonly GitSetting[], folder: string): readonly IgnorePattern[] {
    return this.#files.patterns(this.#globalPath(settings, folder), true);
  }

  #globalPath(settings: readonly GitSetting[], folder: string): string {
    const named = settings.findLast(({ name }) => name === "core.excludesfile")?.value;
    return named === undefined ? `${this.#configHome()}/git/ignore` : this.#resolve(named, folder);
  }

  #configHome(): string {
    return toSlashes(this.#around.env.XDG_CONFIG_HOME || `${this.#around.home}/.config`);
  }

  /** The machine's, the person's, and those of `own`: the later ones win. */
  #settingsOf(own: readonly string[]): readonly GitSetting[] {
    const { env, home, systemConfig } = this.#around;
    const system =
      env.GIT_CONFIG_NOSYSTEM && isYes(env.GIT_CONFIG_NOSYSTEM) ? [] : [env.GIT_CONFIG_SYSTEM || systemConfig];
    const person = env.GIT_CONFIG_GLOBAL
      ? [toSlashes(env.GIT_CONFIG_GLOBAL)]
      : [`${this.#configHome()}/git/config`, `${home}/.gitconfig`];
    const left = { includes: maxIncludes };
    return [...system, ...person, ...own].flatMap((file) => this.#settingsWithIncluded(file, new Set([file]), left));
  }

  /** `seen` once each: files that include one another, or one many times, cost no more than there are. */
  #settingsWithIncluded(file: string, seen: Set<string>, left: { includes: number }): readonly GitSetting[] {
    return this.#files.settings(file).flatMap((setting) => {
      if (setting.name !== "include.path" || !setting.value) return [setting];
      const included = posix.normalize(this.#resolve(setting.value, posix.dirname(file)));
      if (seen.has(included) || left.includes <= 0) return [];
      seen.add(included);
      left.includes--;
      return this.#settingsWithIncluded(included, seen, left);
    });
  }

  #resolve(path: string, folder: string): string {
    const slashed = toSlashes(path);
    if (slashed === "~" || slashed.startsWith("~/")) return this.#around.home + slashed.slice(1);
    return isAbsolute(slashed) ? slashed : `${folder}/${slashed}`;
  }
}

/** `path` with `/`, as the rules have it. */
export function toSlashes(path: string): string {
  return process.platform === "win32" ? path.replaceAll("\\", "/") : path;
}

/** The folder `path` of the disk as the rules have it: where links lead, with `/` and none at its end. */
export function rootOf(path: string): string {
  let real = path;
  try {
    real = realpathSync.native(path);
  } catch {
    // not there now: it has no rules either
  }
  return toSlashes(real).replace(/\/+$/, "");
}

/**
 * Where the repository at `folder` keeps what its worktrees share; undefined when `folder` is no root of one. What is
 * only named ".git" is none, as to Git: it would take a folder out of the rules around it.
 */
function commonFolder(folder: string): string | undefined {
  const own = ownFolder(folder);
  if (own === undefined || !isHead(`${own}/HEAD`)) return undefined;
  const named = toSlashes(readText(`${own}/commondir`).trim());
  const shared = named === "" || isAbsolute(named) ? named || own : posix.normalize(`${own}/${named}`);
  const isRepository = ["objects", "refs"].every((name) => statOf(`${shared}/${name}`)?.isDirectory());
  return isRepository ? shared : undefined;
}

/** The `.git` of `folder`; of a worktree or a submodule it is a file that says where. */
function ownFolder(folder: string): string | undefined {
  const git = `${folder}/.git`;
  const stat = statOf(git);
  if (!stat) return undefined;
  if (stat.isDirectory()) return git;
  const named = /^gitdir: (.+)/.exec(readText(git))?.[1]?.trim();
  if (named === undefined) return undefined;
  return isAbsolute(toSlashes(named)) ? toSlashes(named) : posix.normalize(`${folder}/${toSlashes(named)}`);
}

/** Whether the file says which branch or commit is checked out. An old one is a link to a branch, which may not be there. */
function isHead(path: string): boolean {
  try {
    if (lstatSync(path).isSymbolicLink()) return toSlashes(readlinkSync(path)).startsWith("refs/");
  } catch {
    return false;
  }
  return /^(?:ref:\s*refs\/|[0-9a-f]{40})/i.test(readText(path));
}

/** Whether the disk takes another case of `folder`'s name for the same folder. */
export function foldsCase(folder: string): boolean {
  const other = folder.replace(/\p{L}/gu, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
  const [one, two] = [statOf(folder), other === folder ? undefined : statOf(other)];
  return one !== undefined && two !== undefined && one.ino === two.ino && one.dev === two.dev;
}

function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:\//.test(path);
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // a part of it is no folder, or is closed to us
  }
}

function readText(path: string): string {
  const bytes = readBytes(path, true);
  return bytes ? new TextDecoder().decode(bytes) : "";
}

function readBytes(path: string, followsLink: boolean): Uint8Array | undefined {
  let file: number | undefined;
  try {
    // Where the system cannot refuse a link, it is followed.
    file = openSync(
      path,
      constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (followsLink ? 0 : (constants.O_NOFOLLOW ?? 0)),
    );
    const { size } = fstatSync(file);
    const bytes = new Uint8Array(Math.min(size, maxBytes));
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, length);
    }
    return bytes.subarray(0, length);
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
