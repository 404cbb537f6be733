import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { agentTools } from "../../../../../src/core/tools/agentTools.ts";
import { prepareCall } from "../../../../../src/core/tools/prepareCall.ts";
import { CommandFolders } from "../../../../../src/vscode/agent/commands/commandFolders.ts";
import { openWindow, until } from "./fakes.ts";

const windows: ReturnType<typeof openWindow>[] = [];
const open = (more?: Parameters<typeof openWindow>[0]) => {
  const opened = openWindow(more);
  windows.push(opened);
  return opened;
};
afterEach(async () => {
  for (const opened of windows.splice(0)) await opened.close();
});

/** Waits until the end of a command is written down. */
const noted = (root: string, id: string) =>
  until(() => {
    const path = join(root, "commands", id, "about.json");
    return existsSync(path) && readFileSync(path, "utf8").includes('"end"');
  });

test("all of a long output can be read, once", async () => {
  const { run, output } = open();
  await run("seq 1 9000");
  const lines: string[] = [];
  for (let offset: number | undefined = 1; offset !== undefined; ) {
    const [how, ...page]: string[] = (await output("cmd_1", { offset })).text.split("\n");
    expect(how).toBe("Exit code 0.");
    const next: string | undefined = /Read on with offset (\d+); 9000 lines/.exec(page.at(-1) ?? "")?.[1];
    lines.push(...(next === undefined ? page : page.slice(0, -1)));
    offset = next === undefined ? undefined : Number(next);
  }
  expect(lines).toEqual(Array.from({ length: 9000 }, (_, index) => `${index + 1}\t${index + 1}`));
});

test("without an offset it is the end, and with a pattern what matches", async () => {
  const { run, output } = open();
  await run("seq 1 9000");
  const { text, facts } = await output("cmd_1");
  expect(text).toMatch(/^Exit code 0\.\n\(Lines 1 to \d+ come before: read them with offset\.\)\n/);
  expect(text).toMatch(/\n9000\t9000$/);
  expect(facts).toEqual({ id: "cmd_1", lines: 9000 });
  expect((await output("cmd_1", { pattern: "8999|77" })).text).toMatch(/^Exit code 0\.\n77\t77\n177\t177\n/);
  expect((await output("cmd_1", { pattern: "nothing" })).text).toBe(
    "Exit code 0.\n(Nothing that matches from line 1 on; 9000 lines in all.)",
  );
  await run("echo a; echo b");
  expect((await output("cmd_2")).text).toBe("Exit code 0.\n1\ta\n2\tb");
  await run("true");
  expect((await output("cmd_3")).text).toBe("Exit code 0.\n(No output.)");
});

test("who asks for more waits for it, and is told of an end once", async () => {
  const { run, output, takeEnded } = open();
  await run("sleep 0.6; echo one; sleep 0.3; echo two", { background: true });
  const first = await output("cmd_1");
  expect(first.text).toMatch(/^Still running, for \d+ s\.\n/);
  const next = await output("cmd_1");
  expect(next.text).toContain("1\tone");
  await until(async () => (await output("cmd_1")).text.startsWith("Exit code 0."));
  expect(takeEnded("chat")).toEqual([]);
});

test("a stop of the run ends the waiting", async () => {
  const { run, output } = open();
  await run("sleep 100", { background: true });
  await output("cmd_1");
  const stop = new AbortController();
  const waiting = output("cmd_1", {}, { signal: stop.signal });
  stop.abort(new Error("stopped"));
  await expect(waiting).rejects.toThrow();
});

test("an id of another chat, or none, is refused", async () => {
  const { run, output } = open();
  await run("echo secret; sleep 100", { background: true });
  for (const id of ["cmd_1", "cmd_2", "../cmd_1", "cmd_1/../cmd_1", ""]) {
    for (const input of [{}, { stop: true }]) {
      const { text, outcome } = await output(id, input, { chat: "other" });
      expect([text, outcome]).toEqual([`There is no command ${id} in this chat.`, "failed"]);
    }
  }
  expect((await output("cmd_1")).text).toContain("secret");
});

