// A chat that is summed up because the person asked.

import { expect, test } from "vitest";
import { Compaction } from "../../../../src/core/agent/compaction.ts";
import type { AssistantTurn } from "../../../../src/core/conversation/message.ts";
import { finish, makeService, settled, tick } from "../conversation/fakes.ts";

function make(summary: () => Promise<{ text: string; keeps: number; byModel: boolean }>) {
  const asked: unknown[] = [];
  const made = makeService({
    createCompaction: (turn, place) =>
      new Compaction(
        {
          tools: [{ name: "read_file" }],
          onError: () => {},
          summaries: () => ({
            isDue: () => false,
            make: (request, signal) => {
              asked.push(request);
              const stopped = new Promise<never>((_, reject) =>
                signal.addEventListener("abort", () => reject(signal.reason)),
              );
              return Promise.race([summary(), stopped]);
            },
          }),
        },
        turn,
        place,
      ),
  });
  const reply = () => made.service.current.path().at(-1) as AssistantTurn;
  return { ...made, asked, reply };
}

async function answered(made: ReturnType<typeof make>, question: string, answer: string) {
  made.service.send(question);
  made.model.push({ type: "text-delta", text: answer }, finish);
  await settled(made.service);
}

test("what was said is summed up at the end of the last reply, and the next question goes without it", async () => {
  const made = make(async () => ({ text: "They greeted.", keeps: 0, byModel: true }));
  expect(made.service.compact()).toBe(false);
  await answered(made, "Hello", "Hi!");
  expect(made.service.compact()).toBe(true);
  expect(made.service.compact()).toBe(false);
  await settled(made.service);
  expect(made.asked).toMatchObject([{ tools: [{ name: "read_file" }] }]);
  expect(made.reply()).toMatchObject({ state: "done", finish: { reason: "stop" } });
  expect(made.reply().parts.map(({ type }) => type)).toEqual(["text", "summary", "notice"]);
  await answered(made, "And now?", "Now.");
  expect(made.model.requests.at(-1)?.messages.map(({ content }) => JSON.stringify(content))).toEqual([
    '[{"type":"text","text":"They greeted."}]',
    '[{"type":"text","text":"And now?"}]',
  ]);
  // And it is so for whoever opens it.
  const other = make(async () => ({ text: "", keeps: 0, byModel: true }));
  other.store.journals.set(made.service.current.id, made.store.journals.get(made.service.current.id) ?? "");
  await other.service.open(made.service.current.id);
  expect(other.service.current.path().map(({ parts }) => parts.map(({ type }) => type))).toEqual([
    ["text"],
    ["text", "summary", "notice"],
    ["text"],
    ["text"],
  ]);
});

test("stopped, or when it fails, the reply stands as it did", async () => {
  for (const how of ["stopped", "failed"] as const) {
    const made = make(() => (how === "failed" ? Promise.reject(new Error("no")) : new Promise(() => {})));
    await answered(made, "Hello", "Hi!");
    made.service.compact();
    await tick();
    if (how === "stopped") await made.service.stop();
    await settled(made.service);
    expect(made.reply()).toMatchObject({ state: "done", finish: { reason: "stop" } });
    expect(made.reply().parts.map(({ type }) => type)).toEqual(["text"]);
    await answered(made, "And now?", "Now.");
    expect(made.model.requests.at(-1)?.messages).toHaveLength(3);
  }
});
