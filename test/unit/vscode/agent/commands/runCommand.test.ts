import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { byteLength } from "../../../../../src/core/tools/fileText.ts";
import { folderAt, lives, openWindow, until } from "./fakes.ts";

const windows: { close(): Promise<void> }[] = [];
const open = (more?: Parameters<typeof openWindow>[0]) => {
  const opened = openWindow(more);
  windows.push(opened);
  return opened;
};
afterEach(async () => {
  for (const opened of windows.splice(0)) await opened.close();
});

test("a command tells its code and what it put out, errors in their place", async () => {
  const { run, workspace } = open();
  const { text, outcome, facts } = await run("echo one; echo two >&2; echo three; pwd; exit 3");
  expect(text).toBe(`Exit code 3.\none\ntwo\nthree\n${workspace}\n`);
  expect(outcome).toBe("failed");
  expect(facts).toEqual({ id: "cmd_1", exitCode: 3, ms: expect.any(Number) });
  expect(await run("true")).toMatchObject({ text: "Exit code 0.\n(No output.)", outcome: "done" });
});

test("one that was judged otherwise than it would be now is not started, and the model is told", async () => {
  const order: string[] = [];
  const { run, workspace } = open({
    watchCommand: async () => {
      order.push("looked at the files");
      return { changed: async () => [] };
    },
    judgedCommands: {
      take: async () => {
        order.push("judged again");
        return false;
      },
    },
  });
  const { text, outcome } = await run("touch made");
  expect(text).toMatch(/^Not run: since it was judged, a file that it names .* has changed\./);
  expect(outcome).toBe("failed");
  // Right before it would start, after all that takes its time.
  expect(order).toEqual(["looked at the files", "judged again"]);
  expect(existsSync(join(workspace, "made"))).toBe(false);
});

test("it gets the line as it was written, in the shell that was judged, without files of settings", async () => {
  const env = { ...process.env };
  const { run, workspace } = open({ env });
  env.BASH_ENV = join(workspace, "settings");
  writeFileSync(env.BASH_ENV, "echo from the settings");
  const line = `printf '%s|' "a  b" '$HOME' "\${BASH_VERSION:+bash}" \\\\ "é 中"`;
  expect((await run(line)).text).toBe("Exit code 0.\na  b|$HOME|bash|\\|é 中|");
  expect((await run("echo 'un")).text).toMatch(/^Exit code 2\.\n.*unexpected EOF/);
});

test("nothing of ours and of the editor is in its environment", async () => {
  const { run } = open({
    env: {
      ...process.env,
      MIMO_API_KEY: "secret",
      mimo_x: "secret",
      ELECTRON_RUN_AS_NODE: "1",
      VSCODE_PID: "1",
      OWN: "kept",
    },
  });
  const { text } = await run("env; echo own=$OWN");
  expect(text).not.toMatch(/secret|^(?:MIMO|ELECTRON|VSCODE)_/im);
  expect(text).toMatch(/own=kept/);
});

test("what wants input finds its end", async () => {
  const { run } = open();
  expect((await run('read line; echo "code $? <$line>"; cat; echo after')).text).toBe(
    "Exit code 0.\ncode 1 <>\nafter\n",
  );
  // There is no terminal to ask at, either.
  expect((await run("cat </dev/tty")).text).toMatch(/^Exit code 1\.\n.*\/dev\/tty/);
});

test("the folder is the workspace's, or one in it", async () => {
  const { run, workspace } = open();
  mkdirSync(join(workspace, "src"));
  expect((await run("pwd", { cwd: "src" })).text).toBe(`Exit code 0.\n${workspace}/src\n`);
  expect((await run("pwd", { cwd: `${workspace}/src/` })).text).toContain(`${workspace}/src`);
  for (const cwd of ["..", "/tmp", "nowhere", "../other", "file:///etc"]) {
    const { text, outcome } = await run("touch done", { cwd });
    expect([cwd, outcome]).toEqual([cwd, "failed"]);
    expect(text).toMatch(/outside of the workspace|no folder/);
  }
  symlinkSync("src", join(workspace, "link"));
  expect((await run("pwd", { cwd: "link" })).text).toContain(`${workspace}/src`);
});

