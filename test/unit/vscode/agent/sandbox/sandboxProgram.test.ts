import { expect, test } from "vitest";
import { bwrapFences } from "../../../../../src/core/agent/sandbox/bwrapArguments.ts";
import { type ProgramWorld, SandboxProgram } from "../../../../../src/vscode/agent/sandbox/sandboxProgram.ts";

function program(platform: NodeJS.Platform, there: string[], works = true) {
  const tried: string[] = [];
  const world: ProgramWorld & { works: boolean } = {
    platform,
    works,
    exists: (path) => there.includes(path),
    succeeds: async (path, args) => {
      tried.push([path, ...args].join(" "));
      return world.works;
    },
  };
  return { found: new SandboxProgram(world), tried, world };
}

test("it is tried once, with the very fences that commands get", async () => {
  const { found, tried } = program("linux", ["/usr/bin/bwrap"]);
  expect([await found.find(), await found.find()]).toEqual(["/usr/bin/bwrap", "/usr/bin/bwrap"]);
  expect(tried).toEqual([`/usr/bin/bwrap ${bwrapFences.join(" ")} -- /bin/sh -c :`]);
});

test("one that does not start is none, until it does", async () => {
  const { found, tried, world } = program("linux", ["/usr/bin/bwrap"], false);
  expect(await found.find()).toEqual({ kind: "forbidden", program: "bwrap" });
  world.works = true;
  expect(await found.find()).toBe("/usr/bin/bwrap");
  expect(tried).toHaveLength(2);
});

test("where there is none nothing is tried", async () => {
  const there: string[] = [];
  const { found, tried } = program("linux", there);
  expect(await found.find()).toEqual({ kind: "missing", program: "bwrap" });
  there.push("/usr/local/bin/bwrap");
  expect(await found.find()).toBe("/usr/local/bin/bwrap");
  there.pop();
  expect(await found.find()).toEqual({ kind: "missing", program: "bwrap" });
  expect(tried).toHaveLength(1);
});

test("on macOS it is the system's, on Windows there is none", async () => {
  expect(await program("darwin", ["/usr/bin/sandbox-exec"]).found.find()).toBe("/usr/bin/sandbox-exec");
  expect(await program("win32", []).found.find()).toEqual({ kind: "system" });
});
