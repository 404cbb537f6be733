import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { OutputPager } from "../../../../../src/core/tools/outputPage.ts";
import { OutputFile } from "../../../../../src/vscode/agent/commands/outputFile.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mimo-output-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const signal = new AbortController().signal;
const bytes = (text: string) => new TextEncoder().encode(text);

test("the beginning and the end of an endless output are kept, with their numbers", async () => {
  const file = new OutputFile(folder, { head: 1000, piece: 500 });
  for (let line = 1; line <= 2000; line++) void file.write(bytes(`line ${line}\n`));
  await file.close();
  expect(file.lines).toBe(2000);
  const size = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  expect(size).toBeLessThanOrEqual(2000);
  for (const read of [file, new OutputFile(folder, undefined, JSON.parse(JSON.stringify(file.kept)))]) {
    const lines = (await read.page(new OutputPager({}), signal)).split("\n");
    expect(lines[0]).toBe("1\tline 1");
    expect(lines.at(-1)).toBe("2000\tline 2000");
    const gap = lines.findIndex((line) => line.startsWith("(Too much to be kept"));
    expect(gap).toBeGreaterThan(50);
    // Those beside the gap are there in part; the others have the numbers they came with.
    for (const [at, line] of lines.entries()) {
      if (Math.abs(at - gap) > 1) expect(line).toMatch(/^(\d+)\tline \1$/);
    }
    const [, first, last] = /lines (\d+) to (\d+)/.exec(lines[gap] ?? "") ?? [];
    expect([first, last]).toEqual([lines[gap - 1], lines[gap + 1]].map((line) => line?.split("\t")[0]));
    expect(await read.page(new OutputPager({ offset: 1999 }), signal)).toBe("1999\tline 1999\n2000\tline 2000");
    expect(await read.page(new OutputPager({ pattern: "line 1990" }), signal)).toMatch(/^\(Too.*\n1990\tline 1990$/);
    expect(await read.lastPage()).toMatch(/\n2000\tline 2000$/);
  }
});

test("one endless line is no more than its ends", async () => {
  const file = new OutputFile(folder, { head: 1000, piece: 500 });
  for (let times = 0; times < 100; times++) void file.write(bytes("a".repeat(99)));
  await file.write(bytes("z"));
  await file.close();
  expect(file.lines).toBe(1);
  const text = await file.page(new OutputPager({}), signal);
  expect(text).toMatch(/^1\ta{1000}\n\(Too much to be kept: lines 1 to 1 are left out\.\)\n1\ta+z$/);
});

test("what nobody finished is found", async () => {
  const file = new OutputFile(folder, { head: 100, piece: 50 });
  for (let line = 1; line <= 25; line++) void file.write(bytes(`line ${line}\n`));
  await file.write(bytes("half"));
  const found = await OutputFile.found(folder);
  expect(found.lines).toBe(26);
  expect(await found.lastPage()).toMatch(/\n25\tline 25\n26\thalf$/);
  expect((await OutputFile.found(join(folder, "nowhere"))).lines).toBe(0);
  await file.close();
});

test("reading while it is written gives whole lines", async () => {
  const file = new OutputFile(folder);
  for (let line = 1; line <= 300; line++) {
    void file.write(bytes(`line ${line}\n`));
    if (line % 50 === 0) expect(await file.lastPage()).toMatch(new RegExp(`${line}\tline ${line}$`));
  }
  await file.close();
});

test("a folder that is gone is no harm", async () => {
  const file = new OutputFile(join(folder, "nowhere"));
  await file.write(bytes("a"));
  await file.close();
  expect(await file.lastPage()).toBe("(No output.)");
});
