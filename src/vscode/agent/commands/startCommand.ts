// One process for a command: in a group and a session of its own, with nothing to read from.

import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import type { CommandState } from "../../../core/tools/commandText.ts";
import type { HeldCommand } from "../sandbox/heldCommand.ts";
import { type CommandShell, shellArguments } from "./commandShell.ts";

/** A command that began. */
export interface StartedCommand {
  readonly pid: number;
  /** What it puts out. They may stay open when the shell has ended: another process may hold them. */
  readonly outputs: readonly Readable[];
  /** The end of the shell; `failed` when it never began, since what should hold it could not be set up. */
  readonly exit: Promise<Extract<CommandState, { type: "exited" | "killed" | "failed" }>>;
}

/** Starts `command`, in the sandbox if it is to be `held`; rejects when that cannot be done. */
export function startCommand(
  command: string,
  shell: CommandShell,
  cwd: string,
  env: Record<string, string>,
  held?: HeldCommand,
): Promise<StartedCommand> {
  return new Promise((resolve, reject) => {
    const child = spawnShell(command, shell, cwd, env, held);
    const began = held?.isWatched ? hasBegun(child) : undefined;
    const exit = new Promise<Awaited<StartedCommand["exit"]>>((ended) => {
      child.on("exit", async (code, signal) => {
        if (signal !== null) ended({ type: "killed", signal });
        else if (began && !(await began)) ended({ type: "failed", message: "the sandbox could not be set up." });
        else ended({ type: "exited", code: code ?? 0 });
      });
    });
    child.on("error", reject);
    child.on("spawn", () => {
      const outputs = [child.stdout, child.stderr].filter((output) => output !== null);
      if (child.pid === undefined) reject(new Error("The process has no id."));
      else resolve({ pid: child.pid, outputs, exit });
    });
  });
}

function spawnShell(
  command: string,
  shell: CommandShell,
  cwd: string,
  env: Record<string, string>,
  held: HeldCommand | undefined,
): ChildProcess {
  const args = shellArguments(shell, command);
  const pipes = ["ignore", "pipe", "pipe"] as const;
  if (process.platform === "win32") return spawn(shell.path, args, { cwd, env, stdio: [...pipes], windowsHide: true });
  const own = [shell.path, ...args];
  // With two pipes nobody could tell whether an error came before or after a line. One shell hands its place to the other.
  const merged = ["-c", 'exec "$@" 2>&1', "sh", ...(held ? held.wrap(own) : own)];
  const stdio = held?.isWatched ? [...pipes, "pipe" as const] : [...pipes];
  return spawn("/bin/sh", merged, { cwd, env: held ? held.environment(env) : env, stdio, detached: true });
}

/** Milliseconds for which the word about it may come after the end. */
const patience = 1000;

/** Whether the sandbox says how the command ended: of one that never began it says nothing (bwrap(1), `--json-status-fd`). */
async function hasBegun(child: ChildProcess): Promise<boolean> {
  const status = child.stdio[3] as Readable;
  let text = "";
  const all = new Promise<void>((resolve) => {
    status.on("data", (bytes: Buffer) => {
      text += bytes.toString("latin1");
      if (text.includes('"exit-code"')) resolve();
    });
    status.on("error", () => resolve());
    status.on("close", () => resolve());
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => setTimeout(resolve, patience).unref()));
  await Promise.race([all, gone]);
  status.destroy();
  return text.includes('"exit-code"');
}
