// Windows on one disk, with the journals and claims they have there: whatever is pressed in which of them at one moment, one
// runs, what was done is done once, and all show the same in the end.

import { mkdtempSync, readdirSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createAgentReply } from "../../../../../src/core/agent/createAgentReply.ts";
import { ConversationService } from "../../../../../src/core/conversation/conversationService.ts";
import type { AssistantTurn } from "../../../../../src/core/conversation/message.ts";
import { createToolRunner } from "../../../../../src/core/tools/createToolRunner.ts";
import type { ToolDefinition } from "../../../../../src/core/tools/tool.ts";
import { textResult, tool } from "../../../../../src/core/tools/toolRun.ts";
import { type ClaimDisk, RunClaims } from "../../../../../src/vscode/agent/runs/runClaims.ts";
import { FileConversationStore } from "../../../../../src/vscode/chat/fileConversationStore.ts";
import { ListedModel, type Reply } from "../../../core/agent/fakes.ts";
import { settled, tick, withBackground } from "../../../core/conversation/fakes.ts";

const touch = {
  name: "touch",
  description: "",
  fields: { path: { type: "text" } },
  kind: "acts",
  changes: true,
} as const satisfies ToolDefinition;
const call = (path: string) => ["touch", { path }] as const;

/** What all windows of a machine share. */
function machine() {
  const at = mkdtempSync(join(tmpdir(), "mimo-windows-"));
  const running = { now: 0, most: 0 };
  const ran: string[] = [];
  /** `pid` is that of a process that lives, or of one that does not. */
  const open = (pid: number, replies: readonly Reply[], disk?: ClaimDisk) => {
    const model = new ListedModel(replies);
    const stream = model.stream.bind(model);
    model.stream = async function* (...request) {
      running.most = Math.max(running.most, ++running.now);
      try {
        yield* stream(...request);
      } finally {
        running.now--;
      }
    };
    const claims = new RunClaims(join(at, "runs"), { pid, host: hostname() }, undefined, disk);
    const store = new FileConversationStore(join(at, "conversations"));
    const service = new ConversationService(
      withBackground({
        store,
        options: () => ({ model: "m", thinking: true }),
        systemPrompt: () => "system",
        newId: () => crypto.randomUUID(),
        now: Date.now,
        isElsewhere: (id) => claims.isElsewhere(id),
        claim: (...run) => claims.take(...run),
        holds: (id) => claims.holds(id),
        onError: () => {},
        createReply: createAgentReply({
          model,
          newToken: () => crypto.randomUUID(),
          maxSteps: () => 50,
          tools: (scope) =>
            createToolRunner(
              [touch],
              async () => [
                tool(touch, async ({ path }) => {
                  ran.push(path);
                  return textResult(path);
                }),
              ],
              scope,
            ),
          approvals: () => ({ judge: async () => ({ type: "runs" }), agreed: () => {} }),
          summaries: () => ({ isDue: () => false, make: async () => ({ text: "", keeps: 0, byModel: false }) }),
          news: () => [],
          onError: () => {},
        }),
      }),
    );
    return { service, store, model, reply: () => service.current.path().at(-1) as AssistantTurn };
  };
  return { at, ran, running, open };
}

/** Two processes that live as long as this test does. */
const pids = [process.pid, process.ppid] as const;
const gone = 999_999_999;

/** Two windows that show a run which ended with the window it was begun in. */
async function interrupted() {
  const all = machine();
  const first = all.open(gone, [[call("a")], [new Error("gone")]]);
  first.service.send("Do it.");
  await settled(first.service);
  await first.store.flush();
  const { id } = first.service.current;
  const windows = pids.map((pid) => all.open(pid, [[call("b")], ["Done."]]));
  for (const { service } of windows) await service.open(id);
  return { ...all, id, windows, turn: windows[0]?.reply().id ?? "" };
}