test("outputs outlive the window, and ids are not given twice", async () => {
  const first = open();
  await first.run("seq 1 3");
  await first.run("echo begun; sleep 100", { background: true });
  await noted(first.root, "cmd_1");
  const second = open({ root: first.root });
  await until(async () => (await second.output("cmd_2")).outcome === "done");
  // The other window is still open: this one knows nothing of how its command stands.
  expect((await second.output("cmd_2")).text).toMatch(/^The editor closed while it ran\..*\n1\tbegun$/s);
  expect((await second.output("cmd_1", { offset: 2 })).text).toBe("Exit code 0.\n2\t2\n3\t3");
  expect((await second.output("cmd_1", {}, { chat: "other" })).outcome).toBe("failed");
  expect((await second.run("true")).facts.id).toBe("cmd_3");
  const both = await Promise.all([first, second, first, second].map((opened) => opened.run("true")));
  expect(new Set(both.map(({ facts }) => facts.id)).size).toBe(4);
});

test("what is kept is for nobody else, and not for ever", async () => {
  const first = open();
  await first.run("echo a");
  await first.run("echo b");
  const folder = join(first.root, "commands");
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(join(folder, "cmd_1"))) {
    expect(statSync(join(folder, "cmd_1", name)).mode & 0o777).toBe(0o600);
  }
  for (const name of readdirSync(join(folder, "cmd_1")))
    utimesSync(join(folder, "cmd_1", name), new Date(0), new Date(0));
  open({ root: first.root });
  await until(() => readdirSync(folder).length === 1);
  expect(readdirSync(folder)).toEqual(["cmd_2"]);
});

test("of too much the oldest is deleted", async () => {
  const { run, root } = open();
  for (let times = 1; times <= 3; times++) {
    await run("head -c 100000 /dev/zero");
    await noted(root, `cmd_${times}`);
    const folder = join(root, "commands", `cmd_${times}`);
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), times, times);
  }
  await new CommandFolders(join(root, "commands")).purge(4000, 250_000);
  expect(readdirSync(join(root, "commands")).sort()).toEqual(["cmd_2", "cmd_3"]);
});

test("with a chat go its commands and what they put out", async () => {
  const { run, output, root, forget, running, takeEnded } = open();
  await run("echo a");
  await run("echo b; sleep 100", { background: true });
  await run("echo c; sleep 100", { background: true }, { chat: "other" });
  await forget("chat");
  expect(readdirSync(join(root, "commands"))).toEqual(["cmd_3"]);
  expect([running("chat").length, running("other").length]).toEqual([0, 1]);
  expect((await output("cmd_1")).outcome).toBe("failed");
  expect(takeEnded("chat")).toEqual([]);
  expect((await output("cmd_3", {}, { chat: "other" })).text).toContain("1\tc");
});

test("a chat that is put away keeps what its commands put out, and none of them runs on or is told of", async () => {
  const { run, output, end, onDidEnd, isUntold, running, takeEnded } = open();
  const ended: string[] = [];
  onDidEnd(({ id }) => ended.push(id));
  await run("echo a; sleep 100", { background: true });
  await run("echo b; sleep 100", { background: true }, { chat: "other" });
  await end("chat");
  expect([running("chat").length, running("other").length]).toEqual([0, 1]);
  expect([ended, isUntold("cmd_1"), takeEnded("chat")]).toEqual([[], false, []]);
  expect((await output("cmd_1")).text).toContain("1\ta");
});

test("a disk that takes nothing is no harm to the command", async () => {
  const { run, root } = open();
  await run("true");
  const { text } = await run(`echo one; rm -r ${root}/commands; echo two`);
  expect(text).toBe("Exit code 0.\none\ntwo\n");
  rmSync(root, { recursive: true, force: true });
});

test("reading is reading, ending is an act", () => {
  const kindOf = (json: string) => {
    const call = prepareCall(agentTools, "command_output", json);
    return call.type === "call" ? call.kind : undefined;
  };
  expect(kindOf('{"id":"cmd_1"}')).toBe("reads");
  expect(kindOf('{"id":"cmd_1","stop":false}')).toBe("reads");
  expect(kindOf('{"id":"cmd_1","stop":true}')).toBe("acts");
  expect(kindOf('{"id":"cmd_1","kill":"true"}')).toBe("acts");
});
