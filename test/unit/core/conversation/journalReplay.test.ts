import fc from "fast-check";
import { expect, test } from "vitest";
import { Conversation } from "../../../../src/core/conversation/conversation.ts";
import { journalOf, readJournal, readStoredJournal } from "../../../../src/core/conversation/journal.ts";
import { JournalReplay } from "../../../../src/core/conversation/journalReplay.ts";
import { textOf } from "../../../../src/core/conversation/message.ts";
import {
  encodeEntry,
  type JournalEntry,
  type StoredMessage,
} from "../../../../src/core/conversation/stored/journalEntry.ts";

const lines = (...entries: JournalEntry[]) => entries.map(encodeEntry).join("");
const header: JournalEntry = { type: "conversation", version: 2, id: "c", at: 1 };
const asked = (id: string, parentId?: string): StoredMessage => ({
  id,
  ...(parentId !== undefined && { parentId }),
  createdAt: 1,
  role: "user",
  parts: [{ type: "text", text: `${id}?` }],
});
const reply = (id: string, parentId: string, text = ""): StoredMessage => ({
  id,
  parentId,
  createdAt: 1,
  role: "assistant",
  parts: text === "" ? [] : [{ type: "text", text }],
  state: "streaming",
  model: "m",
  sources: [],
});
const message = (stored: StoredMessage): JournalEntry => ({ type: "message", message: stored });
const said = (id: string, text: string): JournalEntry => ({
  type: "events",
  id,
  at: 2,
  events: [{ type: "text", text }],
});

const ids = fc.constantFrom("1", "2", "3", "4", "5", "6");
const anyEntry: fc.Arbitrary<JournalEntry> = fc.oneof(
  fc.tuple(ids, fc.option(ids, { nil: undefined })).map(([id, parent]) => message(asked(id, parent))),
  fc.tuple(ids, ids, fc.constantFrom("", "so far")).map(([id, parent, text]) => message(reply(id, parent, text))),
  fc.tuple(ids, fc.constantFrom("a", "bc")).map(([id, text]) => said(id, text)),
  ids.map((id) => ({
    type: "events" as const,
    id,
    at: 3,
    events: [{ type: "finish" as const, reason: "stop", rawReason: "stop" }],
  })),
  ids.map((id) => ({ type: "ended" as const, id, at: 3, state: "stopped" as const })),
  ids.map((id) => ({ type: "discarded" as const, id })),
  ids.map((id) => ({ type: "discarded" as const, id })),
  ids.map((id) => ({ type: "chosen" as const, id })),
  fc.record({
    type: fc.constant("title" as const),
    title: fc.constantFrom("A", "B"),
    by: fc.constantFrom("model", "person"),
  }),
  fc.constant({ type: "other" as const, stored: { type: "approval", id: "x" } }),
) as fc.Arbitrary<JournalEntry>;

/** Everything that is there, apart from which versions are shown. */
function contentOf({ conversation, others }: JournalReplay): unknown {
  const { title, titleBy } = conversation;
  const versions = conversation.all().map(({ id }) => conversation.versionsOf(id));
  return { title, titleBy, messages: conversation.all(), versions, others };
}

test("in whatever two pieces a journal is read, the turns are those of the whole; what is shown stays", () => {
  let splits = 0;
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 14 }), (entries) => {
      const whole = new JournalReplay(new Conversation("c", 1));
      whole.take(lines(...entries));
      for (let at = 0; at <= entries.length; at++) {
        const replay = new JournalReplay(new Conversation("c", 1));
        replay.take(lines(...entries.slice(0, at)));
        const shown = replay.conversation.path().map(({ id }) => id);
        replay.merge(lines(...entries.slice(at)));
        expect(contentOf(replay)).toEqual(contentOf(whole));
        const path = replay.conversation.path().map(({ id }) => id);
        const stays = shown.filter((id) => replay.conversation.get(id));
        if (stays.length === shown.length) expect(path.slice(0, shown.length)).toEqual(shown);
        splits++;
      }
    }),
    { numRuns: 2000 },
  );
  expect(splits).toBeGreaterThan(2000);
});

test("in any number of pieces, too", () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyEntry, { maxLength: 4 }), { maxLength: 6 }), (pieces) => {
      const whole = new JournalReplay(new Conversation("c", 1));
      whole.take(lines(...pieces.flat()));
      const replay = new JournalReplay(new Conversation("c", 1));
      for (const piece of pieces) replay.merge(lines(...piece));
      expect(contentOf(replay)).toEqual(contentOf(whole));
    }),
    { numRuns: 1000 },
  );
});

