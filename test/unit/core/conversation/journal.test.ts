import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyRunEvent } from "../../../../src/core/conversation/applyRunEvent.ts";
import { journalOf, messageEntry, readJournal, readStoredJournal } from "../../../../src/core/conversation/journal.ts";
import { type AssistantTurn, reasoningOf, textOf } from "../../../../src/core/conversation/message.ts";
import type { RunEvent } from "../../../../src/core/conversation/runEvent.ts";
import {
  encodeEntry,
  type JournalEntry,
  type StoredEvent,
} from "../../../../src/core/conversation/stored/journalEntry.ts";
import { parseEntry } from "../../../../src/core/conversation/stored/parseEntry.ts";
import { fromStoredEvent, toStoredEvents } from "../../../../src/core/conversation/stored/storedEvent.ts";
import { fromStoredMessage, toStoredMessage } from "../../../../src/core/conversation/stored/storedMessage.ts";
import { anyConversation, shapeOf } from "./arbitraryConversation.ts";

const header: JournalEntry = { type: "conversation", version: 2, id: "c", at: 1 };
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
const textDelta = (text: string): StoredEvent => ({ type: "text", text });
const finished: StoredEvent = { type: "finish", reason: "stop", rawReason: "stop" };
const lines = (...entries: JournalEntry[]) => entries.map(encodeEntry).join("");

const outcomes = ["done", "failed", "denied", "stopped", "skipped", "unknown"] as const;
const anyEvent: fc.Arbitrary<RunEvent> = fc.oneof(
  fc.record({ type: fc.constant("text-delta" as const), text: fc.string({ unit: "binary" }) }),
  fc.record({ type: fc.constant("reasoning-delta" as const), text: fc.string({ unit: "binary" }) }),
  fc.record({ type: fc.constant("tool-call-start" as const), id: fc.constantFrom("1", "2"), name: fc.string() }),
  fc.record({ type: fc.constant("tool-call-delta" as const), id: fc.constantFrom("1", "2"), arguments: fc.string() }),
  fc.record({ type: fc.constant("call-waiting" as const), id: fc.constantFrom("1", "2") }),
  fc.record({ type: fc.constant("call-started" as const), id: fc.constantFrom("1", "2") }),
  fc.record({
    type: fc.constant("call-ended" as const),
    id: fc.constantFrom("1", "2"),
    end: fc.record({
      outcome: fc.constantFrom(...outcomes),
      content: fc.array(
        fc.oneof(
          fc.record({ type: fc.constant("text" as const), text: fc.string() }),
          fc.constant({ type: "image" as const, hash: "a".repeat(64), mimeType: "image/png", name: "a.png" }),
        ),
        { maxLength: 2 },
      ),
    }),
  }),
  fc.record({
    type: fc.constant("step-ended" as const),
    reason: fc.constantFrom("tool-calls" as const, "flood" as const, "interrupted" as const),
    usage: fc.record({ inputTokens: fc.nat(), outputTokens: fc.nat(), cachedInputTokens: fc.nat() }),
  }),
  fc.record({
    type: fc.constant("said" as const),
    question: fc.record({
      id: fc.constant("s"),
      createdAt: fc.constant(3),
      role: fc.constant("user" as const),
      parts: fc.array(fc.record({ type: fc.constant("text" as const), text: fc.string() }), { maxLength: 2 }),
      mode: fc.constantFrom("agent" as const, "ask" as const, "plan" as const),
      date: fc.constant("2026-11-28"),
    }),
  }),
  fc.record({ type: fc.constant("told" as const), text: fc.string() }),
  fc.record({
    type: fc.constant("rules" as const),
    rules: fc.array(
      fc.record(
        { name: fc.string(), hash: fc.string(), text: fc.string({ unit: "binary" }) },
        { requiredKeys: ["name", "hash"] },
      ),
      { maxLength: 3 },
    ),
  }),
  fc.record({
    type: fc.constant("notice" as const),
    notice: fc.constantFrom(
      { kind: "limit" as const, steps: 50 },
      { kind: "flood" as const, calls: 17 },
      { kind: "repeats" as const, tool: "read_file" },
      { kind: "summarized" as const, byModel: true },
    ),
  }),
  fc.record({ type: fc.constant("summarized" as const), text: fc.string(), keeps: fc.nat(9) }),
  fc.constant({ type: "resumed" as const }),
);

