// Looks at and ends processes that a test started, on POSIX systems and Windows.
import { execFileSync, spawnSync } from "node:child_process";

/** Kills a process started with `detached: true` and all its children; does nothing if they are gone. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/PID", String(pid), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The ids of the processes below `root` whose command line contains `text`. Not for Windows, where `ps` is missing. */
export function descendants(root: number, text: string): number[] {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8", maxBuffer: 1 << 26 }).split("\n");
  const processes = lines.flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return match ? [{ pid: Number(match[1]), parent: Number(match[2]), args: match[3] ?? "" }] : [];
  });
  const below = new Set([root]);
  // Ids wrap around, so a child may have a smaller one than its parent: go over the list until nothing is added.
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const { pid, parent } of processes) if (below.has(parent)) below.add(pid);
  }
  return processes.filter(({ pid, args }) => below.has(pid) && args.includes(text)).map(({ pid }) => pid);
}
