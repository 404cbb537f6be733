import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { lives, openWindow, until } from "./fakes.ts";

const windows: ReturnType<typeof openWindow>[] = [];
const open = (more?: Parameters<typeof openWindow>[0]) => {
  const opened = openWindow(more);
  windows.push(opened);
  return opened;
};
afterEach(async () => {
  for (const opened of windows.splice(0)) await opened.close();
});

/** The ids that a command wrote into files of the workspace. */
const pids = (workspace: string, ...names: string[]) =>
  names.map((name) => Number(readFileSync(join(workspace, name), "utf8")));
const written = (workspace: string, ...names: string[]) =>
  until(() =>
    names.every(
      (name) => existsSync(join(workspace, name)) && readFileSync(join(workspace, name), "utf8").endsWith("\n"),
    ),
  );

/** Runs `command`, stops it when the files are there; nothing of it is left then. */
async function stopped(command: string, ...files: string[]) {
  const { run, workspace, takeEnded, running } = open();
  const stop = new AbortController();
  const call = run(command, {}, { signal: stop.signal });
  await written(workspace, ...files);
  stop.abort(new Error("stopped"));
  await expect(call).rejects.toThrow("stopped");
  const all = pids(workspace, ...files);
  await until(() => all.every((pid) => !lives(pid)));
  await until(() => running("chat").length === 0);
  // Who stopped it need not be told.
  expect(takeEnded("chat")).toEqual([]);
}

test("a stop is answered at once, and ends a command with all its children", async () => {
  await stopped("echo $$ >a; (echo $BASHPID >b; sleep 100) & (echo $BASHPID >c; exec sleep 100); wait", "a", "b", "c");
});

test("what has left the group is ended too, and what does not listen", async () => {
  await stopped(
    "echo $$ >a; setsid sh -c 'echo $$ >b; sleep 100; :' & set -m; (echo $BASHPID >c; sleep 100; :) & trap '' TERM; (echo $BASHPID >d; while :; do sleep 100; done); wait",
    "a",
    "b",
    "c",
    "d",
  );
});

test("the answer to a stop does not wait for what does not listen", async () => {
  const { run, workspace } = open({ patience: 100_000 });
  const stop = new AbortController();
  const call = run("trap '' TERM; echo $$ >a; while :; do sleep 0.05; done", {}, { signal: stop.signal });
  await written(workspace, "a");
  stop.abort(new Error("stopped"));
  await expect(call).rejects.toThrow("stopped");
  const [pid = 0] = pids(workspace, "a");
  expect(lives(pid)).toBe(true);
  process.kill(pid, "SIGKILL");
});

test("a run that is stopped already begins nothing", async () => {
  const { run, workspace } = open();
  await expect(run("touch done", {}, { signal: AbortSignal.abort(new Error("stopped")) })).rejects.toThrow("stopped");
  expect(existsSync(join(workspace, "done"))).toBe(false);
});

test("command_output ends a command, also one that does not listen", async () => {
  const { run, output, takeEnded, workspace } = open();
  await run("trap '' TERM; echo $$ >a; while :; do sleep 0.05; done", { background: true });
  await written(workspace, "a");
  const { text, facts, outcome } = await output("cmd_1", { stop: true });
  expect(text).toBe("Stopped. Ended by SIGKILL.");
  expect(facts).toEqual({ id: "cmd_1", stopped: true });
  expect(outcome).toBe("done");
  expect(pids(workspace, "a").some(lives)).toBe(false);
  expect((await output("cmd_1", { stop: true })).text).toBe("It had ended before. Ended by SIGKILL.");
  expect(takeEnded("chat")).toEqual([]);
});

test("with the window all of it ends, in every chat", async () => {
  const { run, workspace, dispose, running } = open();
  await run("echo $$ >a; sleep 100; :", { background: true });
  await run("echo $$ >b; trap '' TERM; while :; do sleep 100; done", { background: true }, { chat: "other" });
  await run("(echo $BASHPID >c; sleep 100; :) &");
  await written(workspace, "a", "b", "c");
  const all = pids(workspace, "a", "b", "c");
  expect(all.every(lives)).toBe(true);
  dispose();
  await until(() => all.every((pid) => !lives(pid)));
  await until(() => [...running("chat"), ...running("other")].length === 0);
  await expect(run("true")).resolves.toMatchObject({ outcome: "failed" });
});