test("what is stored of events makes the same of them", () => {
  fc.assert(
    fc.property(fc.array(anyEvent), (events) => {
      const fold = (list: readonly RunEvent[]) => list.reduce((t, event) => applyRunEvent(t, event, 5), turn);
      const lines = toStoredEvents(events).map((event) =>
        encodeEntry({ type: "events", id: "a", at: 5, events: [event] }),
      );
      const read = lines.flatMap((line) => {
        const entry = parseEntry(line);
        return entry?.type === "events" ? entry.events.flatMap((event) => fromStoredEvent(event) ?? []) : [];
      });
      expect(fold(read)).toEqual(fold(events));
      // The same when the whole turn is one line.
      const whole = parseEntry(encodeEntry({ type: "message", message: toStoredMessage(fold(events)) }));
      expect(whole?.type === "message" && fromStoredMessage(whole.message)).toEqual(fold(events));
    }),
  );
});

test("a journal cut anywhere gives what was written whole, and never fails", () => {
  const events: StoredEvent[] = [
    { type: "reasoning", text: "考虑\n" },
    { type: "text", text: "你好 🙂" },
  ];
  const text = lines(
    header,
    question,
    messageEntry(turn),
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

test("what is no journal is not opened", () => {
  expect(readJournal("")).toBeUndefined();
  expect(readJournal("hello\n")).toBeUndefined();
});

test("any text is read without throwing", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (texts) => {
      readJournal(`${encodeEntry(header)}${texts.join("\n")}`);
    }),
  );
});

test.each(["v0", "v1"])("a journal of %s opens as it was", (version) => {
  const reading = readJournal(readFileSync(`test/fixtures/journals/${version}.jsonl`, "utf8"));
  expect(reading?.unreadableLines).toBe(0);
  const { conversation } = reading ?? {};
  expect(conversation).toMatchObject({ title: "平均值", createdAt: 1760000000000 });
  const [asked, answered] = conversation?.path() ?? [];
  expect(asked && textOf(asked)).toBe("为什么空列表的平均值是 NaN?");
  expect(answered && [reasoningOf(answered), textOf(answered)]).toEqual(["0 / 0…", "因为 0 除以 0"]);
  expect(answered).toMatchObject({ state: "done", reasoningMs: 1000, usage: { inputTokens: 10 } });
  expect(conversation?.versionsOf("a1")).toEqual(["a1", "a2"]);
  expect(conversation?.get("a2")).toMatchObject({ state: "stopped", sources: [] });
});

test("a journal written anew is the same conversation", () => {
  fc.assert(
    fc.property(anyConversation, (conversation) => {
      const reading = readJournal(lines(...journalOf(conversation)));
      expect(reading?.unreadableLines).toBe(0);
      expect(reading && shapeOf(reading.conversation)).toEqual(shapeOf(conversation));
    }),
  );
});

test("a torn line is no damage, and what is appended after it is read", () => {
  const text = lines(header, question, { type: "title", title: "T" });
  const reading = readJournal(`${text.slice(0, -9)}\n${lines({ type: "title", title: "U" })}`);
  expect(reading).toMatchObject({ unreadableLines: 0, conversation: { title: "U" } });
});

test("a file that has lost its first line or a turn in the middle keeps the rest within reach", () => {
  const more: JournalEntry = {
    type: "message",
    message: { id: "q2", parentId: "a", createdAt: 3, role: "user", parts: [{ type: "text", text: "more" }] },
  };
  const reading = readStoredJournal("c", `garbage\n${lines(question, more)}`);
  expect(reading).toMatchObject({ unreadableLines: 1, conversation: { id: "c" } });
  expect(reading?.conversation.path().map(textOf)).toEqual(["?", "more"]);
  expect(readStoredJournal("c", "garbage\nmore of it\n")).toBeUndefined();
});

test("what another window appended becomes a version, and the path that is shown stays", () => {
  const mine = { ...turn, id: "mine", state: "done", parts: [{ type: "text", text: "mine" }] } as const;
  const replay = readJournal(lines(header, question, messageEntry(mine)));
  if (!replay) throw new Error("unread");
  const { conversation } = replay;
  const theirs: JournalEntry = messageEntry({ ...turn, id: "theirs" });
  replay.merge(lines(theirs, { type: "events", id: "theirs", at: 2, events: [textDelta("half")] }));
  expect(conversation.path().map(textOf)).toEqual(["?", "mine"]);
  expect(conversation.versionsOf("mine")).toEqual(["mine", "theirs"]);
  expect(conversation.get("theirs")).toMatchObject({ state: "error", error: { reason: "interrupted" } });
  const rest: JournalEntry = { type: "events", id: "theirs", at: 3, events: [textDelta(" whole"), finished] };
  replay.merge(`\n${lines(rest, { type: "chosen", id: "theirs" })}`);
  expect(conversation.get("theirs")).toMatchObject({ state: "done", parts: [{ text: "half whole" }] });
  expect(conversation.get("theirs")).not.toHaveProperty("error");
  expect(conversation.path().map(textOf)).toEqual(["?", "mine"]);
});
