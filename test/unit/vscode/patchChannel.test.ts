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

const append = (key: string, text: string) => ({ op: "append", id: "a", key, text }) as const;

test("the first patch goes out at once, what follows is gathered and joined", async () => {
  const posted: ToWebview[] = [];
  const channel = new PatchChannel((message) => posted.push(message));
  channel.patch(append("1", "1"));
  await Promise.resolve();
  expect(posted).toEqual([{ type: "patches", revision: 1, patches: [append("1", "1")] }]);
  for (const text of ["2", "3", "4"]) channel.patch(append("1", text));
  channel.patch(append("0", "r"));
  await Promise.resolve();
  expect(posted).toHaveLength(1);
  vi.advanceTimersByTime(30);
  expect(posted[1]).toEqual({
    type: "patches",
    revision: 2,
    patches: [append("1", "234"), append("0", "r")],
  });
});

test("parts that grow side by side are joined each by itself, and what a new part grows by is part of it", () => {
  const posted: ToWebview[] = [];
  const channel = new PatchChannel((message) => posted.push(message));
  channel.patch({ op: "title", title: "x" });
  vi.advanceTimersByTime(1);
  channel.patch({ op: "part", id: "a", part: { key: "2", head: { kind: "text" }, text: "n" } });
  for (let n = 0; n < 100; n++) {
    channel.patch(append("0", "r"));
    channel.patch(append("1", "t"));
    channel.patch(append("2", "n"));
    channel.patch({ op: "append", id: "b", key: "1", text: "o" });
  }
  vi.advanceTimersByTime(200);
  const patches = posted.flatMap((message) => (message.type === "patches" ? message.patches : []));
  expect(patches.slice(1)).toEqual([
    { op: "part", id: "a", part: { key: "2", head: { kind: "text" }, text: "n".repeat(101) } },
    append("0", "r".repeat(100)),
    append("1", "t".repeat(100)),
    { op: "append", id: "b", key: "1", text: "o".repeat(100) },
  ]);
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
  const turn = { id: "a", role: "assistant", state: "streaming", parts: [], sources: [] } as const;
  channel.patch({ op: "add", message: turn });
  await Promise.resolve();
  channel.patch({ op: "title", title: "x" });
  channel.patch(append("0", "1"));
  await Promise.resolve();
  expect(posted).toHaveLength(2);
  channel.patch(append("0", "2"));
  await Promise.resolve();
  expect(posted).toHaveLength(2);
  vi.advanceTimersByTime(30);
  expect(posted.at(-1)).toMatchObject({ revision: 3, patches: [{ op: "append", text: "2" }] });
});

test("a text that outruns the eye goes out in fewer, larger batches, and a slow one as before", async () => {
  const posted: number[] = [];
  const channel = new PatchChannel(() => posted.push(Date.now()));
  const write = (text: string, times: number) => {
    const from = posted.length;
    for (let n = 0; n < times; n++) {
      channel.patch(append("1", text));
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

test("of a head the last one is sent, and what comes after a cut is not cut", () => {
  const posted: ToWebview[] = [];
  const channel = new PatchChannel((message) => posted.push(message));
  channel.patch({ op: "title", title: "x" });
  vi.advanceTimersByTime(1);
  const head = (milliseconds: number) =>
    ({ op: "head", id: "a", key: "1", head: { kind: "reasoning", milliseconds } }) as const;
  for (let n = 0; n < 50; n++) channel.patch(head(n));
  channel.patch(append("1", "one"));
  channel.patch({ op: "trim", id: "a", key: "1", keeps: 2 });
  channel.patch(append("1", "two"));
  channel.patch(append("1", "!"));
  vi.advanceTimersByTime(200);
  const sent = posted.flatMap((message) => (message.type === "patches" ? message.patches : [])).slice(1);
  expect(sent).toEqual([
    head(49),
    append("1", "one"),
    { op: "trim", id: "a", key: "1", keeps: 2 },
    append("1", "two!"),
  ]);
});
