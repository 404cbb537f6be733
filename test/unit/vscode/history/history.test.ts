// What is refused of past conversations whose run goes on in another window.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { FileConversationStore } from "../../../../src/vscode/chat/fileConversationStore.ts";
import { makeService } from "../../core/conversation/fakes.ts";

const { said } = vi.hoisted(() => ({ said: [] as string[] }));
vi.mock("vscode", () => ({
  l10n: { t: (text: string) => text },
  window: { showInformationMessage: async (text: string) => void said.push(text) },
}));

import { History } from "../../../../src/vscode/history/history.ts";

const folder = mkdtempSync(join(tmpdir(), "mimo-history-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a conversation whose run goes on in another window is neither deleted nor renamed, open here or not", async () => {
  const store = new FileConversationStore(join(folder, "conversations"));
  store.append("c-1", [
    { type: "conversation", version: 1, createdAt: 1 } as never,
    { type: "title", title: "Mine", by: "person" },
  ]);
  await store.flush();
  const elsewhere = new Set(["c-1"]);
  const { service, background } = makeService({ newId: () => crypto.randomUUID() });
  const deleted: string[] = [];
  const history = new History({
    store,
    places: () => [{ service, reveal: () => {}, leave: async () => {} }],
    background,
    openInEditor: async () => {},
    settings: () => ({ maxSize: undefined, titles: "model" }) as never,
    isElsewhere: (id) => elsewhere.has(id),
    onDelete: (id) => void deleted.push(id),
    onGone: async () => {},
    log: (text) => expect.unreachable(text),
  });
  const before = await store.read("c-1");
  expect([await history.delete("c-1"), await history.rename("c-1", "Other")]).toEqual([false, false]);
  expect(said).toEqual(["This goes on in another window.", "This goes on in another window."]);
  expect(await store.read("c-1")).toBe(before);
  expect(deleted).toEqual([]);
  elsewhere.clear();
  expect(await history.rename("c-1", "Other")).toBe(true);
  expect(await store.read("c-1")).toContain("Other");
  expect(await history.delete("c-1")).toBe(true);
  expect(await store.read("c-1")).toBeUndefined();
  expect(deleted).toEqual(["c-1"]);
});
