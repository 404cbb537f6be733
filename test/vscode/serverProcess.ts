// The server as an operating system process: started on a leash, awaited until it listens, killed with its children.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";

/** A server process that listens. */
export interface ServerProcess {
  readonly pid: number;
  readonly port: number;
  logs(): string;
  /** Kills it and its children, and keeps the data. */
  kill(): Promise<void>;
  /** Kills it and its children, and deletes the data. */
  close(): Promise<void>;
}

/** Starts `command` with `--port` (0: any free one); rejects with its output if it ends before it listens. */
export async function startServerProcess(
  command: string[],
  port: number,
  env: NodeJS.ProcessEnv,
  dataDir: string,
): Promise<ServerProcess> {
  const args = [join(import.meta.dirname, "leash.ts"), ...command, "--port", String(port)];
  const leash = spawn(process.execPath, args, {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...env, LEASH_DELETE: dataDir },
  });
  let logs = "";
  const exited = new Promise<void>((resolve) => leash.on("close", () => resolve()));
  const listening = new Promise<number>((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      logs += chunk;
      const match = /Extension host agent listening on (\d+)/.exec(logs);
      if (match) resolve(Number(match[1]));
    };
    leash.stdout.on("data", onData);
    leash.stderr.on("data", onData);
    leash.on("error", reject);
    leash.on("close", (code) => reject(new Error(`The VS Code server ended (${code}) before it listened:\n${logs}`)));
  });
  // Written to by nobody; a leash that is gone must not take the test run with it.
  leash.stdin.on("error", () => {});
  return {
    pid: leash.pid ?? 0,
    port: await listening,
    logs: () => logs,
    kill: async () => {
      leash.stdin.write("kill\n");
      await exited;
    },
    close: async () => {
      leash.stdin.end();
      await exited;
      // The leash has done it, unless the server had ended before.
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
