import { expect, test } from "vitest";
import { buildRequest } from "../../../../src/core/conversation/buildRequest.ts";
import type { AssistantTurn } from "../../../../src/core/conversation/message.ts";
import type { UserTurn } from "../../../../src/core/conversation/userTurn.ts";

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

test("a summary stands for what was before it, and what is kept speaks of no file that is gone", () => {
  const code = "export const rate = 0.2;\n".repeat(20);
  const reference = { label: "a.ts", languageId: "typescript", text: code };
  const question = (id: string, parentId: string | undefined, told?: { readonly form: "unchanged" }): UserTurn => ({
    id,
    ...(parentId && { parentId }),
    createdAt: 0,
    role: "user",
    parts: [{ type: "text", text: `Question ${id}` }],
    references: [{ ...reference, ...(told && { told }) }],
  });
  const reply = (id: string, parentId: string, parts: AssistantTurn["parts"]): AssistantTurn => ({
    ...{ id, parentId, createdAt: 0, role: "assistant", state: "done", model: "m", sources: [] },
    parts,
  });
  const path = (parts: AssistantTurn["parts"]) => [
    question("q1", undefined),
    reply("a1", "q1", [{ type: "text", text: "One." }]),
    question("q2", "a1", { form: "unchanged" }),
    reply("a2", "q2", parts),
  ];
  const sent = (parts: AssistantTurn["parts"]) =>
    buildRequest(path(parts), "", { model: "m", thinking: undefined }).messages.map((message) =>
      JSON.stringify(message),
    );
  const before = sent([{ type: "text", text: "Two." }]);
  expect(before[2]).toContain("<unchanged from");
  const after = sent([
    { type: "text", text: "Two." },
    { type: "step", reason: "stop" },
    { type: "summary", text: "All of it.", keeps: 2 },
  ]);
  expect(after).toHaveLength(3);
  expect(after[0]).toContain("All of it.");
  expect(after[1]).toContain(JSON.stringify(code).slice(1, -1));
  expect(after[1]).not.toContain("unchanged");
  expect(after[2]).toBe(before[3]);
});
