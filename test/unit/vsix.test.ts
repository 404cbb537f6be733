// The same files make the same package, whatever the clock, the time zone and the umask of the machine are.
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { createVsix } from "../vscode/vsix.ts";

/** The hash of a small extension's package, made of files with this mode and age, in this time zone. */
async function packageHash({ mode, age, zone }: { mode: number; age: number; zone: string }): Promise<string> {
  const parent = mkdtempSync(join(tmpdir(), "mimo-vsix-"));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const folder = join(parent, "extension");
  mkdirSync(folder);
  const manifest = { name: "a", publisher: "a", version: "1.0.0", engines: { vscode: "^1.106.0" } };
  const files = { "package.json": JSON.stringify(manifest), "a.js": "", "README.md": "A.", LICENSE: "Free." };
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    writeFileSync(path, text);
    chmodSync(path, mode);
    utimesSync(path, age, age);
  }
  vi.stubEnv("TZ", zone);
  vi.stubEnv("SOURCE_DATE_EPOCH", "1700000000");
  onTestFinished(() => void vi.unstubAllEnvs());
  const file = join(parent, "a.vsix");
  await createVsix(folder, file);
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

test("a package has the same bytes wherever it is made", async () => {
  const here = await packageHash({ mode: 0o644, age: 1_600_000_000, zone: "UTC" });
  const there = await packageHash({ mode: 0o600, age: 1_650_000_000, zone: "Asia/Tokyo" });
  expect(there).toBe(here);
});
