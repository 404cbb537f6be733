import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ChatAttachments } from "../../../../src/vscode/attachments/chatAttachments.ts";
import { FileAttachmentStore } from "../../../../src/vscode/attachments/fileAttachmentStore.ts";

const t = (text: string, ...args: (string | number)[]) => text.replace(/\{(\d)\}/g, (_, i) => String(args[Number(i)]));
const gif = new TextEncoder().encode("GIF89a rest");
let dir: string;
let firsts = 0;
const make = (folder: string) =>
  new ChatAttachments({
    store: new FileAttachmentStore(folder),
    t,
    open: async () => {},
    onFirstStored: () => {
      firsts += 1;
    },
    log: () => {},
  });
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "mimo-attach-"));
  firsts = 0;
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const attach = (chat: ChatAttachments, bytes: Uint8Array<ArrayBuffer>) =>
  chat.attach({ type: "attach", id: "1", name: "a.gif", bytes, width: 2, height: 3 });

test("a file is what its bytes say, and is found again when it is sent", async () => {
  const chat = make(dir);
  const answer = await attach(chat, gif);
  await attach(chat, gif);
  expect(firsts).toBe(1);
  if (answer.type !== "attached") throw new Error(answer.type);
  expect(answer.attachment).toMatchObject({ kind: "image", mimeType: "image/gif", name: "a.gif", size: 11, width: 2 });
  const { hash } = answer.attachment;
  const sent = { hash, mimeType: "image/gif", name: "a.gif", width: 2, height: 3 };
  expect(await chat.resolve([sent])).toEqual([answer.attachment]);
  const gone = { ...sent, hash: "0".repeat(64) };
  expect(await chat.resolve([sent, gone])).toEqual({ gone });
  expect(chat.describeGone(gone)).toEqual({
    type: "attachRefused",
    id: gone.hash,
    text: "“a.gif” is no longer stored. Attach it again.",
  });
});

test("what is none, and a disk that fails, are said", async () => {
  const none = await attach(make(dir), new TextEncoder().encode("<svg>"));
  expect(none).toEqual({ type: "attachRefused", id: "1", text: "MiMo does not support files like “a.gif”." });
  await writeFile(join(dir, "blocked"), "");
  const failed = await attach(make(join(dir, "blocked")), gif);
  expect(failed).toMatchObject({ type: "attachRefused", text: expect.stringMatching(/could not be stored/) });
});
