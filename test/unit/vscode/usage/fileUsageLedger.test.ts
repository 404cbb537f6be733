import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { recordOf, sumRecords } from "../../../../src/core/usage/usageRecord.ts";
import { FileUsageLedger } from "../../../../src/vscode/usage/fileUsageLedger.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "mimo-usage-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const noon = new Date(2026, 10, 21, 12).getTime();
const day = 86_400_000;
const record = (at: number, inputTokens = 1) => recordOf({ inputTokens, outputTokens: 2 }, "m", "chat", at);
const open = (now = noon, folder = dir) => {
  const errors: unknown[] = [];
  return Object.assign(
    new FileUsageLedger(
      folder,
      () => now,
      (error) => errors.push(error),
    ),
    { errors },
  );
};

test("two windows add to one ledger, and each reads what both noted", async () => {
  const [one, two] = [open(), open()];
  for (let index = 0; index < 50; index++) {
    one.add(record(noon));
    two.add(record(noon, 10));
  }
  await Promise.all([one.flush(), two.flush()]);
  const [sum] = await open().read();
  expect(sum).toMatchObject({ replies: 100, inputTokens: 550, outputTokens: 200 });
  expect(await two.read()).toEqual([sum]);
});

test("a torn line costs itself and nothing after it", async () => {
  const ledger = open();
  ledger.add(record(noon));
  await ledger.flush();
  appendFileSync(join(dir, "2026-11-21.jsonl"), '\n{"day":"2026-11-21","mod');
  ledger.add(record(noon));
  expect(await ledger.read()).toMatchObject([{ replies: 2 }]);
});

test("days that are over are summed up on disk, today's is left to the windows that write it", async () => {
  const early = open();
  for (let index = 0; index < 20; index++) {
    early.add(record(noon - 5 * day));
    early.add(record(noon));
  }
  const before = await early.read();
  const lines = (name: string) => readFileSync(join(dir, name), "utf8").split("\n").filter(Boolean).length;
  expect(lines("2026-11-16.jsonl")).toBe(1);
  expect(lines("2026-11-21.jsonl")).toBe(20);
  expect(await open().read()).toEqual(before);
  expect(readdirSync(dir).sort()).toEqual(["2026-11-16.jsonl", "2026-11-21.jsonl"]);
});

test("what cannot be written is read all the same, and written with the next", async () => {
  const blocked = join(dir, "blocked");
  writeFileSync(blocked, "a file where the folder should be");
  const ledger = open(noon, blocked);
  ledger.add(record(noon));
  await ledger.flush();
  expect(ledger.errors).toHaveLength(1);
  rmSync(blocked);
  ledger.add(record(noon));
  expect(await ledger.read()).toMatchObject([{ replies: 2 }]);
  expect(await open(noon, blocked).read()).toMatchObject([{ replies: 2 }]);
});

test("clearing forgets everything, and tells", async () => {
  const ledger = open();
  let changes = 0;
  ledger.onDidChange(() => changes++);
  ledger.add(record(noon));
  ledger.add(record(noon - day));
  await ledger.flush();
  await ledger.clear();
  expect(await ledger.read()).toEqual([]);
  expect(readdirSync(dir)).toEqual([]);
  expect(changes).toBeGreaterThanOrEqual(2);
});

test("an empty or missing folder is an empty ledger", async () => {
  expect(await open(noon, join(dir, "none")).read()).toEqual([]);
  expect(sumRecords([])).toEqual([]);
});