test("nothing that was said in a reply goes, wherever another window took it away", () => {
  const turns = [header, message(asked("q")), message(reply("a", "q"))];
  const rest = [said("a", "he"), said("a", "llo"), { type: "ended", id: "a", at: 3, state: "stopped" } as const];
  for (let at = 0; at <= rest.length; at++) {
    const text = lines(...turns, ...rest.slice(0, at), { type: "discarded", id: "a" }, ...rest.slice(at));
    expect(readJournal(text)?.conversation.get("a"), String(at)).toMatchObject({
      state: "stopped",
      parts: [{ text: "hello" }],
    });
  }
});

test("a reply of which nothing came is gone, whether its end stands before or after; what follows it brings it back", () => {
  const ended: JournalEntry = { type: "ended", id: "a", at: 3, state: "error" };
  const discarded: JournalEntry = { type: "discarded", id: "a" };
  const turns = [header, message(asked("q")), message(reply("a", "q"))];
  for (const rest of [
    [ended, discarded],
    [discarded, ended],
  ]) {
    expect(readJournal(lines(...turns, ...rest))?.conversation.get("a")).toBeUndefined();
    const text = lines(...turns, ...rest, message(asked("next", "a")));
    expect(
      readJournal(text)
        ?.conversation.pathTo("next")
        .map(({ id }) => id),
    ).toEqual(["q", "a", "next"]);
  }
});

test("an interrupted reply that finished elsewhere has no error left", () => {
  const replay = readJournal(lines(header, message(asked("q")), message(reply("a", "q")), said("a", "half")));
  expect(replay?.conversation.get("a")).toMatchObject({ state: "error", error: { reason: "interrupted" } });
  replay?.merge(lines({ type: "ended", id: "a", at: 3, state: "stopped" }));
  expect(replay?.conversation.get("a")).toMatchObject({ state: "stopped" });
  expect(replay?.conversation.get("a")).not.toHaveProperty("error");
});

test("an older view of a turn, written anew by another window, takes nothing away", () => {
  const long = { ...reply("a", "q", "a long answer"), state: "done" } as StoredMessage;
  const text = lines(header, message(asked("q")), message(long), message(reply("a", "q", "a lo")));
  expect(readJournal(text)?.conversation.get("a")).toMatchObject({ state: "done", parts: [{ text: "a long answer" }] });
});

test("a reply whose first line is lost keeps what follows", () => {
  const text = `${lines(header, message(asked("q")))}garbage\n${lines(said("a", "still here"))}`;
  const replay = readJournal(text);
  expect(replay?.unreadableLines).toBe(1);
  expect(replay?.conversation.path().map(textOf)).toEqual(["q?", "still here"]);
});

test("what a later version writes is read past, kept, and no damage", () => {
  const approval = { type: "approval", id: "a", at: 3, call: "1", state: "approved" };
  const step = { type: "step-began", step: 1 };
  const todos = { type: "todos", items: [{ text: "one", state: "done" }] };
  const text = [
    encodeEntry(header),
    encodeEntry(message(asked("q"))),
    `${JSON.stringify({ type: "message", message: { ...reply("a", "q"), state: "waiting", parts: [todos], mode: "plan" } })}\n`,
    `${JSON.stringify(approval)}\n`,
    `${JSON.stringify({ type: "events", id: "a", at: 3, events: [{ type: "text", text: "Hi" }, step] })}\n`,
  ].join("");
  const replay = readJournal(text);
  expect(replay?.unreadableLines).toBe(0);
  expect(replay?.conversation.path().map(textOf)).toEqual(["q?", "Hi"]);
  expect(replay?.conversation.get("a")?.parts).toEqual([
    { type: "other", stored: todos },
    { type: "text", text: "Hi" },
  ]);
  const anew = replay && lines(...journalOf(replay.conversation, replay.others));
  for (const kept of [approval, step, todos]) expect(anew).toContain(JSON.stringify(kept));
  const again = readJournal(anew ?? "");
  expect(again?.conversation.all()).toEqual(replay?.conversation.all());
  expect(again?.others).toEqual(replay?.others);
});

test("a journal of a newer version is read as far as it is understood", () => {
  const replay = readStoredJournal("c", lines({ ...header, version: 3 } as JournalEntry, message(asked("q"))));
  expect(replay?.isNewer).toBe(true);
  expect(replay?.begin()).toEqual([]);
  expect(replay?.conversation.path().map(textOf)).toEqual(["q?"]);
});

test("a copied file goes on under its own name", () => {
  expect(readStoredJournal("copy", lines(header, message(asked("q"))))?.conversation.id).toBe("copy");
});
