import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { encodeEntry, type JournalEntry } from "../../../../src/core/conversation/stored/journalEntry.ts";
import { ConversationIndex } from "../../../../src/vscode/history/conversationIndex.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "mimo-index-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const lines = (...entries: JournalEntry[]) => entries.map(encodeEntry).join("");
const header = (id: string): JournalEntry => ({ type: "conversation", version: 1, id, at: 1 });
const asked = (text: string): JournalEntry => ({
  type: "message",
  message: { id: "q", createdAt: 1, role: "user", parts: [{ type: "text", text }] },
});
const answering: JournalEntry = {
  type: "message",
  message: {
    id: "a",
    parentId: "q",
    createdAt: 1,
    role: "assistant",
    parts: [],
    state: "streaming",
    model: "m",
    sources: [],
  },
};
const answered = (...texts: string[]): JournalEntry[] =>
  texts.map((text, at) => ({ type: "events", id: "a", at, events: [{ type: "text", text }] }));

/** Writes a file that was changed at `second`. */
function write(name: string, text: string, second: number): void {
  writeFileSync(join(dir, name), text);
  utimesSync(join(dir, name), second, second);
}

async function found(index: ConversationIndex, query: string, signal = new AbortController().signal) {
  const all: [string, string][] = [];
  for await (const { id, snippet } of index.search(query, signal)) all.push([id, snippet.match]);
  return all;
}

test("the list is what the files say, the last changed first; foreign files are named and left alone", async () => {
  write("old.jsonl", lines(header("old"), asked("# An old question\nwith a second line")), 10);
  write(
    "named.jsonl",
    lines(
      header("named"),
      asked("?"),
      { type: "title", title: "The model's" },
      { type: "title", title: "Mine", by: "person" },
      { type: "title", title: "Too late", by: "model" },
    ),
    30,
  );
  write("torn.jsonl", lines(header("torn"), asked("Torn?")) + encodeEntry(answering).slice(0, 20), 20);
  write("headless.jsonl", `garbage\n${lines(asked("Headless?"))}`, 5);
  write("notes.txt", "not ours", 1);
  write("foreign.jsonl", '{"some":"thing"}\n', 1);
  write("newer.jsonl", lines({ ...header("newer"), version: 99 } as JournalEntry, asked("Newer?")), 4);
  write("binary.jsonl", "\u0000\u0001", 1);
  const before = readdirSync(dir).map((name) => readFileSync(join(dir, name), "utf8"));
  const { conversations, unreadable, size } = await new ConversationIndex(dir).list();
  expect(conversations.map(({ id, title }) => [id, title])).toEqual([
    ["named", "Mine"],
    ["torn", "Torn?"],
    ["old", "An old question"],
    ["headless", "Headless?"],
    ["newer", "Newer?"],
  ]);
  expect(conversations[0]?.changedAt).toBe(30_000);
  expect([...unreadable].sort()).toEqual(["binary.jsonl", "foreign.jsonl"]);
  expect(size).toBe(conversations.reduce((sum, conversation) => sum + conversation.size, 0));
  expect(readdirSync(dir).map((name) => readFileSync(join(dir, name), "utf8"))).toEqual(before);
});

test("a folder that is not there is empty", async () => {
  expect(await new ConversationIndex(join(dir, "none")).list()).toEqual({ conversations: [], unreadable: [], size: 0 });
});

test("a change, a new file and a deletion are seen", async () => {
  const index = new ConversationIndex(dir);
  write("a.jsonl", lines(header("a"), asked("First")), 1);
  expect((await index.list()).conversations.map(({ title }) => title)).toEqual(["First"]);
  write("a.jsonl", lines(header("a"), asked("First"), { type: "title", title: "Named" }), 2);
  write("b.jsonl", lines(header("b"), asked("Second")), 3);
  expect((await index.list()).conversations.map(({ title }) => title)).toEqual(["Second", "Named"]);
  rmSync(join(dir, "b.jsonl"));
  expect((await index.list()).conversations.map(({ title }) => title)).toEqual(["Named"]);
});

test("a search reads all that was said, across the pieces it was stored in, and stops when told to", async () => {
  const index = new ConversationIndex(dir);
  write(
    "a.jsonl",
    lines(header("a"), asked("What is it?"), answering, ...answered("It is a nee", "dle in\n", "hay")),
    1,
  );
  write("b.jsonl", lines(header("b"), asked('Needle "quoted" in Hay'), answering), 2);
  write("c.jsonl", lines(header("c"), asked("Nothing")), 3);
  expect(await found(index, "needle hay")).toEqual([
    ["b", "Needle"],
    ["a", "needle"],
  ]);
  expect(await found(index, '"quoted"')).toEqual([["b", '"quoted"']]);
  index.forgetTexts();
  expect(await found(index, "nothing")).toEqual([["c", "Nothing"]]);
  expect(await found(index, "")).toEqual([]);
  const stop = new AbortController();
  for await (const { id } of index.search("e", stop.signal)) {
    expect(id).toBe("b");
    stop.abort();
  }
});
