// Nothing said is lost: whatever two windows do on one disk, and wherever they are killed, what must be there is there.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fileDisk, memoryDisk, type OpenWindow } from "./disk.ts";
import { Truth } from "./truth.ts";
import { TestWindow } from "./window.ts";

/** How often each is drawn: what ends a window, or leaves a conversation, comes seldom enough for something to be there. */
const weights = {
  send: 6,
  edit: 4,
  regenerate: 8,
  stream: 10,
  streamAway: 4,
  endAway: 2,
  finish: 6,
  fail: 2,
  stop: 4,
  version: 6,
  rest: 6,
  poll: 10,
  new: 2,
  open: 4,
  release: 3,
  reload: 1,
  kill: 1,
  tear: 2,
} as const;
type What = keyof typeof weights;

const command = fc.record({
  what: fc.oneof(
    ...Object.entries(weights).map(([what, weight]) => ({ arbitrary: fc.constant(what as What), weight })),
  ),
  window: fc.nat({ max: 1 }),
  pick: fc.nat({ max: 30 }),
});
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

/** Two windows on one conversation, in which something was said already. */
const together: readonly Command[] = (["send", "stream", "finish", "rest"] as const)
  .map((what): Command => ({ what, window: 0, pick: 0 }))
  .concat((["open", "release"] as const).map((what) => ({ what, window: 1, pick: 0 })));

const sequence = (maxLength: number) =>
  fc
    .tuple(fc.boolean(), fc.array(command, { minLength: 10, maxLength }))
    .map(([begun, commands]) => (begun ? [...together, ...commands] : commands));

/** What is gathered a while goes to the store. */
const tick = () => void vi.advanceTimersByTime(500);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function run(commands: readonly Command[], open: OpenWindow): Promise<void> {
  const truth = new Truth();
  let count = 0;
  const newId = () => `t${++count}`;
  const windows = [new TestWindow(truth, open(), newId), new TestWindow(truth, open(), newId)];
  for (const { what, window: index, pick } of commands) {
    const window = windows[index];
    if (!window) continue;
    const text = `[${++count}]`;
    switch (what) {
      case "send":
        window.send(text);
        break;
      case "edit":
        window.edit(pick, text);
        break;
      case "regenerate":
        window.regenerate(pick);
        break;
      case "stream":
        await window.stream(text);
        break;
      case "finish":
        await window.end("done");
        break;
      case "fail":
        await window.end("error");
        break;
      case "stop":
        await window.end("stopped");
        break;
      case "streamAway":
        await window.streamAway(pick, text);
        break;
      case "endAway":
        await window.endAway(pick);
        break;
      case "new":
        await window.startNew();
        break;
      case "open":
        await window.open(pick);
        break;
      case "release":
        await window.finishOpening();
        break;
      case "version":
        window.selectVersion(pick, pick % 2 === 0 ? 1 : -1);
        break;
      case "rest":
        await window.rest(tick);
        break;
      case "poll":
        await window.poll();
        break;
      default: {
        const id = await window.die(tick, what === "reload" ? undefined : what === "kill" ? 0 : pick * 8 + 1);
        const next = new TestWindow(truth, open(), newId);
        windows[index] = next;
        await next.reopen(id);
      }
    }
    windows[index]?.check();
  }
  for (const window of windows) {
    await window.finishOpening();
    window.check();
    await window.die(tick);
  }
  const reader = new TestWindow(truth, open(), newId);
  for (const id of truth.safeConversations) {
    await reader.reopen(id);
    reader.check();
  }
}

test("in memory: 2,400 sequences", { timeout: 300_000 }, async () => {
  let sequences = 0;
  await fc.assert(
    fc.asyncProperty(sequence(60), async (commands) => {
      sequences++;
      await run(commands, memoryDisk());
    }),
    { numRuns: 2400 },
  );
  expect(sequences).toBeGreaterThanOrEqual(2400);
});

test("on a real disk: 60 sequences", { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(sequence(40), async (commands) => {
      const dir = await mkdtemp(join(tmpdir(), "mimo-lost-"));
      try {
        await run(commands, fileDisk(dir));
      } finally {
        await rm(dir, { recursive: true, force: true, maxRetries: 5 });
      }
    }),
    { numRuns: 60 },
  );
});
