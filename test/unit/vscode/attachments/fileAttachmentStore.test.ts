import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FileAttachmentStore } from "../../../../src/vscode/attachments/fileAttachmentStore.ts";

let dir: string;
let store: FileAttachmentStore;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "mimo-attachments-"));
  store = new FileAttachmentStore(join(dir, "attachments"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const journal = async (name: string, hash: string) => {
  await mkdir(join(dir, "conversations"), { recursive: true });
  await writeFile(join(dir, "conversations", name), `${JSON.stringify({ attachments: [{ hash }] })}\n`);
};
const sweep = (deleted?: string) => store.sweep([join(dir, "conversations"), join(dir, "deleted")], deleted);
const stored = () => readdir(store.dir);

test("the same bytes are stored once and read back", async () => {
  const hash = await store.put(bytes("one"), "image/png");
  expect(await store.put(bytes("one"), "image/png")).toBe(hash);
  expect(await stored()).toEqual([`${hash}.png`]);
  expect(await store.size(hash, "image/png")).toBe(3);
  expect(Buffer.from((await store.read(hash, "image/png")) ?? "", "base64").toString()).toBe("one");
});

test("what was cut off by a crash is written anew", async () => {
  const hash = await store.put(bytes("whole"), "audio/wav");
  await writeFile(store.path(hash, "audio/wav"), "wh");
  await store.put(bytes("whole"), "audio/wav");
  expect(await store.size(hash, "audio/wav")).toBe(5);
});

test("nothing is where nothing was stored, and no name leads out of the folder", async () => {
  expect(await store.read("f".repeat(64), "image/png")).toBeUndefined();
  expect(await store.size("f".repeat(64), "image/png")).toBeUndefined();
  expect(() => store.path("../x", "image/png")).toThrow("not an attachment");
  expect(() => store.path("f".repeat(64), "text/html")).toThrow("not an attachment");
});

test("a deleted conversation takes with it what no other needs; drafts wait for a week", async () => {
  const shared = await store.put(bytes("shared"), "image/png");
  const own = await store.put(bytes("own"), "image/png");
  const draft = await store.put(bytes("draft"), "image/png");
  const old = await store.put(bytes("old"), "image/png");
  const long = new Date(Date.now() - 8 * 24 * 3600 * 1000);
  await utimes(store.path(old, "image/png"), long, long);
  await utimes(store.path(shared, "image/png"), long, long);
  await journal("kept.jsonl", shared);
  await sweep(JSON.stringify([{ hash: shared }, { hash: own }]));
  expect((await stored()).sort()).toEqual([`${shared}.png`, `${draft}.png`].sort());
});

test("while a journal cannot be read nothing is removed", async () => {
  const own = await store.put(bytes("own"), "image/png");
  await journal("kept.jsonl", "0".repeat(64));
  await rm(join(dir, "conversations"), { recursive: true });
  await writeFile(join(dir, "conversations"), "a file where the folder should be");
  await expect(sweep(JSON.stringify({ hash: own }))).rejects.toThrow();
  expect(await stored()).toHaveLength(1);
});

test("a file is shown under the name it was attached by, wherever that name would lead, and goes with the file", async () => {
  const hash = await store.put(new Uint8Array([1, 2, 3]), "image/png");
  const names: readonly (readonly [string, string])[] = [
    ["A chart.png", "A chart.png"],
    ["../../evil.sh", "_.._evil.sh.png"],
    ["a\u202egnp.exe", "a_gnp.exe.png"],
    ["", "file.png"],
  ];
  for (const [name, shown] of names) {
    const path = await store.named(hash, "image/png", name);
    expect(basename(path)).toBe(shown);
    expect(path.startsWith(join(dir, "attachments-shown", hash))).toBe(true);
    expect([...(await readFile(path))]).toEqual([1, 2, 3]);
  }
  await store.sweep([], JSON.stringify({ hash }));
  expect(await readdir(join(dir, "attachments-shown"))).toEqual([]);
});
