import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { CheckpointStore, checkpointLimits } from "../../../../../src/vscode/agent/changes/checkpointStore.ts";

const day = 24 * 60 * 60 * 1000;

function makeStore() {
  const dir = mkdtempSync(join(tmpdir(), "mimo-checkpoints-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const time = { now: Date.now() };
  const conversations = join(dir, "conversations");
  mkdirSync(conversations);
  const store = new CheckpointStore(join(dir, "checkpoints"), [conversations], () => time.now);
  return {
    dir: join(dir, "checkpoints"),
    store,
    time,
    converse: (chat: string) => writeFileSync(join(conversations, `${chat}.jsonl`), "{}\n"),
    keep: (text: string) => store.contents.keep(Buffer.from(text)),
    has: async (hash: string) => (await store.contents.read(hash)) !== undefined,
  };
}

test("a content is kept once, for the person's eyes alone, and read as it was", async () => {
  const { store, keep, dir } = makeStore();
  const hash = await keep("text");
  expect(await keep("text")).toBe(hash);
  expect(Buffer.from((await store.contents.read(hash)) ?? []).toString()).toBe("text");
  const folder = join(dir, "contents", hash.slice(0, 2));
  expect(readdirSync(folder)).toEqual([hash]);
  if (process.platform !== "win32") expect(statSync(join(folder, hash)).mode & 0o777).toBe(0o600);
  expect(await store.contents.read("0".repeat(64))).toBeUndefined();
  await expect(store.contents.read("../../secret")).rejects.toThrow();
});

test("a log is read in pieces, whole lines alone; a line of a crash swallows none; one that shrank is read anew", async () => {
  const { store, dir } = makeStore();
  expect(await store.logs.read("a", 0)).toEqual({ text: "", next: 0 });
  await store.logs.append("a", ["1", "2"]);
  const first = await store.logs.read("a", 0);
  expect(first.text.split("\n").filter(Boolean)).toEqual(["1", "2"]);
  const path = join(dir, "logs", "a.jsonl");
  writeFileSync(path, "torn", { flag: "a" });
  expect((await store.logs.read("a", first.next)).text).toBe("");
  await store.logs.append("a", ["3"]);
  expect((await store.logs.read("a", first.next)).text.split("\n").filter(Boolean)).toEqual(["torn", "3"]);
  writeFileSync(path, "4\n");
  expect(await store.logs.read("a", first.next)).toEqual({ text: "4\n", next: 2, isAnew: true });
  await expect(store.logs.append("../a", [])).rejects.toThrow();
});

test("what no chat needs goes: at once with a deleted one, after a day without its conversation; and what is young stays", async () => {
  const { store, keep, has, time, converse } = makeStore();
  const [needed, orphan, young] = [await keep("needed"), await keep("orphan"), await keep("young")];
  converse("there");
  await store.logs.append("there", [needed]);
  await store.logs.append("gone", [orphan]);
  await store.sweep();
  expect([await has(needed), await has(orphan), await has(young)]).toEqual([true, true, true]);
  await store.sweep('{"id":"gone"}');
  // What is not in a log yet may be on its way into one.
  expect(await has(orphan)).toBe(true);
  time.now += day / 2;
  await store.sweep();
  expect([await has(needed), await has(orphan), await has(young)]).toEqual([true, false, false]);
  expect((await store.logs.chats()).map(({ chat }) => chat)).toEqual(["there"]);
  time.now += checkpointLimits.ageMs + day;
  await store.sweep();
  expect(await store.logs.chats()).toEqual([]);
  expect(await has(needed)).toBe(false);
});

test("no more is kept than there is room for: the oldest goes first", async () => {
  const { store, keep, has, time, converse } = makeStore();
  converse("there");
  const old = await keep("old".repeat(10));
  time.now += 1000;
  const recent = await keep("new".repeat(10));
  await store.logs.append("there", [old, recent]);
  await store.sweep("", { ...checkpointLimits, totalBytes: 40 });
  expect([await has(old), await has(recent)]).toEqual([false, true]);
});
