// The memory of reasoning: found by any call of its reply, across processes, within its limits.

import fc from "fast-check";
import { expect, test } from "vitest";
import { type ReasoningLog, ReasoningMemory } from "../../../../src/core/tools/reasoningMemory.ts";

class FakeLog implements ReasoningLog {
  lines: string[] = [];
  broken = false;
  replaced = 0;

  async read(): Promise<readonly string[]> {
    if (this.broken) throw new Error("disk");
    return [...this.lines];
  }

  async append(line: string): Promise<void> {
    if (this.broken) throw new Error("disk");
    this.lines.push(line);
  }

  async replace(lines: readonly string[]): Promise<void> {
    if (this.broken) throw new Error("disk");
    this.lines = [...lines];
    this.replaced++;
  }
}

const fail = (error: unknown) => {
  throw error;
};

test("reasoning is found by each call of its reply, also by another process", async () => {
  const log = new FakeLog();
  await new ReasoningMemory(log, fail).remember({ calls: ["a", "b"], text: "because", signature: "seal" });
  const later = new ReasoningMemory(log, fail);
  await later.ready();
  for (const ids of [["a"], ["b"], ["unknown", "b"]]) {
    expect(later.find(ids)).toEqual({ calls: ["a", "b"], text: "because", signature: "seal" });
  }
  expect(later.find(["unknown"])).toBeUndefined();
  expect([later.has("b"), later.has("unknown")]).toEqual([true, false]);
});

test("a line cut short by a crash, or of another shape, is skipped", async () => {
  const log = new FakeLog();
  await new ReasoningMemory(log, fail).remember({ calls: ["a"], text: "because" });
  log.lines.unshift('{"calls":["x"],"te', "[]", '{"calls":[],"text":""}', '{"calls":[1],"text":"y"}', "null");
  const later = new ReasoningMemory(log, fail);
  await later.ready();
  expect(later.find(["a"])?.text).toBe("because");
  expect(later.find(["x"])).toBeUndefined();
});

test("a disk that fails is reported, and the process goes on with what it knows", async () => {
  const log = new FakeLog();
  log.broken = true;
  const errors: unknown[] = [];
  const memory = new ReasoningMemory(log, (error) => errors.push(error));
  await memory.remember({ calls: ["a"], text: "because" });
  expect(memory.find(["a"])?.text).toBe("because");
  expect(errors).toHaveLength(2);
});

test("the oldest replies are forgotten, in memory and on disk, and the newest always survives", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(60), { minLength: 1, maxLength: 120 }),
      fc.integer({ min: 1, max: 12 }),
      async (sizes, replies) => {
        const log = new FakeLog();
        const limits = { replies, size: 400 };
        const memory = new ReasoningMemory(log, fail, limits);
        for (const [n, size] of sizes.entries()) await memory.remember({ calls: [`c${n}`], text: "x".repeat(size) });
        const last = sizes.length - 1;
        expect(memory.find([`c${last}`])?.text).toBe("x".repeat(sizes[last] ?? 0));
        const kept = sizes.map((_, n) => memory.has(`c${n}`));
        // What is kept is the end of what was remembered, without gaps.
        expect(kept.lastIndexOf(false)).toBeLessThan(kept.indexOf(true));
        expect(kept.filter(Boolean).length).toBeLessThanOrEqual(replies);
        expect(log.lines.length).toBeLessThanOrEqual(2 * replies + 20);
        const later = new ReasoningMemory(log, fail, limits);
        await later.ready();
        expect(sizes.map((_, n) => later.has(`c${n}`))).toEqual(kept);
      },
    ),
  );
});
