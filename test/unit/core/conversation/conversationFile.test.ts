import fc from "fast-check";
import { expect, test } from "vitest";
import { Conversation } from "../../../../src/core/conversation/conversation.ts";
import { exportJson, importJson } from "../../../../src/core/conversation/conversationFile.ts";
import type { Message } from "../../../../src/core/conversation/message.ts";
import { anyConversation, shapeOf } from "./arbitraryConversation.ts";

const ids = () => {
  let next = 0;
  return () => `new-${next++}`;
};

test("what is exported is imported whole, versions and choices included, under ids of its own", () => {
  fc.assert(
    fc.property(anyConversation, (conversation) => {
      const copy = importJson(exportJson(conversation), ids());
      expect(copy && shapeOf(copy)).toEqual(shapeOf(conversation));
      expect(copy?.titleBy).toBe(conversation.titleBy);
      for (const { id } of copy?.all() ?? []) expect(id).toMatch(/^new-/);
    }),
  );
});

const exported = (...messages: object[]) =>
  JSON.stringify({
    format: "mimo-conversation",
    version: 1,
    title: "",
    titleBy: "model",
    createdAt: 1,
    messages,
    chosen: [],
  });
const question = { id: "q", createdAt: 1, role: "user", parts: [{ type: "text", text: "?" }] };
const reply = { id: "a", parentId: "q", createdAt: 1, role: "assistant", parts: [], model: "m", sources: [] };

test.each([
  ["nothing", ""],
  ["other JSON", "[1, 2]"],
  ["no message", exported()],
  ["a newer version", exported(question).replace('"version":1', '"version":2')],
  ["a part of another kind", exported({ ...question, parts: [{ type: "script", text: "x" }] })],
  ["a turn below none", exported(reply)],
  ["a turn below itself", exported({ ...question, parentId: "q" })],
  ["an id twice", exported(question, question)],
])("%s is no conversation", (_name, text) => {
  expect(importJson(text, ids())).toBeUndefined();
});

test("a file cannot make us open a place on this machine, nor break the words about an error", () => {
  const from = { label: "a.ts", languageId: "ts", text: "x", uri: "file:///etc/passwd", lines: { start: 0, end: 1 } };
  const text = exported(
    { ...question, references: [from] },
    { ...reply, state: "error", error: { reason: "surprise", message: "!" }, finish: { reason: "x", rawReason: "x" } },
  );
  const [asked, answered] = importJson(text, ids())?.path() ?? [];
  expect(asked).toMatchObject({ references: [{ label: "a.ts", languageId: "ts", text: "x" }] });
  expect(JSON.stringify(asked)).not.toContain("passwd");
  expect(answered).toMatchObject({ error: { reason: "malformed-response" }, finish: { reason: "other" } });
});

test("a reply that was being written when it was exported is closed", () => {
  const [, answered] = importJson(exported(question, { ...reply, state: "streaming" }), ids())?.path() ?? [];
  expect(answered).toMatchObject({ state: "error", error: { reason: "interrupted" } });
});

test("any text is refused or read without throwing", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void importJson(text, ids())));
  const conversation = new Conversation("c", 1);
  conversation.put(question as Message);
  expect(importJson(exportJson(conversation), ids())?.path()).toHaveLength(1);
});
