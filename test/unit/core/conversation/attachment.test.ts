import { expect, test } from "vitest";
import { type Attachment, attachmentHashes } from "../../../../src/core/conversation/attachment.ts";
import { readJournal } from "../../../../src/core/conversation/journal.ts";
import type { Message } from "../../../../src/core/conversation/message.ts";
import { finish, makeService, settled } from "./fakes.ts";

const hash = "0123456789abcdef".repeat(4);
const attachment: Attachment = { hash, kind: "image", mimeType: "image/png", name: "a.png", size: 3 };
const attachmentsOf = (message: Message | undefined) => (message?.role === "user" ? message.attachments : undefined);
const source = { type: "stored", hash, mimeType: "image/png", name: "a.png" };

test("files go with their question, also when it is asked again, and are journalled by reference", async () => {
  const { service, model, store } = makeService();
  service.send("one", [], [attachment]);
  model.push(finish);
  await settled(service);
  expect(model.requests[0]?.messages[0]?.content).toEqual([
    { type: "image", source },
    { type: "text", text: "one" },
  ]);

  service.edit(service.current.path()[0]?.id ?? "", "two");
  model.push(finish);
  await settled(service);
  expect(model.requests[1]?.messages[0]?.content).toEqual([
    { type: "image", source },
    { type: "text", text: "two" },
  ]);

  const journal = store.journals.get(service.current.id) ?? "";
  expect(attachmentsOf(readJournal(journal)?.conversation.path()[0])).toEqual([attachment]);
  expect(attachmentHashes(journal)).toEqual(new Set([hash]));
});

test("words that look like a reference are none", () => {
  const text = `{"type":"message","message":{"text":"\\"hash\\":\\"${hash}\\""}}\n{"hash":"short"}`;
  expect(attachmentHashes(text)).toEqual(new Set());
});

test("sources that come in two events are there once, in order", async () => {
  const { service, model } = makeService();
  const [a, b] = ["a", "b"].map((name) => ({ url: `https://example.com/${name}`, title: name }));
  if (!a || !b) throw new Error("no sources");
  service.send("search");
  model.push({ type: "sources", sources: [a] }, { type: "sources", sources: [a, b] }, finish);
  await settled(service);
  expect(service.current.path()[1]).toMatchObject({ sources: [a, b] });
});
