import * as nodeFiles from "node:fs/promises";
import { appendFile, chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { JournalEntry } from "../../../src/core/conversation/stored/journalEntry.ts";
import { type FileAccess, FileConversationStore } from "../../../src/vscode/chat/fileConversationStore.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "mimo-store-"));
});
afterEach(async () => {
  await chmod(dir, 0o700);
  await rm(dir, { recursive: true, force: true });
});

test("entries reach the file in order", async () => {
  const store = new FileConversationStore(join(dir, "conversations"));
  for (let i = 0; i < 50; i++) store.append("c", [{ type: "title", title: String(i) }]);
  await store.flush();
  const titles = ((await store.read("c")) ?? "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line).title);
  expect(titles).toEqual(Array.from({ length: 50 }, (_, i) => String(i)));
});

test("what comes at any moment of a write is written too", async () => {
  const store = new FileConversationStore(join(dir, "conversations"));
  const count = 2000;
  for (let i = 0; i < count; i++) {
    store.append("c", [{ type: "title", title: String(i) }]);
    // A turn of the event loop: the write before is somewhere between its first look and its end.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await store.flush();
  const titles = ((await store.read("c")) ?? "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line).title);
  expect(titles).toEqual(Array.from({ length: count }, (_, i) => String(i)));
});

test("there is nothing to read of a conversation nobody wrote", async () => {
  expect(await new FileConversationStore(dir).read("none")).toBeUndefined();
});

test("an id cannot lead out of the folder", async () => {
  await expect(new FileConversationStore(dir).read("../secret")).rejects.toThrow("not a conversation id");
});

test("what cannot be written is said once, kept, and written when it can be", async () => {
  const blocked = join(dir, "blocked");
  await writeFile(blocked, "a file where the folder should be");
  const store = new FileConversationStore(blocked);
  const failures: Error[] = [];
  store.onDidFail((error) => failures.push(error));
  store.append("c", [{ type: "title", title: "one" }]);
  await store.flush();
  store.append("c", [{ type: "title", title: "two" }]);
  await store.flush();
  expect(failures).toHaveLength(1);
  await rm(blocked);
  store.append("c", [{ type: "title", title: "three" }]);
  await store.flush();
  const lines = (await readFile(join(blocked, "c.jsonl"), "utf8")).split("\n").filter((line) => line !== "");
  expect(lines.map((line) => JSON.parse(line).title)).toEqual(["one", "two", "three"]);
});

const title = (text: string): JournalEntry => ({ type: "title", title: text });
const titlesIn = async (id = "c") =>
  (await readFile(join(dir, `${id}.jsonl`), "utf8"))
    .split("\n")
    .filter((line) => line.endsWith("}"))
    .map((line) => JSON.parse(line).title);

/** A disk with room for `free` more bytes; `refuse` makes it read-only. */
function smallDisk(disk: { free: number; refuse?: string }): FileAccess {
  const open = async (...args: Parameters<typeof nodeFiles.open>) => {
    if (disk.refuse) throw Object.assign(new Error(disk.refuse), { code: disk.refuse });
    const file = await nodeFiles.open(...args);
    const write = file.write.bind(file) as (bytes: Buffer, offset: number, length?: number) => Promise<unknown>;
    return Object.assign(file, {
      write: async (bytes: Buffer, offset: number) => {
        if (disk.free <= 0) throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
        const length = Math.min(bytes.length - offset, disk.free);
        disk.free -= length;
        return write(bytes, offset, length);
      },
    });
  };
  return { ...nodeFiles, open: open as typeof nodeFiles.open };
}

test("a disk that fills up at any byte costs nothing once there is room, and nothing is written twice", async () => {
  for (let free = 0; free < 70; free++) {
    const disk = { free };
    const store = new FileConversationStore(dir, smallDisk(disk));
    let failures = 0;
    let recoveries = 0;
    store.onDidFail(() => failures++);
    store.onDidRecover(() => recoveries++);
    store.append("c", [title("one"), title("two 二")]);
    await store.flush();
    store.append("c", [title("three")]);
    await store.flush();
    disk.free = 1000;
    await store.flush();
    expect(await titlesIn(), `${free} bytes`).toEqual(["one", "two 二", "three"]);
    expect([failures, recoveries], `${free} bytes`).toEqual([1, 1]);
    await rm(join(dir, "c.jsonl"));
  }
});

test("a read-only disk is tried again by itself", async () => {
  const disk = { free: 1000, refuse: "EROFS" };
  const store = new FileConversationStore(dir, smallDisk(disk));
  store.append("c", [title("one")]);
  await store.flush();
  expect(await store.read("c")).toContain("one");
  const recovered = new Promise<void>((resolve) => store.onDidRecover(resolve));
  disk.refuse = "";
  await recovered;
  expect(await titlesIn()).toEqual(["one"]);
});

test("half a line of a crash does not swallow what is appended after it", async () => {
  await writeFile(join(dir, "c.jsonl"), '{"type":"title","title":"one"}\n{"type":"title","ti');
  const store = new FileConversationStore(dir);
  expect(await store.read("c")).toContain("one");
  store.append("c", [title("two")]);
  await store.flush();
  expect(await titlesIn()).toEqual(["one", "two"]);
});

test("two windows on one conversation: every line of both is kept, and each hears of the other's", async () => {
  const [a, b] = [new FileConversationStore(dir), new FileConversationStore(dir)];
  const heard = { a: "", b: "" };
  a.onDidGrow(({ text }) => (heard.a += text));
  b.onDidGrow(({ text }) => (heard.b += text));
  a.append("c", [title("start")]);
  await a.flush();
  await b.read("c");
  const large = "x".repeat(300_000);
  for (let i = 0; i < 20; i++) {
    a.append("c", [title(`a${i} ${large}`)]);
    b.append("c", [title(`b${i} ${large}`)]);
    if (i % 3 === 0) await Promise.all([a.flush(), b.flush()]);
  }
  await Promise.all([a.flush(), b.flush()]);
  await Promise.all([a.poll("c"), b.poll("c")]);
  const titles = (await titlesIn()).map((text) => text.split(" ")[0]);
  const numbered = (name: string) => Array.from({ length: 20 }, (_, i) => name + i);
  expect(titles.filter((text) => text.startsWith("a"))).toEqual(numbered("a"));
  expect(titles.filter((text) => text.startsWith("b"))).toEqual(numbered("b"));
  for (const name of numbered("b")) expect(heard.a.includes(`"${name} `), name).toBe(true);
  for (const name of numbered("a")) expect(heard.b.includes(`"${name} `), name).toBe(true);
  expect(heard.a.includes('"a')).toBe(false);
  // Half a line of the other window is not taken; the rest of it is, when it has come.
  heard.a = "";
  await appendFile(join(dir, "c.jsonl"), '{"type":"title","title":"la');
  await a.poll("c");
  expect(heard.a).toBe("");
  await appendFile(join(dir, "c.jsonl"), 'te"}\n');
  await a.poll("c");
  expect(heard.a).toBe('{"type":"title","title":"late"}\n');
});

test("a journal that was taken away is written anew from its first line", async () => {
  const store = new FileConversationStore(dir);
  store.append("c", [title("first"), title("second")]);
  await store.flush();
  await rm(join(dir, "c.jsonl"));
  store.onDidVanish((id) => store.restart(id, [title("first"), title("second"), title("third")]));
  store.append("c", [title("third")]);
  await store.flush();
  expect(await titlesIn()).toEqual(["first", "second", "third"]);
});

test("what still comes for a conversation that was deleted, here or in another window, makes no file", async () => {
  const store = new FileConversationStore(dir);
  for (const id of ["here", "elsewhere"]) store.append(id, [title("first")]);
  await store.flush();
  await rm(join(dir, "here.jsonl"));
  await rm(join(dir, "elsewhere.jsonl"));
  store.forget("here");
  for (const id of ["here", "elsewhere"]) store.append(id, [title("late")]);
  await store.flush();
  expect(await nodeFiles.readdir(dir)).toEqual([]);
  store.recall("here");
  store.append("here", [title("back")]);
  await store.flush();
  expect(await titlesIn("here")).toEqual(["back"]);
});
