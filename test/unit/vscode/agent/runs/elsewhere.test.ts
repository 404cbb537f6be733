import { expect, test } from "vitest";
import type { ConversationChange } from "../../../../../src/core/conversation/conversationChange.ts";
import type { ConversationService } from "../../../../../src/core/conversation/conversationService.ts";
import type { AssistantTurn } from "../../../../../src/core/conversation/message.ts";
import { Emitter } from "../../../../../src/core/util/emitter.ts";
import { Elsewhere } from "../../../../../src/vscode/agent/runs/elsewhere.ts";

const left = { role: "assistant", state: "error", error: { reason: "interrupted", message: "" } } as AssistantTurn;
const whole = { role: "assistant", state: "done" } as AssistantTurn;

/** A window that shows one conversation, and another one that writes it. */
function windows() {
  const changes = new Emitter<ConversationChange>();
  const other = { lives: true, last: left as AssistantTurn, polls: 0, onDisk: left as AssistantTurn };
  const service = {
    current: { id: "chat", path: () => [other.last] },
    onDidChange: changes.event,
  } as unknown as ConversationService;
  const elsewhere = new Elsewhere({
    isElsewhere: async () => other.lives,
    everyMs: 1,
    store: {
      poll: async () => {
        other.polls++;
        if (other.onDisk === other.last) return;
        other.last = other.onDisk;
        changes.fire({ type: "reset" });
      },
    },
  });
  const told: boolean[] = [];
  elsewhere.onDidChange((chat) => told.push(elsewhere.has(chat)));
  const watch = elsewhere.watch(service);
  return { other, elsewhere, told, watch };
}

test("a run that is left here and lives elsewhere is followed to its end", async () => {
  const { other, told, elsewhere } = windows();
  await expect.poll(() => other.polls).toBeGreaterThan(2);
  expect(elsewhere.has("chat")).toBe(true);
  other.onDisk = whole;
  await expect.poll(() => told).toEqual([true, false]);
  const { polls } = other;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(other.polls).toBe(polls);
});

test("what is written at the very end is read although the other window says no more that it goes on", async () => {
  const { other, told } = windows();
  await expect.poll(() => other.polls).toBeGreaterThan(0);
  other.lives = false;
  other.onDisk = whole;
  await expect.poll(() => told).toEqual([true, false]);
  expect(other.last).toBe(whole);
});

test("a window that has died leaves the run to this one", async () => {
  const { other, told } = windows();
  await expect.poll(() => other.polls).toBeGreaterThan(0);
  other.lives = false;
  await expect.poll(() => told).toEqual([true, false]);
});

test("nothing is looked for once the chat is closed", async () => {
  const { other, watch } = windows();
  await expect.poll(() => other.polls).toBeGreaterThan(0);
  watch.dispose();
  await new Promise((resolve) => setTimeout(resolve, 5));
  const { polls } = other;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(other.polls).toBe(polls);
});
