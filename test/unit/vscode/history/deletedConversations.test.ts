import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeletedConversations } from "../../../../src/vscode/history/deletedConversations.ts";

const hour = 60 * 60 * 1000;
let root: string;
let now = 1000;
let deleted: DeletedConversations;
const home = (id: string) => join(root, "conversations", `${id}.jsonl`);
const aside = () => readdirSync(join(root, "deleted"));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "mimo-deleted-"));
  mkdirSync(join(root, "conversations"));
  writeFileSync(home("a"), "A");
  now = 1000;
  deleted = new DeletedConversations(join(root, "deleted"), join(root, "conversations"), () => now);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("what was taken is put back as it was", async () => {
  await deleted.take("a");
  expect(existsSync(home("a"))).toBe(false);
  expect(await deleted.putBack("a")).toBe(true);
  expect(readFileSync(home("a"), "utf8")).toBe("A");
  expect(aside()).toEqual([]);
  expect(await deleted.putBack("a")).toBe(false);
});

test("a new file in its place is not overwritten", async () => {
  await deleted.take("a");
  writeFileSync(home("a"), "written anew by another window");
  expect(await deleted.putBack("a")).toBe(false);
  expect(readFileSync(home("a"), "utf8")).toBe("written anew by another window");
  expect(aside()).toHaveLength(1);
});

test("it goes for good an hour later, and nothing else does", async () => {
  await deleted.purge();
  await deleted.take("a");
  writeFileSync(join(root, "deleted", "notes.txt"), "not ours");
  now += hour;
  await deleted.purge();
  expect(aside()).toHaveLength(2);
  now += 1;
  await deleted.purge();
  expect(aside()).toEqual(["notes.txt"]);
});

test("what is not there cannot be taken", async () => {
  await expect(deleted.take("none")).rejects.toThrow("ENOENT");
});
