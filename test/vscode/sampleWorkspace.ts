// A small workspace to try the assistant on: two files with a bug each, under Git where there is one.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.ts";

/** Copies test/fixtures/sample-workspace into `parent`, replacing an earlier copy; returns the copy's path. */
export function copySampleWorkspace(parent: string): string {
  const folder = join(parent, "sample-workspace");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(parent, { recursive: true });
  cpSync(join(root, "test", "fixtures", "sample-workspace"), folder, { recursive: true });
  // Without Git the workspace merely has no history.
  const identity = ["-c", "user.name=Sample", "-c", "user.email=sample@example.invalid"];
  for (const args of [
    ["init", "--quiet"],
    ["add", "."],
    ["commit", "--quiet", "-m", "A sample"],
  ]) {
    spawnSync("git", [...identity, ...args], { cwd: folder, stdio: "ignore" });
  }
  return folder;
}
