import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type ClaimDisk, RunClaims } from "../../../../../src/vscode/agent/runs/runClaims.ts";

const folder = () => mkdtempSync(join(tmpdir(), "mimo-claims-"));
const window = (pid = 0, host = hostname()) => ({ pid, host });
/** Makes what holds the claim on `chat` look as if it had been silent for so long. */
function silence(at: string, chat: string, ms: number): void {
  const then = new Date(Date.now() - ms);
  for (const holder of readdirSync(join(at, chat))) utimesSync(join(at, chat, holder), then, then);
}

test("a run of another window that lives is left alone, until it has ended", () => {
  const at = folder();
  const other = new RunClaims(at, window(process.ppid));
  const own = new RunClaims(at);
  const end = other.take("c-1");
  expect(own.isElsewhere("c-1")).toBe(true);
  expect(own.isElsewhere("c-2")).toBe(false);
  expect(other.isElsewhere("c-1")).toBe(false);
  expect(own.take("c-1")).toBeUndefined();
  expect(own.isElsewhere("c-1")).toBe(true);
  end?.();
  expect(own.isElsewhere("c-1")).toBe(false);
  expect(readdirSync(at)).toEqual([]);
  expect(own.take("c-1")).toBeDefined();
  expect(other.take("c-1")).toBeUndefined();
});

test("a window holds its own claim several times over, and once less with each that ends", () => {
  const at = folder();
  const other = new RunClaims(at, window(process.ppid));
  const own = new RunClaims(at);
  const ends = [own.take("c"), own.take("c")];
  ends[0]?.();
  ends[0]?.();
  expect(other.take("c")).toBeUndefined();
  ends[1]?.();
  expect(readdirSync(at)).toEqual([]);
});

test("a window that was killed holds nothing, nor does one that is silent", async () => {
  const at = folder();
  const own = new RunClaims(at);
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
  await once(child, "spawn");
  new RunClaims(at, window(child.pid)).take("c");
  expect(own.isElsewhere("c")).toBe(true);
  silence(at, "c", 60_000);
  expect(own.isElsewhere("c")).toBe(false);
  silence(at, "c", 0);
  expect(own.isElsewhere("c")).toBe(true);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(own.isElsewhere("c")).toBe(false);
  const end = own.take("c");
  expect(new RunClaims(at, window(process.ppid)).isElsewhere("c")).toBe(true);
  end?.();
  expect(readdirSync(at)).toEqual([]);
});

test("of a window on another machine only its silence is known", () => {
  const at = folder();
  const own = new RunClaims(at);
  new RunClaims(at, window(999_999_999, "far away/1")).take("c");
  expect(own.take("c")).toBeUndefined();
  silence(at, "c", 60_000);
  expect(own.take("c")).toBeDefined();
});

test("an earlier process of the same number holds nothing", () => {
  const at = folder();
  new RunClaims(at).take("c");
  expect(new RunClaims(at).isElsewhere("c")).toBe(false);
  expect(new RunClaims(at).take("c")).toBeDefined();
});

test("who was silent for too long is told that it has lost what another one took", async () => {
  const at = folder();
  const lost: string[] = [];
  const slept = new RunClaims(at, window(process.ppid), 5);
  const end = slept.take("c", () => lost.push("c"));
  slept.take("d", () => lost.push("d"));
  // As the disk looks to the other one when this one has slept.
  rmSync(join(at, "c"), { recursive: true });
  const own = new RunClaims(at);
  expect(own.take("c")).toBeDefined();
  await expect.poll(() => lost).toEqual(["c"]);
  end?.();
  expect(slept.isElsewhere("c")).toBe(true);
  expect(slept.take("c")).toBeUndefined();
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(lost).toEqual(["c"]);
});

test("what is no claim holds nothing, and names lead nowhere", () => {
  const at = folder();
  const own = new RunClaims(join(at, "below"));
  for (const name of ["x", "1", "~", "a~b~c", "-1~h~t", "1.5~h~t", ".DS_Store"]) {
    mkdirSync(join(at, "below", "x"), { recursive: true });
    writeFileSync(join(at, "below", "x", name), "");
    expect(own.isElsewhere("x")).toBe(false);
    const end = own.take("x");
    expect(readdirSync(join(at, "below", "x"))).toHaveLength(1);
    end?.();
    expect(readdirSync(join(at, "below"))).toEqual([]);
  }
  own.take("../../y")?.();
  expect(readdirSync(at)).toEqual(["below"]);
});

test("a disk that takes no claims keeps nobody from asking, and says that nothing is held", () => {
  const at = folder();
  writeFileSync(join(at, "file"), "");
  const own = new RunClaims(join(at, "file"));
  own.take("c")?.();
  const end = own.take("c");
  expect(end).toBeDefined();
  expect(own.isElsewhere("c")).toBe(false);
  expect(own.holds("c")).toBe(false);
  // It can be written again: what was begun is claimed with the next look, and given free as ever.
  rmSync(join(at, "file"));
  expect(own.holds("c")).toBe(true);
  expect(new RunClaims(join(at, "file"), window(process.ppid)).take("c")).toBeUndefined();
  end?.();
  expect(readdirSync(join(at, "file"))).toEqual([]);
  expect(own.holds("c")).toBe(false);
});

test("who could not note its claim has lost it when another window could", () => {
  const at = folder();
  writeFileSync(join(at, "file"), "");
  const own = new RunClaims(join(at, "file"));
  const lost: string[] = [];
  own.take("c", () => lost.push("c"));
  rmSync(join(at, "file"));
  expect(new RunClaims(join(at, "file"), window(process.ppid)).take("c")).toBeDefined();
  expect(own.isElsewhere("c")).toBe(true);
  expect(own.holds("c")).toBe(false);
  expect(lost).toEqual(["c"]);
});

test("a claim that cannot be renewed is held for certain no longer, and again once it can be", () => {
  let isReadOnly = false;
  const may = () => {
    if (isReadOnly) throw Object.assign(new Error("read-only"), { code: "EROFS" });
  };
  const disk: ClaimDisk = { take: () => true, renew: may, release: may };
  const lost: string[] = [];
  const own = new RunClaims(folder(), window(), 60_000, disk);
  const end = own.take("c", () => lost.push("c"));
  expect(own.holds("c")).toBe(true);
  isReadOnly = true;
  expect(own.holds("c")).toBe(false);
  isReadOnly = false;
  expect(own.holds("c")).toBe(true);
  isReadOnly = true;
  end?.();
  expect(lost).toEqual([]);
});