test("with several folders it is the first, which is said; with none there is nowhere", async () => {
  const one = open();
  const { run, workspace } = open({
    workspaceFolders: () => [folderAt(one.workspace, "a"), folderAt(realpathSync("/tmp"), "b")],
  });
  expect(workspace).not.toBe(one.workspace);
  expect((await run("pwd")).text).toBe(`Exit code 0.\n${one.workspace}\n\n(Ran in \`a\`, the first folder.)`);
  expect((await run("pwd", { cwd: "b" })).text).toBe(`Exit code 0.\n${realpathSync("/tmp")}\n`);
  expect(await open({ workspaceFolders: () => [] }).run("pwd")).toMatchObject({
    outcome: "failed",
    text: /No folder is open/,
  });
});

test("what cannot be started is said, whatever it is", async () => {
  const { run } = open();
  expect(await run("  ")).toMatchObject({ outcome: "failed", text: "The command is empty." });
  expect(await run("echo \0")).toMatchObject({
    outcome: "failed",
    text: expect.stringMatching(/^Could not be started: /),
  });
  expect(await run(`: ${"x".repeat(4_000_000)}`)).toMatchObject({
    outcome: "failed",
    text: expect.stringMatching(/E2BIG/),
  });
});

test("after its time it goes on in the background, and its end is told once, to its chat", async () => {
  const { run, takeEnded, onDidEnd, isUntold, running, workspace } = open();
  const ended: unknown[] = [];
  onDidEnd((end) => ended.push(end));
  const { text, outcome, facts } = await run("echo begun; until test -e go; do sleep 0.02; done; echo over; exit 4", {
    timeout_seconds: 1,
  });
  expect(text).toMatch(/^Still running in the background as cmd_1\. .*\nbegun\n$/);
  expect(outcome).toBe("done");
  expect(facts).toMatchObject({ id: "cmd_1", background: true });
  expect(running("chat").map(({ id }) => id)).toEqual(["cmd_1"]);
  expect(running("other")).toEqual([]);
  expect(takeEnded("chat")).toEqual([]);
  writeFileSync(join(workspace, "go"), "");
  await until(() => ended.length > 0);
  expect(ended).toEqual([
    { chat: "chat", id: "cmd_1", command: expect.stringMatching(/^echo begun/), state: { type: "exited", code: 4 } },
  ]);
  expect(isUntold("cmd_1")).toBe(true);
  expect(running("chat")).toEqual([]);
  expect(takeEnded("other")).toEqual([]);
  expect(takeEnded("chat")).toEqual([
    expect.stringMatching(/^cmd_1 \(`echo begun.*`\) ended in the background\. Exit code 4\.\nbegun\nover\n$/),
  ]);
  expect(takeEnded("chat")).toEqual([]);
  expect(isUntold("cmd_1")).toBe(false);
});

test("a command for the background is left at once, unless it ends at once", async () => {
  const { run, output } = open();
  const started = performance.now();
  expect((await run("echo up; sleep 100", { background: true })).text).toMatch(
    /^Still running in the background as cmd_1\..*\nup\n$/s,
  );
  expect(performance.now() - started).toBeLessThan(20_000);
  expect((await run("echo no >&2; exit 1", { background: true, timeout_seconds: 60 })).facts.background).not.toBe(
    false,
  );
  expect((await output("cmd_1", { stop: true })).text).toBe("Stopped. Ended by SIGTERM.");
});

