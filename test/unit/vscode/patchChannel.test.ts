import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ToWebview } from "../../../src/protocol/toWebview.ts";
import { PatchChannel } from "../../../src/vscode/chat/patchChannel.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const content = {
  conversation: { id: "c", title: "", messages: [] },
  environment: {
    hasKey: true,
    model: "m",
    models: [],
    thinking: true,
    canThink: true,
    webSearch: "off",
    canSearch: true,
  },
} as const;

test("the first patch goes out at once, what follows is gathered and joined", async () => {
  const posted: ToWebview[] = [];
  const channel = new PatchChannel((message) => posted.push(message));
  channel.patch({ op: "appendContent", id: "a", text: "1" });
  await Promise.resolve();
  expect(posted).toEqual([{ type: "patches", revision: 1, patches: [{ op: "appendContent", id: "a", text: "1" }] }]);
  for (const text of ["2", "3", "4"]) channel.patch({ op: "appendContent", id: "a", text });
  channel.patch({ op: "appendReasoning", id: "a", text: "r" });
  await Promise.resolve();
  expect(posted).toHaveLength(1);
  vi.advanceTimersByTime(30);
  expect(posted[1]).toEqual({
    type: "patches",
    revision: 2,
    patches: [
      { op: "appendContent", id: "a", text: "234" },
      { op: "appendReasoning", id: "a", text: "r" },
    ],
  });
});

test("a snapshot takes the place of patches that were gathering, and revisions go on", async () => {
  const posted: ToWebview[] = [];
  const channel = new PatchChannel((message) => posted.push(message));
  channel.patch({ op: "title", title: "x" });
  channel.sendSnapshot(content);
  vi.advanceTimersByTime(100);
  await Promise.resolve();
  expect(posted.map((message) => message.type)).toEqual(["snapshot"]);
  channel.patch({ op: "title", title: "y" });
  vi.advanceTimersByTime(100);
  await Promise.resolve();
  expect(posted[1]).toMatchObject({ type: "patches", revision: 2 });
});

test("nothing is sent after it is thrown away", async () => {
  const posted: ToWebview[] = [];
  const channel = new PatchChannel((message) => posted.push(message));
  channel.patch({ op: "title", title: "x" });
  channel.dispose();
  vi.advanceTimersByTime(100);
  await Promise.resolve();
  expect(posted).toEqual([]);
});

test("the first text of a turn does not wait for the batch that follows its question", async () => {
  const posted: ToWebview[] = [];
  const channel = new PatchChannel((message) => posted.push(message));
  const turn = { id: "a", role: "assistant", state: "streaming", content: "", reasoning: "", sources: [] } as const;
  channel.patch({ op: "add", message: turn });
  await Promise.resolve();
  channel.patch({ op: "title", title: "x" });
  channel.patch({ op: "appendReasoning", id: "a", text: "1" });
  await Promise.resolve();
  expect(posted).toHaveLength(2);
  channel.patch({ op: "appendReasoning", id: "a", text: "2" });
  await Promise.resolve();
  expect(posted).toHaveLength(2);
  vi.advanceTimersByTime(30);
  expect(posted.at(-1)).toMatchObject({ revision: 3, patches: [{ op: "appendReasoning", text: "2" }] });
});

test("a text that outruns the eye goes out in fewer, larger batches, and a slow one as before", async () => {
  const posted: number[] = [];
  const channel = new PatchChannel(() => posted.push(Date.now()));
  const write = (text: string, times: number) => {
    const from = posted.length;
    for (let n = 0; n < times; n++) {
      channel.patch({ op: "appendContent", id: "a", text });
      vi.advanceTimersByTime(2);
    }
    return posted.length - from;
  };
  const fast = write("12345678", 500);
  const slow = write("1", 500);
  expect(fast).toBeGreaterThanOrEqual(7);
  expect(fast).toBeLessThanOrEqual(11);
  expect(slow).toBeGreaterThan(28);
});
