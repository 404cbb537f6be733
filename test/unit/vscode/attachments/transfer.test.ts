import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Conversation } from "../../../../src/core/conversation/conversation.ts";
import { FileAttachmentStore } from "../../../../src/vscode/attachments/fileAttachmentStore.ts";
import { readAttachedFiles, storeAttachedFiles } from "../../../../src/vscode/attachments/transfer.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "mimo-transfer-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const png = Buffer.from("\x89PNG\r\n\x1a\nthe rest", "latin1");

test("a file that went out comes in under the same hash, each once", async () => {
  const here = new FileAttachmentStore(join(dir, "here"));
  const there = new FileAttachmentStore(join(dir, "there"));
  const hash = await here.put(png, "image/png");
  const conversation = new Conversation("c", 1);
  for (const id of ["1", "2"]) {
    const attachments = [hash, "0".repeat(64)].map((each) => ({
      hash: each,
      kind: "image" as const,
      mimeType: "image/png",
      name: "a.png",
      size: png.length,
    }));
    conversation.put({ id, createdAt: 1, role: "user", parts: [], attachments });
  }
  const files = await readAttachedFiles(conversation, here);
  expect(files).toEqual([{ hash, mimeType: "image/png", data: png.toString("base64") }]);
  await storeAttachedFiles(files, there);
  expect(await there.read(hash, "image/png")).toBe(png.toString("base64"));
});

test("what is no file of its kind is not stored, and a false hash finds nothing", async () => {
  const store = new FileAttachmentStore(dir);
  const data = png.toString("base64");
  const hash = "0".repeat(64);
  await storeAttachedFiles(
    [
      { hash, mimeType: "image/jpeg", data },
      { hash, mimeType: "text/html", data: Buffer.from("<script>").toString("base64") },
      { hash, mimeType: "image/png", data: "?" },
    ],
    store,
  );
  expect(readdirSync(dir)).toEqual([]);
  await storeAttachedFiles([{ hash, mimeType: "image/png", data }], store);
  expect(await store.read(hash, "image/png")).toBeUndefined();
});
