import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FileAttachmentStore } from "../../../../src/vscode/attachments/fileAttachmentStore.ts";
import { FileConversationStore } from "../../../../src/vscode/chat/fileConversationStore.ts";
import { appendPrivateFile, makePrivateFolder, writePrivateFile } from "../../../../src/vscode/files/privateFiles.ts";
import { DeletedConversations } from "../../../../src/vscode/history/deletedConversations.ts";
import { FileReasoningLog } from "../../../../src/vscode/languageModel/fileReasoningLog.ts";
import { FileSpeechCache } from "../../../../src/vscode/speech/fileSpeechCache.ts";
import { VoiceStore } from "../../../../src/vscode/speech/voiceStore.ts";
import { FileUsageLedger } from "../../../../src/vscode/usage/fileUsageLedger.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "mimo-private-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

test("a folder that others could read is closed to them", async () => {
  const dir = join(root, "open");
  mkdirSync(dir);
  chmodSync(dir, 0o755);
  await makePrivateFolder(dir);
  expect(modeOf(dir)).toBe("700");
  await makePrivateFolder(join(root, "a", "b"));
  expect(["a", "a/b"].map((name) => modeOf(join(root, name)))).toEqual(["700", "700"]);
});

test("a file is written whole or not at all, and leaves nothing behind", async () => {
  const path = join(root, "file");
  await writePrivateFile(path, "old");
  await writePrivateFile(path, "new");
  expect([readFileSync(path, "utf8"), modeOf(path)]).toEqual(["new", "600"]);
  mkdirSync(join(root, "folder"));
  writeFileSync(join(root, "folder", "inside"), "");
  await expect(writePrivateFile(join(root, "folder"), "new")).rejects.toThrow();
  expect(readdirSync(root).sort()).toEqual(["file", "folder"]);
});

test("what is appended is private from the first line on", async () => {
  const path = join(root, "log");
  await appendPrivateFile(path, "a");
  await appendPrivateFile(path, "b");
  expect([readFileSync(path, "utf8"), modeOf(path)]).toEqual(["ab", "600"]);
});

describe("nobody else reads", () => {
  const record = {
    day: "2026-11-25",
    model: "mimo-v2.6-pro",
    surface: "chat",
    billing: "money",
    night: false,
    replies: 1,
    inputTokens: 1,
    cachedInputTokens: 0,
    outputTokens: 1,
    reasoningTokens: 0,
    webSearchCalls: 0,
  } as const;
  const writers: Readonly<Record<string, (dir: string) => Promise<unknown>>> = {
    conversations: async (dir) => {
      const store = new FileConversationStore(dir);
      store.append("c", [{ type: "title", title: "Secret" }]);
      await store.flush();
    },
    "deleted conversations": async (dir) => {
      const home = join(dir, "..", "home");
      const store = new FileConversationStore(home);
      store.append("c", [{ type: "title", title: "Secret" }]);
      await store.flush();
      await new DeletedConversations(dir, home, () => 1).take("c");
    },
    attachments: (dir) => new FileAttachmentStore(dir).put(Uint8Array.of(1, 2, 3), "image/png"),
    usage: async (dir) => {
      const ledger = new FileUsageLedger(dir, Date.now, (error) => {
        throw error;
      });
      ledger.add(record);
      await ledger.flush();
    },
    reasoning: async (dir) => {
      const log = new FileReasoningLog(join(dir, "reasoning.jsonl"));
      await log.append("one");
      await log.replace(["two"]);
    },
    voices: (dir) => new VoiceStore(dir).addClone("Me", "audio/wav", Uint8Array.of(1)),
    speech: (dir) =>
      new FileSpeechCache(dir, (error) => {
        throw error;
      }).write("key", Int16Array.of(1)),
  };

  test.each(Object.keys(writers))("%s", async (name) => {
    const dir = join(root, name);
    await writers[name]?.(dir);
    const files = readdirSync(dir);
    expect(modeOf(dir)).toBe("700");
    expect(files.length).toBeGreaterThan(0);
    expect(files.map((file) => modeOf(join(dir, file)))).toEqual(files.map(() => "600"));
  });
});
