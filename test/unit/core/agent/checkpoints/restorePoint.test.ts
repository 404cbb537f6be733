// Each question of the person is one that files can be restored to, what they said in the middle of a run too.

import { expect, test } from "vitest";
import { canRestore } from "../../../../../src/core/agent/checkpoints/changeDecisions.ts";
import { hasQuestion, restorePointOf } from "../../../../../src/core/agent/checkpoints/restorePoint.ts";
import { Conversation } from "../../../../../src/core/conversation/conversation.ts";
import type { UserTurn } from "../../../../../src/core/conversation/userTurn.ts";
import { Window, World } from "./world.ts";

const said = (id: string, createdAt: number, parentId?: string): UserTurn => ({
  id,
  createdAt,
  role: "user",
  parts: [{ type: "text", text: id }],
  ...(parentId !== undefined && { parentId }),
});

/** A run into which the person spoke twice, the second time without anything coming of it, and a question after it. */
function spoken(times: { readonly s1: number; readonly s2: number; readonly q2: number }) {
  const conversation = new Conversation("chat", 0);
  conversation.put(said("q1", 0));
  const reply = { createdAt: 0, role: "assistant", state: "done", model: "m", sources: [] } as const;
  conversation.put({
    ...reply,
    id: "a1",
    parentId: "q1",
    parts: [
      { type: "said", question: said("s1", times.s1) },
      { type: "said", question: said("s2", times.s2) },
    ],
  });
  conversation.put(said("q2", times.q2, "a1"));
  return conversation;
}

/** `before q1`, what came of q1, of s1, and of q2: each is a state of the file. */
async function worked() {
  const world = new World();
  world.put("a", "0\n");
  const window = new Window(world);
  await window.agent("q1", { a: "0\n1\n" });
  // It was said while that went on, and went in after it.
  const s1 = world.time - 1;
  await window.agent("q1", { a: "0\n1\n1b\n" });
  await window.agent("s1", { a: "0\n1\n1b\n2\n" });
  const s2 = world.time;
  world.time += 5;
  const q2 = world.time;
  await window.agent("q2", { a: "0\n1\n1b\n2\n3\n", b: "new\n" });
  return { world, window, conversation: spoken({ s1, s2, q2 }) };
}

test.each([
  ["q1", "0\n"],
  ["s1", "0\n1\n1b\n"],
  ["s2", "0\n1\n1b\n2\n"],
  ["q2", "0\n1\n1b\n2\n"],
])("restoring to %s gives what the files held when it went in, and can be taken back", async (id, text) => {
  const { world, window, conversation } = await worked();
  const point = restorePointOf(conversation, id);
  await window.log.refresh();
  expect(canRestore(window.log.state, point)).toBe(true);
  const { ids, troubles } = await window.decisions.restore(window.log, point);
  expect([world.text("a"), world.text("b"), troubles]).toEqual([text, undefined, []]);
  expect(canRestore(window.log.state, point)).toBe(false);
  await window.redo(ids);
  expect([world.text("a"), world.text("b")]).toEqual(["0\n1\n1b\n2\n3\n", "new\n"]);
});

test("what the person wrote since stays, and so does what was done before they spoke", async () => {
  const { world, window, conversation } = await worked();
  world.put("a", `mine\n${world.text("a")}`);
  await window.decisions.restore(window.log, restorePointOf(conversation, "s1"));
  expect(world.text("a")).toBe("mine\n0\n1\n1b\n");
});

test("a question is known that was asked or said, in whichever version, and nothing else", () => {
  const conversation = spoken({ s1: 1, s2: 2, q2: 3 });
  expect(["q1", "s1", "s2", "q2", "a1", "x"].map((id) => hasQuestion(conversation, id))).toEqual([
    ...[true, true, true, true],
    ...[false, false],
  ]);
  conversation.put(said("other", 4));
  expect(hasQuestion(conversation, "s1")).toBe(true);
  expect(restorePointOf(conversation, "s2")).toEqual({ question: "s2", askedAt: 2, earlier: new Set(["q1", "s1"]) });
  expect(restorePointOf(conversation, "x")).toEqual({ question: "x", earlier: new Set() });
});
