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
