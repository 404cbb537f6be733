// All that a command started, as far as it can be found, and its end. A process may leave the group of its shell, and its
// parent may end before it: so what was seen once is remembered, with its time of birth, since ids are used again.

import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { listProcesses, type ProcessEntry } from "./processList.ts";

/** How long a process may take to end by itself once it was asked to, in milliseconds. */
const usualPatience = 2000;

/** The shell of a command, the leader of a group and a session of its own, and what it started. */
export class ProcessTree {
  readonly #root: number;
  readonly #patience: number;
  readonly #sparesRoot: boolean;
  /** When those that were seen began, by their ids. */
  #known = new Map<number, string>();
  #rootEnded = false;
  #ending: Promise<void> | undefined;

  /** `sparesRoot`: the first process ends by itself when the others have, and takes them along when it is ended before. */
  constructor(root: number, patience = usualPatience, sparesRoot = false) {
    this.#root = root;
    this.#patience = patience;
    this.#sparesRoot = sparesRoot;
  }

  /** To be called at once when the shell has ended: what it left can be told from strangers only now. */
  rootEnded(): void {
    // Asking for the group is cheap; most commands leave nothing.
    if (canSignal(-this.#root)) this.#look();
    this.#rootEnded = true;
  }

  /** How many of its processes still live. */
  count(): number {
    return this.#rootEnded && this.#known.size === 0 ? 0 : this.#look().length;
  }

  /** Asks all of it to end, and makes it end when it does not. Resolves when nothing lives, or cannot be ended. */
  end(): Promise<void> {
    this.#ending ??= this.#end().finally(() => {
      this.#ending = undefined;
    });
    return this.#ending;
  }

  /** Sends `signal` to all of it, now. */
  signal(signal: "SIGTERM" | "SIGKILL"): void {
    if (process.platform === "win32") {
      if (!this.#rootEnded) killWindowsTree(this.#root);
      return;
    }
    const alive = this.#look();
    if (this.#sparesRoot && signal === "SIGTERM") {
      for (const { pid } of alive) if (pid !== this.#root) send(pid, signal);
      return;
    }
    if (!this.#rootEnded || alive.some(({ group }) => group === this.#root)) send(-this.#root, signal);
    for (const { pid, group } of alive) if (group !== this.#root) send(pid, signal);
  }

  async #end(): Promise<void> {
    this.signal("SIGTERM");
    for (let waited = 0; waited < this.#patience; waited += 25) {
      await sleep(25);
      if (this.count() === 0) return;
    }
    for (let times = 0; times < 20 && this.count() > 0; times++) {
      this.signal("SIGKILL");
      await sleep(25);
    }
  }

  /** Those that live now, and remembers them. */
  #look(): readonly ProcessEntry[] {
    const entries = listProcesses();
    const alive = new Map(entries.filter((entry) => this.#isKnown(entry)).map((entry) => [entry.pid, entry]));
    // Without its shell, the number of the group is its own only as long as one that is known is in it.
    const isOurs = !this.#rootEnded || [...alive.values()].some((entry) => this.#isInGroup(entry));
    for (const entry of entries) if (isOurs && this.#isInGroup(entry)) alive.set(entry.pid, entry);
    for (let size = -1; size !== alive.size; ) {
      size = alive.size;
      for (const entry of entries) if (alive.has(entry.parent)) alive.set(entry.pid, entry);
    }
    this.#known = new Map([...alive.values()].map(({ pid, started }) => [pid, started]));
    return [...alive.values()];
  }

  #isKnown({ pid, started }: ProcessEntry): boolean {
    return this.#known.get(pid) === started;
  }

  #isInGroup({ pid, group, session }: ProcessEntry): boolean {
    return pid === this.#root || group === this.#root || session === this.#root;
  }
}

function canSignal(pid: number): boolean {
  if (process.platform === "win32") return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended meanwhile, or is another user's: then nothing helps.
  }
}

function killWindowsTree(root: number): void {
  const taskkill = `${process.env.SystemRoot ?? "C:\\Windows"}\\System32\\taskkill.exe`;
  spawn(taskkill, ["/PID", String(root), "/T", "/F"], { stdio: "ignore", windowsHide: true }).on("error", () => {});
}
