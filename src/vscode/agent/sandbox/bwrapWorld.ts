// What of this machine has to be kept from a held command beside files: folders for temporary files, and sockets.

import { lstat, readFile, realpath } from "node:fs/promises";
import { type BwrapWorld, coveredFolders, isBelow, socketPaths } from "../../../core/agent/sandbox/bwrapArguments.ts";

/** Sockets that are covered one by one; nobody has so many outside of the folders that are covered whole. */
const mostSockets = 50;

/** Looks now. `roots` are the folders of the workspace. */
export async function bwrapWorld(roots: readonly string[]): Promise<BwrapWorld> {
  const temporary = await foldersAmong(["/var/tmp"]);
  const socketFolders = await foldersAmong(["/run", "/var/run"]);
  const listed = socketPaths(await readFile("/proc/net/unix", "latin1").catch(() => ""));
  const sockets: string[] = [];
  const covered = coveredFolders({ temporary, socketFolders, sockets });
  for (const path of listed) {
    const isCovered = covered.some((folder) => isBelow(path, folder));
    if (isCovered && !roots.some((root) => isBelow(path, root))) continue;
    const real = await realpath(path).catch(() => undefined);
    const found = real === undefined ? undefined : await lstat(real).catch(() => undefined);
    if (real !== undefined && found?.isSocket()) sockets.push(real);
    if (sockets.length === mostSockets) break;
  }
  return { temporary, socketFolders, sockets: [...new Set(sockets)] };
}

/** Those that are folders themselves: behind a link stands another one, which counts by its own name. */
async function foldersAmong(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.map(async (path) => (await lstat(path).catch(() => undefined))?.isDirectory() === true),
  );
  return paths.filter((_, at) => found[at]);
}
