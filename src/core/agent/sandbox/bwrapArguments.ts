// The arguments of bubblewrap for a plan. Order counts: what is mounted later covers what was mounted before.

import type { SandboxPlan, StandIns } from "./sandboxPlan.ts";

/** What differs between machines. */
export interface BwrapWorld {
  /** Where sockets of the system's services stand, real paths: `/run`, and `/var/run` where it is no link. */
  readonly socketFolders: readonly string[];
  /** Other sockets that somebody listens on: a disk that cannot be written keeps nobody from connecting. */
  readonly sockets: readonly string[];
  /** Folders for temporary files beside `/tmp`, real paths: the command gets empty ones of its own. */
  readonly temporary: readonly string[];
}

/** What of the folder of sockets is none and is needed: where NixOS has its programs and drivers. */
const neededThere = ["/run/current-system", "/run/opengl-driver", "/run/booted-system"];

/**
 * What keeps a command to itself: no network, no process but its own, no rights beyond the person's, no terminal to write
 * to. It ends with who started it. Whether the sandbox works here is tried with these very ones (`--perms` came with 0.5).
 */
export const bwrapFences: readonly string[] = [
  ...["--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--cap-drop", "ALL"],
  ...["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--perms", "1777", "--tmpfs", "/tmp"],
];

/** The arguments that go before `--` and the command, which starts in `cwd`, a folder of the plan. Status goes to `statusFd`; `mounts` are read alone. */
export function bwrapArguments(
  plan: SandboxPlan,
  standIns: StandIns,
  world: BwrapWorld,
  cwd: string,
  statusFd: number,
  mounts: readonly (readonly [from: string, to: string])[] = [],
): readonly string[] {
  const { closedFile, emptyFile, emptyFolder } = standIns;
  const self = (option: string) => (path: string) => [option, path, path];
  const over = (source: string) => (path: string) => ["--ro-bind", source, path];
  const others = [...world.temporary, ...world.socketFolders];
  const isSeen = (path: string) => isSeenInside(path, plan, world);
  return [
    ...bwrapFences,
    ...others.flatMap((path) => ["--tmpfs", path]),
    ...(world.socketFolders.length > 0 ? neededThere.flatMap((path) => ["--ro-bind-try", path, path]) : []),
    ...plan.writable.flatMap(self("--bind")),
    ...plan.pinned.flatMap(self("--bind")),
    ...plan.kept.flatMap(self("--ro-bind")),
    ...plan.scratch.flatMap((path) => ["--tmpfs", path]),
    ...plan.reserved.flatMap(over(emptyFolder)),
    ...plan.emptied.flatMap(over(emptyFile)),
    ...plan.hiddenFiles.filter(isSeen).flatMap(over(closedFile)),
    ...plan.hiddenFolders.filter(isSeen).flatMap((path) => ["--perms", "0000", "--tmpfs", path]),
    ...world.sockets
      .filter((path) => isSeen(path) && !plan.hiddenFolders.some((folder) => isBelow(path, folder)))
      .flatMap(over(closedFile)),
    ...mounts.flatMap(([from, to]) => ["--ro-bind", from, to]),
    ...["--chdir", cwd, "--json-status-fd", String(statusFd)],
  ];
}

/** Whether a command would find `path`, a real one: in the folders that are emptied for it, only the workspace is left. */
export function isSeenInside(path: string, plan: SandboxPlan, world: BwrapWorld): boolean {
  return !coveredFolders(world).some((folder) => isBelow(path, folder)) || isInPlan(path, plan);
}

/** Folders that are emptied for a command. */
export function coveredFolders({ temporary, socketFolders }: BwrapWorld): readonly string[] {
  return ["/tmp", ...temporary, ...socketFolders];
}

/** Whether `path` is `folder` or in it. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}

function isInPlan(path: string, { writable }: SandboxPlan): boolean {
  return writable.some((folder) => isBelow(path, folder));
}

/**
 * The sockets with a place on the disk, of what Linux says of all (`/proc/net/unix`): the last column, where one is. Those
 * without one (`@…`) stay behind with the network.
 */
export function socketPaths(procNetUnix: string): readonly string[] {
  const paths = procNetUnix.split("\n").flatMap((line) => {
    const path = /^[0-9a-f]+: (?:\S+\s+){6}(\/.*)$/i.exec(line)?.[1];
    return path === undefined ? [] : [path];
  });
  return [...new Set(paths)];
}