test("the exit is told although another process holds the pipe, and that one is told of", async () => {
  const { run, output, workspace } = open();
  const { text } = await run("(trap '' HUP; echo $BASHPID >pid; sleep 0.3; echo late; exec sleep 100) & echo done");
  expect(text).toMatch(
    /^Exit code 0\.\ndone\n\n\(\d process(?:es)? of it still runs?: command_output with id cmd_1 and stop ends that\.\)$/,
  );
  await until(async () => (await output("cmd_1")).text.includes("late"));
  const pid = Number(readFileSync(join(workspace, "pid"), "utf8"));
  expect(lives(pid)).toBe(true);
  expect((await output("cmd_1", { stop: true })).text).toBe("Stopped. What it had left behind was ended.");
  expect(lives(pid)).toBe(false);
});

test("a command that closes its output is not over", async () => {
  const { run } = open();
  expect((await run("echo a; exec >&- 2>&-; sleep 0.4; exit 5")).text).toBe("Exit code 5.\na\n");
});

test("colours and halves of characters come out right, however they were cut", async () => {
  const { run } = open();
  const seen: string[] = [];
  const line =
    "printf '\\033[31mr\\xc3'; sleep 0.2; printf '\\xa9d\\033[0m \\xe4\\xb8'; sleep 0.2; printf '\\xad\\n\\xff\\n'";
  const { text } = await run(line, {}, { onOutput: (piece) => seen.push(piece) });
  expect(text).toBe("Exit code 0.\nréd 中\n�\n");
  expect(seen.join("")).toBe("\x1b[31mréd\x1b[0m 中\n�\n");
  expect(seen.length).toBeGreaterThan(1);
});

test("what it changed is told, and a watch that fails is no harm", async () => {
  const changed = async () => ["src/a.ts", "b.txt"];
  const { run } = open({ watchCommand: async () => ({ changed }) });
  expect((await run("true")).text).toBe(
    "Exit code 0.\n(No output.)\n(Changed by the command: src/a.ts, b.txt. This is outside of the checkpoint.)",
  );
  const broken = open({ watchCommand: () => Promise.reject(new Error("no")) });
  expect((await broken.run("true")).text).toBe("Exit code 0.\n(No output.)");
  const later = open({ watchCommand: async () => ({ changed: () => Promise.reject(new Error("no")) }) });
  expect((await later.run("true")).text).toBe("Exit code 0.\n(No output.)");
});

test("a flood is held back, and its result is small", async () => {
  const { run } = open();
  let shown = 0;
  const { text, facts } = await run(
    "seq 1 2000000",
    {},
    {
      onOutput: (piece) => {
        shown = Math.max(shown, piece.length);
      },
    },
  );
  expect(byteLength(text)).toBeLessThan(17 * 1024);
  expect(text).toMatch(/^Exit code 0\.\n1\n2\n/);
  const left = Number(/\(… (\d+) lines left out …\)/.exec(text)?.[1]);
  const held = text.split("\n").filter((line) => /^\d+$/.test(line));
  expect(held.length + left).toBe(2_000_000);
  expect(held.at(-1)).toBe("2000000");
  expect(shown).toBeLessThan(17 * 1024);
  expect(facts.exitCode).toBe(0);
});

test("a command that prints without end goes on in the background, at a pace, and can be ended", async () => {
  const { run, output } = open();
  const { text, facts } = await run("yes", { timeout_seconds: 1 });
  expect(byteLength(text)).toBeLessThan(17 * 1024);
  expect(text).toMatch(/^Still running in the background as cmd_1\..*\ny\ny\n/);
  expect(facts.background).toBe(true);
  expect((await output("cmd_1")).text).toMatch(/^Still running, for \d+ s\.\n\(Lines 1 to \d+ come before/);
  expect((await output("cmd_1", { stop: true })).text).toBe("Stopped. Ended by SIGTERM.");
  // 32 MB at once, then 1 MB in 50 ms: two bytes a line.
  expect(Number((await output("cmd_1")).facts.lines)).toBeLessThan(200_000_000);
});
