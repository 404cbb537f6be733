import { expect, test } from "vitest";
import { buildRequest } from "../../../../src/core/conversation/buildRequest.ts";
import type { UserTurn } from "../../../../src/core/conversation/message.ts";

test("what a question is about goes before it", () => {
  const turn: UserTurn = {
    id: "1",
    createdAt: 0,
    role: "user",
    parts: [{ type: "text", text: "Explain this code." }],
    references: [{ label: "a.ts:1-1", languageId: "typescript", text: "const a = 1;" }],
  };
  const { messages } = buildRequest([turn], "", { model: "mimo-v2.6-pro", thinking: undefined });
  expect(messages).toEqual([
    {
      role: "user",
      content: [
        { type: "text", text: '<code from="a.ts:1-1">\nconst a = 1;\n</code>\n\n' },
        { type: "text", text: "Explain this code." },
      ],
    },
  ]);
});

test("files go before the words, by reference; a picture alone needs no words", () => {
  const attachments = [
    { hash: "a", kind: "image", mimeType: "image/png", name: "a.png", size: 1 },
    { hash: "b", kind: "audio", mimeType: "audio/wav", name: "b.wav", size: 1 },
  ] as const;
  const turn = (text: string): UserTurn => ({
    id: "1",
    createdAt: 0,
    role: "user",
    parts: [{ type: "text", text }],
    attachments,
  });
  const content = (text: string) =>
    buildRequest([turn(text)], "", { model: "m", thinking: undefined }).messages[0]?.content;
  expect(content("Hm?")).toEqual([
    { type: "image", source: { type: "stored", hash: "a", mimeType: "image/png", name: "a.png" } },
    { type: "audio", source: { type: "stored", hash: "b", mimeType: "audio/wav", name: "b.wav" } },
    { type: "text", text: "Hm?" },
  ]);
  expect(content("")?.map(({ type }) => type)).toEqual(["image", "audio"]);
});
