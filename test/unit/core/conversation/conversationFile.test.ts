import fc from "fast-check";
import { expect, test } from "vitest";
import { buildRequest } from "../../../../src/core/conversation/buildRequest.ts";
import { Conversation } from "../../../../src/core/conversation/conversation.ts";
import { exportJson, importJson } from "../../../../src/core/conversation/conversationFile.ts";
import { conversationUsage } from "../../../../src/core/conversation/conversationUsage.ts";
import type { Message } from "../../../../src/core/conversation/message.ts";
import { anyConversation, shapeOf } from "./arbitraryConversation.ts";

const takes = (mimeType: string) => mimeType === "image/png";
const read = (text: string) => importJson(text, ids(), takes);
const ids = () => {
  let next = 0;
  return () => `new-${next++}`;
};

test("what is exported is imported whole, versions and choices included, under ids of its own", () => {
  fc.assert(
    fc.property(anyConversation, (conversation) => {
      const copy = read(exportJson(conversation, []))?.conversation;
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
  ["a newer version", exported(question).replace('"version":1', '"version":3')],
  ["a turn below none", exported(reply)],
  ["a turn below itself", exported({ ...question, parentId: "q" })],
  ["an id twice", exported(question, question)],
])("%s is no conversation", (_name, text) => {
  expect(read(text)).toBeUndefined();
});

test("a file cannot make us open a place on this machine, nor break the words about an error", () => {
  const from = { label: "a.ts", languageId: "ts", text: "x", uri: "file:///etc/passwd", lines: { start: 0, end: 1 } };
  const text = exported(
    { ...question, references: [from] },
    { ...reply, state: "error", error: { reason: "surprise", message: "!" }, finish: { reason: "x", rawReason: "x" } },
  );
  const [asked, answered] = read(text)?.conversation.path() ?? [];
  expect(asked).toMatchObject({ references: [{ label: "a.ts", languageId: "ts", text: "x" }] });
  expect(JSON.stringify(asked)).not.toContain("passwd");
  expect(answered).toMatchObject({ error: { reason: "malformed-response" }, finish: { reason: "other" } });
});

test("a moment that no date can be is none", () => {
  const usage = { inputTokens: 1, outputTokens: 1 };
  const reply = {
    id: "a",
    parentId: "q",
    role: "assistant",
    createdAt: 1e300,
    parts: [],
    state: "done",
    model: "mimo-v2.6-pro",
    sources: [],
    usage,
  };
  const question = { id: "q", role: "user", createdAt: -1e300, parts: [{ type: "text", text: "?" }] };
  const conversation = read(exported(question, reply))?.conversation;
  expect(conversation?.all().map(({ createdAt }) => createdAt)).toEqual([0, 0]);
  expect(conversation && conversationUsage(conversation.all(), "usd")).toMatchObject({ replies: 1 });
});

test("no more files than a question can have, and none without a name", () => {
  const file = {
    hash: "a".repeat(64),
    kind: "image",
    mimeType: "image/png",
    name: "a.png",
    size: 1,
    width: 1.5,
    height: 2,
  };
  const attachments = [
    { ...file, name: "" },
    { ...file, name: "n".repeat(300) },
    ...Array.from({ length: 30 }, () => file),
  ];
  const question = { id: "q", role: "user", createdAt: 1, parts: [{ type: "text", text: "?" }], attachments };
  const [turn] = read(exported(question))?.conversation.all() ?? [];
  const { width: _width, height: _height, ...plain } = file;
  expect(turn?.role === "user" && turn.attachments).toEqual(Array.from({ length: 10 }, () => plain));
});

test("a reply that was being written when it was exported is closed", () => {
  const [, answered] = read(exported(question, { ...reply, state: "streaming" }))?.conversation.path() ?? [];
  expect(answered).toMatchObject({ state: "error", error: { reason: "interrupted" } });
});

test("any text is refused or read without throwing", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void read(text)));
  const conversation = new Conversation("c", 1);
  conversation.put(question as Message);
  expect(read(exportJson(conversation, []))?.conversation.path()).toHaveLength(1);
});

const hash = "0123456789abcdef".repeat(4);
const attached = {
  ...question,
  parts: [{ type: "text", text: "" }],
  attachments: [{ hash, kind: "image", mimeType: "image/png", name: "a.png", size: 3 }],
};

test("files and who paid come back with the conversation", () => {
  const conversation = new Conversation("c", 1);
  conversation.put(attached as Message);
  conversation.put({
    ...reply,
    state: "done",
    usage: { inputTokens: 1, outputTokens: 2, billing: "credits" },
  } as Message);
  const files = [{ hash, mimeType: "image/png", data: "AAAA" }];
  const imported = read(exportJson(conversation, files));
  expect(imported?.files).toEqual(files);
  const [asked, answered] = imported?.conversation.path() ?? [];
  expect(asked).toMatchObject({ attachments: attached.attachments });
  expect(answered).toMatchObject({ usage: { billing: "credits" } });
  const request = buildRequest(imported?.conversation.path() ?? [], "", { model: "m", thinking: undefined });
  expect(request.messages[0]?.content).toMatchObject([{ type: "image" }]);
});

test("an exported file names no place of this machine", () => {
  const conversation = new Conversation("c", 1);
  const from = (label: string) => ({
    label,
    languageId: "ts",
    text: "x",
    uri: `file://${label}`,
    lines: { start: 0, end: 1 },
  });
  const references = ["/home/me/secret/a.ts:3-9", "C:\\Users\\me\\b.ts", "run (/home/me/c.ts:1-2)", "src/d.ts:1-2"].map(
    from,
  );
  conversation.put({ ...question, references } as unknown as Message);
  const text = exportJson(conversation, []);
  expect(text).not.toMatch(/home|Users|file:|lines/);
  expect(read(text)?.conversation.path()[0]).toMatchObject({
    references: [{ label: "a.ts:3-9" }, { label: "b.ts" }, { label: "run (c.ts:1-2)" }, { label: "src/d.ts:1-2" }],
  });
});

test("a file of version 1 is read, its calls included; files of a kind that cannot be stored are left out", () => {
  const call = { type: "tool-call", id: "1", name: "read_file", arguments: "{}" };
  const text = exported(
    { ...attached, attachments: [...attached.attachments, { ...attached.attachments[0], mimeType: "image/svg+xml" }] },
    { ...reply, state: "done", parts: [call, { type: "plan", steps: [] }] },
  );
  const [asked, answered] = read(text)?.conversation.path() ?? [];
  expect(asked).toMatchObject({ attachments: attached.attachments });
  expect(answered?.parts).toEqual([call, { type: "other", stored: { type: "plan", steps: [] } }]);
});
