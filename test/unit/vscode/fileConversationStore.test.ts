import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FileConversationStore } from "../../../src/vscode/chat/fileConversationStore.ts";

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
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).title);
  expect(titles).toEqual(Array.from({ length: 50 }, (_, i) => String(i)));
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
