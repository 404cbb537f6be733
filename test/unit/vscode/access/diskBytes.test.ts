import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bytesOnDisk } from "../../../../src/vscode/access/diskBytes.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mimo-bytes-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([0, 1, 1000, 256 * 1024, 256 * 1024 + 1, 3_000_000])("a file of %i bytes is read whole", async (size) => {
  const path = join(folder, "file");
  const bytes = Buffer.alloc(size, "0123456789abcdef");
  writeFileSync(path, bytes);
  symlinkSync("file", join(folder, "link"));
  expect(Buffer.from(await bytesOnDisk(path)).equals(bytes)).toBe(true);
  expect(Buffer.from(await bytesOnDisk(join(folder, "link"))).equals(bytes)).toBe(true);
});

test("what is no file is not read", async () => {
  mkdirSync(join(folder, "folder"));
  await expect(bytesOnDisk(join(folder, "folder"))).rejects.toThrow();
  await expect(bytesOnDisk(join(folder, "none"))).rejects.toThrow("ENOENT");
});

test.skipIf(process.platform === "win32")("a pipe is not waited for", async () => {
  execFileSync("mkfifo", [join(folder, "pipe")]);
  await expect(bytesOnDisk(join(folder, "pipe"))).rejects.toThrow("not a file");
});

// Its size says nothing of it.
test.runIf(process.platform === "linux")("a file that the system makes up is read", async () => {
  expect((await bytesOnDisk("/proc/self/status")).length).toBeGreaterThan(100);
});
