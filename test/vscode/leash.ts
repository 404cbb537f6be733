// Runs a command (the arguments) in a process group of its own and kills that whole group, then deletes the folder
// named by LEASH_DELETE, as soon as standard input ends: so nothing outlives the test run that holds the other end
// of the pipe, however it died. A line of input kills as well and leaves the folder. Runs as a process of its own.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { killGroup } from "./processTree.ts";

const [command = "", ...args] = process.argv.slice(2);
const { LEASH_DELETE: folder, ...env } = process.env;
const child = spawn(command, args, { detached: true, stdio: ["ignore", "inherit", "inherit"], env });

let letGo = false;
process.stdin.on("data", () => killGroup(child.pid));
process.stdin.on("end", () => {
  letGo = true;
  killGroup(child.pid);
});

child.on("error", (error) => {
  console.error(error.message);
  process.exit(127);
});
child.on("exit", (code) => {
  // What the command started itself may still run.
  killGroup(child.pid);
  if (letGo && folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code ?? 1);
});