test("Continue in two windows, however close: one goes on, and nothing is done twice", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(40), { minLength: 2, maxLength: 2 }), fc.boolean(), async (waits, swapped) => {
      const { at, ran, running, windows, turn } = await interrupted();
      const order = swapped ? [...windows].reverse() : windows;
      const pressed = order.map(async ({ service }, index) => {
        for (let turns = waits[index] ?? 0; turns > 0; turns--) await (turns % 3 === 0 ? tick() : Promise.resolve());
        return service.continueRun(turn);
      });
      const begun = await Promise.all(pressed);
      for (const { service } of windows) await settled(service);
      expect(begun.filter(Boolean)).toHaveLength(1);
      expect(running.most).toBe(1);
      expect(ran).toEqual(["a", "b"]);
      for (const { store } of windows) await store.flush();
      for (const { store, service } of windows) await store.poll(service.current.id);
      const [one, other] = windows.map(({ reply }) => reply());
      expect(one?.parts).toEqual(other?.parts);
      expect([one?.state, other?.state]).toEqual(["done", "done"]);
      await expect.poll(() => readdirSync(join(at, "runs"))).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test("a question in each of two windows at one moment: one is asked, the other stays with who wrote it", async () => {
  const { windows, running } = await interrupted();
  const asked = windows.map(({ service }, index) => service.send(`Question ${index}.`));
  expect(asked).toEqual([true, false]);
  expect(windows[1]?.service.refusal).toBe("elsewhere");
  for (const { service } of windows) await settled(service);
  expect(running.most).toBe(1);
  await expect.poll(() => windows[1]?.service.refusal).toBeUndefined();
  expect(windows[1]?.service.send("Question 1.")).toBe(true);
  for (const { service } of windows) await settled(service);
  expect(windows[1]?.reply().state).toBe("done");
});

/** A disk that takes claims unless `isFull`, and knows of no other window. */
function fillingDisk() {
  const state = { isFull: false };
  const write = () => {
    if (state.isFull) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
    return true;
  };
  const disk: ClaimDisk = { take: write, renew: write, release: () => {} };
  return { state, disk };
}
const textsOf = ({ parts }: AssistantTurn) => parts.flatMap((part) => (part.type === "text" ? [part.text] : []));

test("where no claim can be noted an answer is given, and nothing acts until it can be", async () => {
  const { open, ran } = machine();
  const { state, disk } = fillingDisk();
  state.isFull = true;
  const { service, model, reply } = open(process.pid, [["Hello."], ["I will.", call("a")], ["Done."]], disk);
  expect(service.send("Hello?")).toBe(true);
  await settled(service);
  expect([reply().state, textsOf(reply())]).toEqual(["done", ["Hello."]]);
  service.send("Do it.");
  service.enqueue("And then?");
  await settled(service);
  expect(reply()).toMatchObject({ state: "error", error: { reason: "unclaimed" } });
  expect([ran, textsOf(reply())]).toEqual([[], ["I will."]]);
  // What was written is there, and what waits is not sent into it.
  expect(service.current.path().map(({ role }) => role)).toEqual(["user", "assistant", "user", "assistant"]);
  expect(service.queue.isBusy).toBe(false);
  expect(service.current.queue.items).toHaveLength(1);
  // Trying again in vain asks nobody and changes nothing.
  const before = reply();
  expect(await service.continueRun(reply().id)).toBe(false);
  expect([model.requests.length, reply()]).toEqual([2, before]);
  state.isFull = false;
  expect(await service.continueRun(reply().id)).toBe(true);
  await settled(service);
  expect(reply().state).toBe("done");
});

test("a disk that fills during a run ends it before the next call that acts", async () => {
  const { open, ran } = machine();
  const { state, disk } = fillingDisk();
  const { service, model, reply } = open(
    process.pid,
    [[call("a")], [call("b"), call("c")], [call("b")], ["Done."]],
    disk,
  );
  const { stream } = model;
  model.stream = (...request) => {
    state.isFull = model.requests.length === 1;
    return stream(...request);
  };
  service.send("Do it.");
  await settled(service);
  expect(ran).toEqual(["a"]);
  expect(reply()).toMatchObject({ state: "error", error: { reason: "unclaimed" } });
  state.isFull = false;
  expect(await service.continueRun(reply().id)).toBe(true);
  await settled(service);
  expect([ran, reply().state]).toEqual([["a", "b"], "done"]);
});
