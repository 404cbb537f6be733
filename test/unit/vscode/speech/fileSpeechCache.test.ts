import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FileSpeechCache } from "../../../../src/vscode/speech/fileSpeechCache.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mimo-speech-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const noErrors = (error: unknown) => {
  throw error;
};

test("keeps sound over a restart, and forgets it when it is told to", async () => {
  const samples = Int16Array.of(1, -2, 32_767, -32_768);
  const cache = new FileSpeechCache(folder, noErrors);
  expect(await cache.read("a")).toBeUndefined();
  await cache.write("a", samples);
  expect(await new FileSpeechCache(folder, noErrors).read("a")).toEqual(samples);
  expect(await cache.hasMp3("a")).toBe(false);
  await cache.writeMp3("a", Uint8Array.of(1, 2, 3));
  expect([...((await new FileSpeechCache(folder, noErrors).readMp3("a")) ?? [])]).toEqual([1, 2, 3]);
  expect(await cache.clear()).toBe(11);
  expect(await cache.read("a")).toBeUndefined();
});

test("stays below its bound: what was not used longest goes", async () => {
  const cache = new FileSpeechCache(folder, noErrors, 1000);
  for (const key of ["a", "b", "c"]) {
    await cache.write(key, new Int16Array(150));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await cache.read("a");
  await new Promise((resolve) => setTimeout(resolve, 5));
  await cache.write("d", new Int16Array(150));
  expect(await cache.read("b")).toBeUndefined();
  expect(await cache.read("a")).toBeDefined();
  expect(await cache.read("d")).toBeDefined();
});

test("what is larger than the bound is not kept", async () => {
  const cache = new FileSpeechCache(folder, noErrors, 100);
  await cache.write("a", new Int16Array(51));
  expect(readdirSync(folder)).toEqual([]);
});

test("a file that was deleted meanwhile is no sound", async () => {
  const cache = new FileSpeechCache(folder, noErrors);
  await cache.write("a", Int16Array.of(1));
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  expect(await cache.read("a")).toBeUndefined();
});

test("a folder that cannot be written to is told of, and nothing is thrown", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  const errors: unknown[] = [];
  await new FileSpeechCache(join(file, "below"), (error) => errors.push(error)).write("a", Int16Array.of(1));
  expect(errors.length).toBe(1);
});
