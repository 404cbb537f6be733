// The processes of this machine, as far as it takes to find those that a command started.

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Names a process for good: ids are used again. */
export interface ProcessMark {
  readonly pid: number;
  /** When it began, in whatever words the system has. */
  readonly started: string;
}

/** A process that lives. */
export interface ProcessEntry extends ProcessMark {
  readonly parent: number;
  readonly group: number;
  /** The session; undefined where nobody says. */
  readonly session: number | undefined;
}

/** The mark of a process that lives; undefined where it takes long to find out. */
export function processMark(pid: number): ProcessMark | undefined {
  if (process.platform !== "linux") return undefined;
  const started = fromProcOf(pid)?.started;
  return started === undefined ? undefined : { pid, started };
}

/** All of them, those that only wait to be buried left out. Takes a few milliseconds; empty when the system does not say. */
export function listProcesses(): readonly ProcessEntry[] {
  if (process.platform === "win32") return [];
  return process.platform === "linux" ? fromProc() : fromPs();
}

function fromProc(): ProcessEntry[] {
  const entries: ProcessEntry[] = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const entry = fromProcOf(Number(name));
    if (entry) entries.push(entry);
  }
  return entries;
}

function fromProcOf(pid: number): ProcessEntry | undefined {
  try {
    return entryOf(pid, readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    // It ended meanwhile.
    return undefined;
  }
}

/** `12 (a name) S 1 12 12 …`, where the name may hold anything (proc_pid_stat(5)). */
function entryOf(pid: number, stat: string): ProcessEntry | undefined {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, parent, group, session] = fields;
  if (state === "Z" || state === "X") return undefined;
  return {
    pid,
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    started: fields[19] ?? "",
  };
}

function fromPs(): ProcessEntry[] {
  const { stdout } = spawnSync("/bin/ps", ["-axo", "pid=,ppid=,pgid=,state=,lstart="], {
    encoding: "utf8",
    env: { LC_ALL: "C" },
    timeout: 2000,
    maxBuffer: 1 << 26,
  });
  return (stdout ?? "").split("\n").flatMap((line): ProcessEntry[] => {
    const [, pid, parent, group, state, started] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || state?.startsWith("Z")) return [];
    return [
      {
        pid: Number(pid),
        parent: Number(parent),
        group: Number(group),
        session: undefined,
        started: started ?? "",
      },
    ];
  });
}
