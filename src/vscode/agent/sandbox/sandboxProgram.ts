// The program that holds commands, and whether it works here. Asked once it is needed, and again as long as it does not.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { bwrapFences } from "../../../core/agent/sandbox/bwrapArguments.ts";
import type { SandboxFault } from "../../../core/agent/sandbox/sandboxState.ts";

/** What the look goes by. */
export interface ProgramWorld {
  readonly platform: NodeJS.Platform;
  readonly exists: (path: string) => boolean;
  /** Whether a program with these arguments ends well. Never rejects. */
  readonly succeeds: (path: string, args: readonly string[]) => Promise<boolean>;
}

const thisMachine: ProgramWorld = { platform: process.platform, exists: existsSync, succeeds };

/** Not by `PATH`: a folder of the workspace may stand in it. */
const places: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    ...["/usr/bin/bwrap", "/bin/bwrap", "/usr/local/bin/bwrap"],
    ...["/run/wrappers/bin/bwrap", "/run/current-system/sw/bin/bwrap"],
  ],
  darwin: ["/usr/bin/sandbox-exec"],
};

/** Milliseconds in which it has to show that it works; it takes some thirty. */
const patience = 5000;

/** Finds it. */
export class SandboxProgram {
  readonly #world: ProgramWorld;
  #working: string | undefined;

  constructor(world: ProgramWorld = thisMachine) {
    this.#world = world;
  }

  /** The path of one that works, or why there is none. Never rejects. */
  async find(): Promise<string | SandboxFault> {
    const { platform, exists, succeeds } = this.#world;
    if (this.#working !== undefined && exists(this.#working)) return this.#working;
    const known = places[platform];
    if (!known) return { kind: "system" };
    const program = platform === "darwin" ? "sandbox-exec" : "bwrap";
    const path = known.find(exists);
    if (path === undefined) return { kind: "missing", program };
    const tried =
      platform === "darwin"
        ? ["-p", "(version 1)(allow default)", "/usr/bin/true"]
        : [...bwrapFences, "--", "/bin/sh", "-c", ":"];
    if (!(await succeeds(path, tried))) return { kind: "forbidden", program };
    this.#working = path;
    return path;
  }
}

function succeeds(path: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(path, [...args], { timeout: patience, killSignal: "SIGKILL", env: {} }, (error) =>
      resolve(error === null),
    );
  });
}
