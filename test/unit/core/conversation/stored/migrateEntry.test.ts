import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { journalOf, readJournal } from "../../../../../src/core/conversation/journal.ts";
import { textOf } from "../../../../../src/core/conversation/message.ts";
import { encodeEntry } from "../../../../../src/core/conversation/stored/journalEntry.ts";

const fixture = (name: string) => readFileSync(`test/fixtures/journals/${name}`, "utf8");

/** What version 1 itself read in the journal it had written: `v1-written.read.json`. */
const asVersion1Read = JSON.parse(fixture("v1-written.read.json"));

function shown(text: string) {
  const { conversation } = readJournal(text) ?? {};
  if (!conversation) throw new Error("unread");
  const { id, createdAt, title, titleBy } = conversation;
  const path = conversation.path().map((turn) => turn.id);
  const plain = { id, createdAt, title, titleBy, messages: conversation.all(), path, choices: conversation.choices() };
  return JSON.parse(JSON.stringify(plain));
}

test("a journal that version 1 wrote reads as version 1 read it, and again when it is written anew", () => {
  const text = fixture("v1-written.jsonl");
  expect(readJournal(text)?.unreadableLines).toBe(0);
  expect(shown(text)).toEqual(asVersion1Read);
  const replay = readJournal(text);
  const anew = replay && journalOf(replay.conversation, replay.others).map(encodeEntry).join("");
  expect(anew).toContain('"version":2');
  expect(anew).not.toContain("text-delta");
  const again = shown(anew ?? "");
  expect(again.messages).toEqual(asVersion1Read.messages);
  expect(again.path).toEqual(asVersion1Read.path);
});

test("a journal of version 1 is gone on with below its lines, and those of both are read", () => {
  const old = fixture("v1-written.jsonl");
  const replay = readJournal(old);
  const [header] = replay?.begin() ?? [];
  expect(header).toMatchObject({ type: "conversation", version: 2 });
  expect(replay?.begin()).toEqual([]);
  const last = replay?.conversation.path().at(-1)?.id ?? "";
  const added = [
    header ?? { type: "chosen", id: "" },
    {
      type: "message",
      message: { id: "new", parentId: last, createdAt: 9, role: "user", parts: [{ type: "text", text: "More" }] },
    } as const,
  ];
  const both = readJournal(`${old}\n${added.map(encodeEntry).join("")}`);
  expect(both).toMatchObject({ unreadableLines: 0, isNewer: false });
  const before = replay?.conversation.path().map(textOf) ?? [];
  expect(both?.conversation.path().map(textOf)).toEqual([...before, "More"]);
});
