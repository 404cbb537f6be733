// Whether a repository that came while a command was held may stay: a person may have made it in a terminal of theirs. What
// could run a program of the command's as soon as anybody asks Git for its state may not.

import { lstat, readdir, readFile, realpath } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { isBelow } from "../../../core/agent/sandbox/bwrapArguments.ts";
import { gitFolderOf, isHarmlessConfig } from "../../../core/agent/sandbox/harmlessGit.ts";

/** What Git takes settings, programs or other repositories from, beside `config`. */
const more = ["commondir", "config.worktree", "modules", "worktrees"];

/**
 * Whether the repository of `path` (its `.git`, or the `HEAD` of a folder that is one itself) is harmless. `roots` is where the
 * command can write, but for `kept`. Gone: harmless. Never rejects.
 */
export async function isHarmlessRepository(
  path: string,
  roots: readonly string[],
  kept: readonly string[],
): Promise<boolean> {
  try {
    if (path.endsWith("/HEAD")) return await isHarmlessFolder(dirname(path));
    const found = await lstat(path);
    if (found.isDirectory()) return await isHarmlessFolder(path);
    const target = found.isFile() && found.size < 4096 ? gitFolderOf(await readFile(path, "utf8")) : undefined;
    if (target === undefined) return false;
    const real = await realpath(resolve(dirname(path), target));
    return kept.some((each) => isBelow(real, each)) || !roots.some((root) => isBelow(real, root));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" && !(await exists(path));
  }
}

async function isHarmlessFolder(folder: string): Promise<boolean> {
  const others = await Promise.all(more.map((name) => exists(join(folder, name))));
  if (others.includes(true)) return false;
  const hooks = join(folder, "hooks");
  if (await exists(hooks)) {
    if (!(await lstat(hooks)).isDirectory()) return false;
    if ((await readdir(hooks)).some((name) => !name.endsWith(".sample"))) return false;
  }
  const config = join(folder, "config");
  if (!(await exists(config))) return true;
  const found = await lstat(config);
  return found.isFile() && found.size < 64 * 1024 && isHarmlessConfig(await readFile(config, "utf8"));
}

/** Whether anything stands there, a link too. */
function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
