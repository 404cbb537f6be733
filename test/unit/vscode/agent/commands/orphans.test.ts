import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CommandFolders } from "../../../../../src/vscode/agent/commands/commandFolders.ts";
import { endOrphans } from "../../../../../src/vscode/agent/commands/orphans.ts";
import { processMark } from "../../../../../src/vscode/agent/commands/processList.ts";
import { lives, openWindow, until } from "./fakes.ts";

let root = "";
const started: number[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "mimo-orphans-"));
});
afterEach(() => {
  for (const pid of started.splice(0)) if (lives(pid)) process.kill(pid, "SIGKILL");
  rmSync(root, { recursive: true, force: true });
});

/** A process in a group of its own. */
function start(): number {
  const { pid = 0 } = spawn("sleep", ["100"], { detached: true, stdio: "ignore" });
  started.push(pid);
  return pid;
}

test("commands of a window that is gone end; those of others, and strangers under an old id, do not", async () => {
  const folders = new CommandFolders(root);
  const [orphan, other, stranger] = [start(), start(), start()];
  const gone = { pid: process.pid, started: "another time" };
  const about = { chat: "chat", command: "sleep 100" };
  for (const processes of [
    { host: gone, root: processMark(orphan) },
    { host: processMark(process.pid), root: processMark(other) },
    { host: gone, root: { pid: stranger, started: "another time" } },
    {},
  ]) {
    const folder = await folders.create(about);
    await folder.note(processes);
  }
  await endOrphans(folders);
  expect([orphan, other, stranger].map(lives)).toEqual([false, true, true]);
  expect((await folders.unended()).map(({ id }) => id).sort()).toEqual(["cmd_2", "cmd_4"]);
  await endOrphans(new CommandFolders(join(root, "nowhere")));
});

test("what a window that is killed has begun is known from its first moment on", async () => {
  const folder = await new CommandFolders(root).create({ chat: "chat", command: "sleep 100" });
  const processes = { host: { pid: process.pid, started: "another time" }, root: processMark(start()) };
  folder.noteStart(processes);
  // At once: nobody waits for the disk.
  expect(JSON.parse(readFileSync(join(folder.path, "about.json"), "utf8"))).toMatchObject(processes);
  await endOrphans(new CommandFolders(root));
  expect(lives(processes.root?.pid ?? 0)).toBe(false);
});

test("a window ends its own alone", async () => {
  const one = openWindow();
  await one.run("sleep 100", { background: true });
  const two = openWindow({ root: one.root });
  await two.run("true");
  expect(one.running("chat").length).toBe(1);
  two.dispose();
  expect(one.running("chat").length).toBe(1);
  await one.close();
  await until(() => one.running("chat").length === 0);
  await two.close();
});
