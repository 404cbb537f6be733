// One run of ripgrep: without a shell, without the settings of whoever is logged in, and with an end.

import { spawn } from "node:child_process";

/** How a run goes. */
export interface RipgrepRun {
  /** The folder it runs in; what it writes is relative to it. */
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Called with what it writes, as it comes. Returning false ends the run: that was enough. */
  readonly onOutput: (bytes: Uint8Array) => boolean;
  /** What it reads as its input; it has none without. */
  readonly input?: string;
}

/** How a run ended. */
export interface RipgrepEnd {
  /** 0 found something, 1 nothing, 2 met errors, perhaps beside results; null when it was ended. */
  readonly code: number | null;
  /** The beginning of what it complained of. */
  readonly complaint: string;
}

/**
 * Runs ripgrep with `args`, in which what is not ours stands behind `--` or as the value of an option. Rejects when it
 * cannot be started, and with an `AbortError` when `signal` is aborted.
 */
export type RunRipgrep = (args: readonly string[], run: RipgrepRun) => Promise<RipgrepEnd>;

const maxComplaint = 2000;

/** The port, for the program at `path`. */
export function ripgrepAt(path: string): RunRipgrep {
  return (args, { cwd, signal, onOutput, input }) =>
    new Promise((resolve, reject) => {
      const child = spawn(path, ["--no-config", ...args], {
        cwd,
        env: systemAlone(),
        shell: false,
        signal,
        // With its input open it would wait for text there.
        stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
        windowsHide: true,
      });
      let complaint = "";
      let isEnough = false;
      // It may end before it has read all.
      child.stdin?.on("error", () => {}).end(input);
      child.stdout?.on("data", (bytes: Buffer) => {
        if (isEnough || onOutput(bytes)) return;
        isEnough = true;
        child.kill();
      });
      child.stderr?.setEncoding("utf8").on("data", (text: string) => {
        complaint = (complaint + text).slice(0, maxComplaint);
      });
      child.on("error", reject);
      child.on("close", (code) => resolve({ code, complaint }));
    });
}

/** What a program needs of the environment on Windows; ripgrep itself reads options and paths from it. */
function systemAlone(): NodeJS.ProcessEnv {
  const { SystemRoot, TEMP, TMP } = process.env;
  return { ...(SystemRoot && { SystemRoot }), ...(TEMP && { TEMP }), ...(TMP && { TMP }) };
}
