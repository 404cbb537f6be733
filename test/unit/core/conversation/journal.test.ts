import fc from "fast-check";
import { expect, test } from "vitest";
import { applyStreamEvent } from "../../../../src/core/conversation/applyStreamEvent.ts";
import { encodeEntry, type JournalEntry, joinEvents, readJournal } from "../../../../src/core/conversation/journal.ts";
import { type AssistantTurn, reasoningOf, textOf } from "../../../../src/core/conversation/message.ts";
import type { StreamEvent } from "../../../../src/core/model/streamEvent.ts";

const header: JournalEntry = { type: "conversation", version: 1, id: "c", at: 1 };
const turn: AssistantTurn = {
  id: "a",
  parentId: "q",
  createdAt: 1,
  role: "assistant",
  parts: [],
  state: "streaming",
  model: "m",
  sources: [],
};
const question: JournalEntry = {
  type: "message",
  message: { id: "q", createdAt: 1, role: "user", parts: [{ type: "text", text: "?" }] },
};
const lines = (...entries: JournalEntry[]) => entries.map(encodeEntry).join("");

const anyEvent: fc.Arbitrary<StreamEvent> = fc.oneof(
  fc.record({ type: fc.constant("text-delta" as const), text: fc.string({ unit: "binary" }) }),
  fc.record({ type: fc.constant("reasoning-delta" as const), text: fc.string({ unit: "binary" }) }),
  fc.record({ type: fc.constant("tool-call-start" as const), id: fc.constantFrom("1", "2"), name: fc.string() }),
  fc.record({ type: fc.constant("tool-call-delta" as const), id: fc.constantFrom("1", "2"), arguments: fc.string() }),
);

test("joining events changes nothing of what they make", () => {
  fc.assert(
    fc.property(fc.array(anyEvent), (events) => {
      const fold = (list: readonly StreamEvent[]) => list.reduce((t, event) => applyStreamEvent(t, event, 5), turn);
      expect(fold(joinEvents(events)).parts).toEqual(fold(events).parts);
    }),
  );
});

test("a journal cut anywhere gives what was written whole, and never fails", () => {
  const events: StreamEvent[] = [
    { type: "reasoning-delta", text: "考虑\n" },
    { type: "text-delta", text: "你好 🙂" },
  ];
  const text = lines(
    header,
    question,
    { type: "message", message: turn },
    ...events.map(
      (event): JournalEntry => ({
        type: "events",
        id: "a",
        at: 9,
        events: [event],
      }),
    ),
  );
  for (let cut = 0; cut <= text.length; cut++) {
    const reading = readJournal(text.slice(0, cut));
    if (cut < encodeEntry(header).length - 1) expect(reading).toBeUndefined();
    else expect(reading?.unreadableLines).toBeLessThanOrEqual(1);
  }
  const reply = readJournal(text)?.conversation.path().at(-1);
  expect(reply && [reasoningOf(reply), textOf(reply)]).toEqual(["考虑\n", "你好 🙂"]);
});

test("a damaged line costs that line alone", () => {
  const text = `${lines(header, question)}{"type":"message"}\n\u0000\u0000garbage\n[]\n${lines({ type: "title", title: "T" })}`;
  const reading = readJournal(text);
  expect(reading?.unreadableLines).toBe(3);
  expect(reading?.conversation.title).toBe("T");
  expect(reading?.conversation.path()).toHaveLength(1);
});

test("what is no journal, or one of a newer version, is not opened", () => {
  expect(readJournal("")).toBeUndefined();
  expect(readJournal("hello\n")).toBeUndefined();
  expect(readJournal(lines({ ...header, version: 99 }))).toBeUndefined();
});

test("any text is read without throwing", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (texts) => {
      readJournal(`${encodeEntry(header)}${texts.join("\n")}`);
    }),
  );
});
